/** The shape of a verb of `/hydrous`. One file in `commands/` is one of these; help, usage and permission follow from it. */
import type { Standing } from './alarm-standing.ts';
import type { ArgumentSpec, Arguments } from './arguments.ts';
import type { CostGuide } from './cost-guide.ts';
import type { CheckupReport } from './doctor/checkup-document.ts';
import type { Document } from './document.ts';
import type { Environment } from './environment.ts';
import type { CommandForm } from './form.ts';
import type { GateFacts } from './gate-document.ts';
import type { Guide } from './guide.ts';
import type { Incident } from './incident.ts';
import type { IncidentAction } from './incident-action.ts';
import type { LockAct } from './lock.ts';
import type { LogResult, LogsAsked } from './log-result.ts';
import type { Locale, Member, Role } from './member.ts';
import type { ChangeKind, Operation } from './operation.ts';
import type { AlarmCatalog, ChartReader } from './ports/alarms.ts';
import type { Clock } from './ports/ambient.ts';
import type { AlarmReader, ImageReader, LogReader, ScalingReader, TargetReader } from './ports/aws.ts';
import type { CostReader } from './ports/costs.ts';
import type { DeploymentHistory, EcsReader } from './ports/ecs.ts';
import type { ElastiCacheReader } from './ports/elasticache.ts';
import type { DependencyReader, MetricReader, Probe, TargetGroupReader } from './ports/evidence.ts';
import type { RdsReader } from './ports/rds.ts';
import type { ScalableTargetReader } from './ports/scaling.ts';
import type { AuditEntry } from './ports/store.ts';
import type { Bilingual, Sentence } from './sentence.ts';

/** Somebody typed something. `source` names this very request, so that the same bytes twice are one request. */
export interface Invocation {
  /** As Slack sends it: in its entities and its markup; from a terminal as it stands. */
  readonly text: string;
  readonly member: Member;
  readonly channel: string;
  readonly source: string;
  readonly via: 'slash' | 'mention' | 'button' | 'cli' | 'form';
  readonly locale: Locale;
  /** IANA zone of the person, for windows and times. */
  readonly zone: string | null;
  /** Why approval is to be skipped, from `--break-glass`; absent without it. */
  readonly breakGlass?: string;
  /** Incident whose card it was started from. */
  readonly incident?: string;
  /** Slack's ts of the thread in which it was said, or of the message on which it was asked for. */
  readonly thread?: string;
}

/** What a command may read. There is no write port here on purpose. */
export interface CommandReaders {
  readonly ecs: EcsReader;
  readonly history: DeploymentHistory;
  readonly images: ImageReader;
  readonly logs: LogReader;
  readonly alarms: AlarmReader;
  readonly targets: TargetReader;
  readonly targetGroups: TargetGroupReader;
  readonly scaling: ScalingReader;
  readonly scalableTargets: ScalableTargetReader;
  readonly rds: RdsReader;
  readonly elastiCache: ElastiCacheReader;
  readonly databases: DependencyReader;
  readonly caches: DependencyReader;
  readonly metrics: MetricReader;
  readonly charts: ChartReader;
  readonly costs: CostReader;
  /** What the guide says of costs; null where it says nothing. */
  readonly costGuide: CostGuide | null;
  readonly probe: Probe;
  readonly alarmCatalog: AlarmCatalog;
  /** How each recipe of `alarms create` stands here. */
  readonly alarmStandings: (environment: Environment) => Promise<readonly Standing[]>;
  readonly guide: Guide;
  /** Of the bot, such as `0.1.0`; left out where no release is running. */
  readonly version?: string;
  /** The bot's own set-up, looked at for `doctor`. */
  readonly checkup: () => Promise<CheckupReport>;
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
  /** Walks the hash chain of the audit trail; `broken` is the first row that does not fit. */
  readonly verifyAudit: () => Promise<{ readonly rows: number; readonly broken: number | null }>;
  /** Locks, freezes and what waits for them; throws Problem `store-down` while the store is away. */
  readonly gate: (environment: Environment) => Promise<GateFacts>;
  readonly store: { readonly engine: 'sqlite' | 'postgres' };
}

export interface CommandContext {
  readonly invocation: Invocation;
  readonly environments: readonly Environment[];
  /** Verbs this person may use, for `help`. */
  readonly verbs: readonly Command[];
  readonly readers: CommandReaders;
}

/** What a command comes to: an answer, a change to plan, a vote to count, or an act on an incident or a lock. Never an effect. */
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
      /** Said below the answer once the request was made. */
      readonly note?: Sentence;
    }
  | {
      readonly result: 'vote';
      readonly vote: 'approve' | 'reject' | 'cancel';
      readonly operation: string;
      readonly reason: string | null;
    }
  | { readonly result: 'incident'; readonly incident: string; readonly act: IncidentAction }
  | { readonly result: 'lock'; readonly act: LockAct }
  /** Lines of the log, to be kept and shown page by page. */
  | { readonly result: 'logs'; readonly found: LogResult }
  /** Lines to come, from the beginning of the window on. */
  | { readonly result: 'follow'; readonly asked: LogsAsked; readonly streams: readonly string[] | null };

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
  /** What to fill in where arguments are missing; without it a form is made of the arguments. */
  readonly form?: CommandForm;
  handle(given: Arguments<Spec>, context: CommandContext): Promise<CommandResult>;
}

/** Keeps the types of a command's own arguments while it is kept in a list with the others. */
export function command<const Spec extends ArgumentSpec>(value: Command<Spec>): Command {
  return value as unknown as Command;
}
