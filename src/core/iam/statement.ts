/** One statement of an IAM policy, and what a policy is made for. */
import type { IamPlace } from './place.ts';

/** A: only revisions that exist already. B: the bot registers revisions too. */
export type IamMode = 'A' | 'B';

/** One alone stands without its brackets: the size of a policy is limited. */
export type OneOrMore = string | readonly string[];

export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: OneOrMore;
  readonly NotAction?: OneOrMore;
  readonly Resource?: OneOrMore;
  readonly NotResource?: OneOrMore;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMore>>>>;
}

export interface IamPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

export interface IamWish {
  readonly mode: IamMode;
  readonly places: readonly IamPlace[];
  readonly topics: readonly string[];
  /** Whether the bot subscribes its own address to the topics. */
  readonly subscribes: boolean;
  /** ARN of the queue, when one is read. */
  readonly queue: string | null;
  /** The bot's own role, when `doctor` may ask IAM what that role may do. */
  readonly ownRole: { readonly account: string; readonly name: string } | null;
}

/** With the resources of all environments together, each once. */
export function allow(
  Sid: string,
  Action: readonly string[],
  resources: readonly string[],
  Condition?: Statement['Condition'],
): Statement {
  return {
    Sid,
    Effect: 'Allow',
    Action: alone(Action),
    Resource: alone(resources),
    ...(Condition === undefined ? {} : { Condition }),
  };
}

/** Each once, and one alone without brackets. */
export function alone(texts: readonly string[]): OneOrMore {
  const distinct = [...new Set(texts)];
  const [only] = distinct;
  return distinct.length === 1 && only !== undefined ? only : distinct;
}
