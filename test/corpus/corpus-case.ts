/** Labelled incidents as they are written in the YAML files beside this one. */
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

export interface StoppedGroup {
  readonly count: number;
  /** TaskFailedToStart, EssentialContainerExited (when left out), ServiceSchedulerInitiated, UserInitiated. */
  readonly code?: string;
  readonly reason?: string;
  readonly exit?: number;
  /** Reason of the container. */
  readonly container?: string;
  /** Seconds that it ran. */
  readonly ran?: number;
  /** Seconds before the alarm at which it stopped; 60 when left out. */
  readonly ago?: number;
  /** 43, the newest, when left out. */
  readonly revision?: number;
  /** What each of them wrote, in a stream of its own. */
  readonly logs?: readonly string[];
}

export type LogGroup =
  | string
  | {
      readonly times: number;
      readonly line?: string;
      readonly lines?: readonly string[];
      readonly ago?: number;
    };

export interface Names {
  readonly added?: readonly string[];
  readonly removed?: readonly string[];
  readonly changed?: readonly string[];
}

export interface CorpusCase {
  readonly id: string;
  readonly note?: string;
  readonly expect: {
    /** Id of the guide entry, null when no section may match. */
    readonly entry: string | null;
    readonly case?: string;
    /** Whether going back must be offered (true) or must not be (false). */
    readonly rollback?: boolean;
    /** Entries that may not be named at all. */
    readonly not?: readonly string[];
    /** Exactly so many entries are ruled out. */
    readonly ruledOut?: number;
  };
  readonly alarm: string;
  readonly change?: {
    /** Minutes before the alarm. */
    readonly minutes: number;
    readonly image?: readonly [from: string, to: string];
    readonly env?: Names;
    readonly secrets?: Names;
    readonly architecture?: readonly [from: string, to: string];
    readonly command?: boolean;
    readonly healthCheck?: boolean;
    readonly rollout?: 'IN_PROGRESS' | 'FAILED' | 'COMPLETED';
    readonly rollingBack?: boolean;
  };
  readonly service?: {
    readonly running?: number;
    readonly pending?: number;
    readonly events?: readonly string[];
  };
  readonly stopped?: readonly StoppedGroup[];
  readonly image?: 'amd64' | 'arm64' | 'missing';
  readonly logs?: readonly LogGroup[];
  /** Nothing but what `logs` says was written. */
  readonly quiet?: boolean;
  readonly targets?: readonly {
    readonly state: string;
    readonly reason?: string;
    readonly description?: string;
  }[];
  /** Values of the minutes up to the alarm, the last one newest; earlier ones are like the first. */
  readonly metrics?: Readonly<Record<string, readonly number[]>>;
  readonly database?: { readonly status: string; readonly events?: readonly string[] };
  readonly cache?: { readonly status: string; readonly events?: readonly string[] };
  readonly probe?: { readonly health: number; readonly preflight: number; readonly allows: boolean };
  /** Calls that fail; `*` for all. */
  readonly unreadable?: readonly string[];
  /** Not for the run over the wire. Cases of `unseen.yml` are so unless they say otherwise: so many take long there. */
  readonly pure?: boolean;
}

const FOLDER = new URL('./', import.meta.url);

/** Every case of every file, in the order of the files. */
export function corpus(): readonly CorpusCase[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.yml'))
    .sort()
    .flatMap((name) => {
      const cases = parse(readFileSync(new URL(name, FOLDER), 'utf8')) as readonly CorpusCase[];
      return cases.map((each) => ({ pure: name === 'unseen.yml', ...each }));
    });
}
