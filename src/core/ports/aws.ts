/** The other AWS services as this bot reads them. All methods throw a Problem. */
import type { Environment } from '../environment.ts';

export interface ImageReference {
  readonly tag?: string;
  readonly digest?: string;
}

export interface Platform {
  readonly os: string;
  /** As in the manifest: amd64, arm64, … */
  readonly architecture: string;
}

export interface ImageView {
  readonly digest: string;
  readonly tags: readonly string[];
  readonly pushedAt: number | null;
  /** ACTIVE, ARCHIVED, ACTIVATING; null where ECR does not tell. */
  readonly status: string | null;
  /** Platforms it runs on; null = could not be read, which is never the same as wrong. */
  readonly platforms: readonly Platform[] | null;
}

export interface ImageReader {
  /** null when the tag or digest does not exist. */
  image(environment: Environment, reference: ImageReference): Promise<ImageView | null>;
  /** Account registry host, for example `123456789012.dkr.ecr.us-east-1.amazonaws.com`. */
  recent(environment: Environment, limit: number): Promise<readonly ImageView[]>;
}

export interface LogLine {
  readonly at: number;
  readonly stream: string;
  readonly message: string;
  readonly id: string;
  /** True when it was found by a word in it, so that it says nothing about how common it is. */
  readonly searched?: true;
}

export interface LogQuery {
  /** ms, inclusive. */
  readonly from: number;
  readonly until: number;
  /** Literal words; all must occur. */
  readonly words: readonly string[];
  /** Literal words; none may occur. */
  readonly without?: readonly string[];
  /** Literal words of which one must occur; for searches without `words`. */
  readonly any?: readonly string[];
  /** Only these streams. */
  readonly streams?: readonly string[];
  /** At most this many lines. */
  readonly limit: number;
  /** So many lines are enough once so much time, ms, is over: who waits wants the newest ones soon. */
  readonly soon?: { readonly lines: number; readonly ms: number };
  /** ms for all of the search, which then gives what it has found, however little; a longer time when left out. */
  readonly ms?: number;
  /** Where an earlier search for the same in this window stopped. */
  readonly resume?: LogResume;
}

/** A part of a window that was read from its end to the place that the token, the service's own, stands for. */
export interface LogResume {
  readonly from: number;
  readonly until: number;
  readonly token: string;
}

/** The older part of a window that was not read. */
export interface Unread {
  /** ms: from here on everything was read. */
  readonly until: number;
  /** Null where there was simply more to read. */
  readonly why: 'throttled' | 'unanswered' | null;
  /** With this the same question goes on without reading a page twice. */
  readonly resume?: LogResume;
}

export interface LogAnswer {
  /** Newest first. */
  readonly lines: readonly LogLine[];
  /** True when a page, byte or time cap ended the search before the window was read. */
  readonly partial: boolean;
  /** Of a partial answer; absent where nobody can tell. Lines may have been found in this part too. */
  readonly unread?: Unread;
}

export interface LogReader {
  search(environment: Environment, query: LogQuery): Promise<LogAnswer>;
}

export interface AlarmView {
  readonly name: string;
  readonly arn: string;
  readonly state: string;
  readonly reason: string | null;
  readonly updatedAt: number | null;
}

export interface AlarmReader {
  /** Alarms in state ALARM that belong to the environment's service, database, cache or load balancer. */
  open(environment: Environment): Promise<readonly AlarmView[]>;
  /** null when there is no such alarm. */
  alarm(environment: Environment, name: string): Promise<AlarmView | null>;
}

export interface TargetView {
  readonly id: string;
  /** healthy, unhealthy, initial, draining, unused, unavailable. */
  readonly state: string;
  readonly reason: string | null;
  readonly description: string | null;
}

export interface TargetReader {
  health(environment: Environment, targetGroupArn: string): Promise<readonly TargetView[]>;
}

export interface ScalingView {
  readonly min: number;
  readonly max: number;
  readonly policies: number;
  readonly suspended: boolean;
}

export interface ScalingReader {
  /** null when the service has no scalable target. */
  bounds(environment: Environment): Promise<ScalingView | null>;
}
