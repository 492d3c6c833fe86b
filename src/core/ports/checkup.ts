/** What `doctor` looks at beside the readers that commands have. Nothing here changes anything. */
import type { Environment } from '../environment.ts';
import type { IamPlace } from '../iam/place.ts';
import type { Simulation } from '../iam/simulations.ts';
import type { Problem } from '../problem.ts';

export type SlackAnswer =
  | {
      readonly ok: true;
      readonly body: Readonly<Record<string, unknown>>;
      /** Null where Slack does not name them. */
      readonly scopes: readonly string[] | null;
      /** Slack's clock, ms. */
      readonly at: number | null;
    }
  /** `reached`: Slack itself refused, and `error` is its code. */
  | { readonly ok: false; readonly reached: boolean; readonly error: string };

export interface SlackCheckup {
  /** Calls a method of the Web API that only reads. Never throws. `token` is the bot's unless told. */
  ask(method: string, fields?: Readonly<Record<string, string>>, token?: 'bot' | 'app'): Promise<SlackAnswer>;
  readonly socket: boolean;
}

export type StoreLook =
  | {
      readonly state: 'answers';
      readonly engine: 'sqlite' | 'postgres';
      /** Its clock, ms. */
      readonly now: number;
      /** Migrations of this release that are not there yet. */
      readonly missing: number;
      /** Migrations whose text is another one there. */
      readonly changed: readonly string[];
      readonly mayCreate: boolean;
    }
  /** The embedded database was never started. */
  | { readonly state: 'new'; readonly missing: number }
  | {
      readonly state: 'failed';
      readonly why: 'unreachable' | 'password' | 'no-database' | 'no-answer' | 'broken-file' | 'folder';
      /** Code of the driver or the file system; for a folder that others may read, its mode. */
      readonly code: string;
      readonly where: string;
    };

export interface StoreCheckup {
  /** Migrates nothing and never throws. */
  look(): Promise<StoreLook>;
  /** Host names of `DATABASE_URL`; empty with the embedded engine. */
  readonly hosts: readonly string[];
  /** Whether a guarded database was allowed on purpose. */
  readonly guardedAllowed: boolean;
}

export interface AwsIdentity {
  readonly account: string;
  readonly arn: string;
  /** AWS's clock, ms. */
  readonly at: number | null;
}

export interface TopicFacts {
  readonly attributes: Readonly<Record<string, string>>;
  readonly subscriptions: readonly {
    readonly protocol: string;
    readonly endpoint: string;
    readonly confirmed: boolean;
    /** Whether it is delivered without its envelope; null where that was not asked. */
    readonly raw: boolean | Problem | null;
  }[];
}

export interface TriedRead {
  readonly action: string;
  readonly outcome: 'allowed' | 'denied' | Problem;
}

/** Each method throws a Problem. */
export interface AwsCheckup {
  identity(region: string): Promise<AwsIdentity>;
  /** Null when there is no such topic. */
  topic(arn: string): Promise<TopicFacts | null>;
  /** Attributes of the queue; null when there is none. */
  queue(address: string, region: string): Promise<Readonly<Record<string, string>> | null>;
  /** Whether a queue of this ARN is there, beside the one at `address`. */
  hasDeadLetters(address: string, arn: string): Promise<boolean>;
  /** Sends one harmless request for each read; never throws. */
  reads(environment: Environment): Promise<readonly TriedRead[]>;
  /** What IAM says the principal may not do, without doing it. */
  simulate(region: string, principal: string, asked: readonly Simulation[]): Promise<readonly string[]>;
  place(environment: Environment): Promise<IamPlace>;
}
