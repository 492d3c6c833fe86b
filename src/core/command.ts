/** The shape of a verb of `/hydrous`. One file in `commands/` is one of these; help, usage and permission follow from it. */
import type { ArgumentSpec, Arguments } from './arguments.ts';
import type { Document } from './document.ts';
import type { Environment } from './environment.ts';
import type { Guide } from './guide.ts';
import type { Incident } from './incident.ts';
import type { IncidentAction } from './incident-action.ts';
import type { Locale, Member, Role } from './member.ts';
import type { ChangeKind, Operation } from './operation.ts';
import type { AlarmCatalog } from './ports/alarms.ts';
import type { Clock } from './ports/ambient.ts';
import type { AlarmReader, ImageReader, LogReader, ScalingReader, TargetReader } from './ports/aws.ts';
import type { DeploymentHistory, EcsReader } from './ports/ecs.ts';
import type { ScalableTargetReader } from './ports/scaling.ts';
import type { AuditEntry } from './ports/store.ts';
import type { Bilingual } from './sentence.ts';

/** Somebody typed something. `source` names this very request, so that the same bytes twice are one request. */
export interface Invocation {
  readonly text: string;
  readonly member: Member;
  readonly channel: string;
  readonly source: string;
  readonly via: 'slash' | 'mention' | 'button' | 'cli';
  readonly locale: Locale;
  /** IANA zone of the person, for windows and times. */
  readonly zone: string | null;
  /** Incident whose card it was started from. */
  readonly incident?: string;
}

/** What a command may read. There is no write port here on purpose. */
export interface CommandReaders {
  readonly ecs: EcsReader;
  readonly history: DeploymentHistory;
  readonly images: ImageReader;
  readonly logs: LogReader;
  readonly alarms: AlarmReader;
  readonly targets: TargetReader;
  readonly scaling: ScalingReader;
  readonly scalableTargets: ScalableTargetReader;
  readonly alarmCatalog: AlarmCatalog;
  readonly guide: Guide;
  readonly clock: Clock;
  /** Past operations and incidents; throw Problem `store-down` while the store is away. */
  readonly operations: (environment: Environment | null, limit: number) => Promise<readonly Operation[]>;
  readonly operation: (id: string) => Promise<Operation | null>;
  readonly incident: (id: string) => Promise<Incident | null>;
  readonly incidents: (environment: Environment | null, limit: number) => Promise<readonly Incident[]>;
  readonly audit: (filter: {
    readonly environment?: string;
    readonly since?: number;
    readonly actor?: string;
    /** Only rows about one of these operations or incidents. */
    readonly subjects?: readonly string[];
    readonly limit: number;
  }) => Promise<readonly AuditEntry[]>;
  readonly store: { readonly engine: 'sqlite' | 'postgres' };
}

export interface CommandContext {
  readonly invocation: Invocation;
  readonly environments: readonly Environment[];
  /** Verbs this person may use, for `help`. */
  readonly verbs: readonly Command[];
  readonly readers: CommandReaders;
}

/** What a command comes to: an answer, a change to plan, a vote to count, or an act on an incident. Never an effect. */
export type CommandResult =
  | { readonly result: 'answer'; readonly document: Document }
  | {
      readonly result: 'change';
      readonly kind: ChangeKind;
      readonly environment: Environment;
      readonly wish: unknown;
      readonly reason: string | null;
      /** What is remembered as the command line, where the typed one holds what nobody may read. */
      readonly line?: string;
    }
  | {
      readonly result: 'vote';
      readonly vote: 'approve' | 'reject' | 'cancel';
      readonly operation: string;
      readonly reason: string | null;
    }
  | { readonly result: 'incident'; readonly incident: string; readonly act: IncidentAction };

export interface Command<Spec extends ArgumentSpec = ArgumentSpec> {
  readonly verb: string;
  /** The forms of the command, without `/hydrous`, for example `deploy <tag> [env] [--reason "…"]`. */
  readonly usage: readonly string[];
  readonly example: string;
  readonly summary: Bilingual;
  /** The least role that may use it, or several of which one is enough; `anyone` = every full member of the teams. */
  readonly permission: Role | 'anyone' | readonly Role[];
  /** A changing verb must name its environment when there are several. */
  readonly changes: boolean;
  /** First words after a reading verb with which it changes something, and the role that takes. */
  readonly changing?: {
    readonly words: readonly string[];
    readonly permission: Role | readonly Role[];
    /** Any word such as `min=1` makes it a change too. */
    readonly pairs?: true;
  };
  readonly arguments: Spec;
  handle(given: Arguments<Spec>, context: CommandContext): Promise<CommandResult>;
}

/** Keeps the types of a command's own arguments while it is kept in a list with the others. */
export function command<const Spec extends ArgumentSpec>(value: Command<Spec>): Command {
  return value as unknown as Command;
}
