/** The shape of a change to AWS. One file in `changes/` is one of these, and there is one road that carries them out. */
import type { AlarmRecipe } from './alarm-recipe.ts';
import type { Check } from './check.ts';
import type { Environment } from './environment.ts';
import type { ChangeKind, Operation, Outcome, Plan, RolloutView, StepRecord } from './operation.ts';
import type {
  AlarmDefinitionReader,
  AlarmDefinitionWriter,
  MonitoredReader,
} from './ports/alarm-definitions.ts';
import type { AlarmWriter } from './ports/alarms.ts';
import type { Clock, Digest, Fingerprint } from './ports/ambient.ts';
import type { AlarmReader, ImageReader, LogReader, ScalingReader } from './ports/aws.ts';
import type { DeploymentHistory, EcsReader, EcsWriter, RevisionFinder } from './ports/ecs.ts';
import type { ElastiCacheReader, ElastiCacheWriter } from './ports/elasticache.ts';
import type { MetricReader } from './ports/evidence.ts';
import type { RdsReader, RdsWriter } from './ports/rds.ts';
import type { ScalableTargetReader, ScalingWriter } from './ports/scaling.ts';
import type { Sentence } from './sentence.ts';

/** What became of the notification that an alarm sent. */
export interface Arrival {
  readonly incident: string;
  /** When its incident took it in, ms. */
  readonly at: number;
  /** True once the incident's card is in Slack. */
  readonly posted: boolean;
}

/** What a change may read while it plans, checks for drift and settles. */
export interface ChangeReaders {
  readonly ecs: EcsReader;
  readonly history: DeploymentHistory;
  readonly revisions: RevisionFinder;
  readonly images: ImageReader;
  readonly alarms: AlarmReader;
  readonly alarmDefinitions: AlarmDefinitionReader;
  readonly monitored: MonitoredReader;
  readonly metrics: MetricReader;
  /** What `alarms create` knows to set up. */
  readonly recipes: readonly AlarmRecipe[];
  readonly scaling: ScalingReader;
  readonly scalableTargets: ScalableTargetReader;
  readonly rds: RdsReader;
  readonly elastiCache: ElastiCacheReader;
  readonly logs: LogReader;
  /** The environment's own finished operations, newest first: the fallback where ECS's history is not permitted. */
  readonly finished: (environment: Environment, limit: number) => Promise<readonly Operation[]>;
  readonly operation: (id: string) => Promise<Operation | null>;
  readonly clock: Clock;
  readonly digest: Digest;
  /** ARNs of the topics whose notifications this bot takes. */
  readonly topics: readonly string[];
  /** What an alarm sent last, when it was kept after `since` (ms); null while nothing has come. */
  readonly arrival: (alarmArn: string, since: number) => Promise<Arrival | null>;
  readonly fingerprint: Fingerprint;
}

/** Every AWS write there is; each method sends one request. */
export type ChangeWriter = EcsWriter &
  ScalingWriter &
  AlarmWriter &
  AlarmDefinitionWriter &
  RdsWriter &
  ElastiCacheWriter;

/** Values that no plan may hold, by name. They are kept sealed beside the operation until it ends. */
export type SecretValues = Readonly<Record<string, string>>;

/** A plan, or the sentence that says why there can be none. `checks` then shows what was looked at. */
export type Planned =
  | { readonly ok: true; readonly plan: Plan; readonly secretValues?: SecretValues }
  | { readonly ok: false; readonly refusal: Sentence; readonly checks: readonly Check[] };

/** What became of the one request that a step sends. */
export type StepSeen = 'applied' | 'not-applied' | 'cannot-tell';

export type Settlement =
  /** `rollout` is null for a change that starts no tasks. */
  | { readonly state: 'running'; readonly rollout: RolloutView | null }
  | {
      readonly state: 'succeeded' | 'failed' | 'superseded';
      readonly rollout: RolloutView | null;
      readonly outcome: Outcome;
    };

/** `Wish` is what the command asked for, already parsed. */
export interface Change<Wish = unknown> {
  readonly kind: ChangeKind;
  /** False for one that touches nothing people use; any other waits for the approvals of its environment. */
  readonly needsApproval?: false;
  /** How long it may take before it counts as stuck, ms; two hours where left out. The longer it runs, the rarer it is looked at. */
  readonly patience?: number;
  /** Reads the world, makes every check, and returns the plan or a refusal. Never writes. */
  plan(readers: ChangeReaders, environment: Environment, wish: Wish): Promise<Planned>;
  /** The plan's `live` fields as they are now; what differs is drift. */
  live(
    readers: ChangeReaders,
    environment: Environment,
    plan: Plan,
  ): Promise<Readonly<Record<string, string>>>;
  /** The AWS writes in order, by name. */
  steps(plan: Plan): readonly string[];
  /** Sends exactly one AWS write. `done` are the earlier steps with their results, `values` those that the plan sealed. */
  apply(
    writer: ChangeWriter,
    environment: Environment,
    operation: Operation,
    step: string,
    done: readonly StepRecord[],
    values: SecretValues,
  ): Promise<Readonly<Record<string, string>>>;
  /** After a lost reply or a restart: did this step happen? Gives its result when it did. */
  seen(
    readers: ChangeReaders,
    environment: Environment,
    operation: Operation,
    record: StepRecord,
  ): Promise<{ readonly seen: StepSeen; readonly result?: Readonly<Record<string, string>> }>;
  /** How the change stands now that all steps were applied. */
  settle(readers: ChangeReaders, environment: Environment, operation: Operation): Promise<Settlement>;
  /** What exists of it where it ended before its last step. */
  soFar?(operation: Operation): readonly Sentence[];
  /** The command line that takes it back, null when nothing can. */
  undo(operation: Operation): string | null;
  /** What it does in a few words, for the card's title and the history. */
  describe(operation: Pick<Operation, 'plan' | 'environment'>): Sentence;
}
