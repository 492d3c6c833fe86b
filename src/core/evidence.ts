/** What one read-only pass found about an incident. Every part that could not be read says so. */
import type { AlarmChanges } from './ports/alarms.ts';
import type { LogLine, TargetView } from './ports/aws.ts';
import type { TaskView } from './ports/ecs.ts';
import type {
  DependencyEvent,
  DependencyView,
  MetricSeries,
  ProbeAnswer,
  TargetGroupView,
} from './ports/evidence.ts';
import type { RevisionDiff } from './revision-diff.ts';
import type { Sentence } from './sentence.ts';

export type Gathered<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly why: Sentence };

export interface ServiceEvidence {
  readonly taskDefinition: string;
  readonly desired: number;
  readonly running: number;
  readonly deployments: readonly {
    readonly id: string;
    readonly status: string;
    readonly taskDefinition: string;
    readonly rolloutState: string | null;
    readonly rolloutStateReason: string | null;
    readonly failed: number;
    readonly createdAt: number | null;
  }[];
  readonly events: readonly { readonly at: number; readonly message: string }[];
  /** True while a circuit-breaker rollback runs. */
  readonly rollingBack: boolean;
  /** How many target groups the service registers its tasks with. */
  readonly targetGroups?: number;
}

export interface ImageEvidence {
  readonly image: string;
  readonly wanted: string;
  /** Platforms of the image, null when they could not be read. */
  readonly platforms: readonly string[] | null;
}

export interface LastChange {
  readonly revision: number;
  readonly at: number;
  /** Slack user id when the change went through this bot. */
  readonly by: string | null;
  readonly image: { readonly from: string | null; readonly to: string } | null;
  /** The last proven revision before it, when there is one. */
  readonly proven: { readonly revision: number; readonly taskDefinition: string } | null;
  /** Against the revision before it; null when that could not be read. */
  readonly diff?: RevisionDiff | null;
  /** Why the history of deployments could not be read, when this is only what the service itself tells. */
  readonly historyUnread?: Sentence;
}

/** A database or a cache. Its events may be missing while its state is known. */
export interface DependencyEvidence extends DependencyView {
  readonly events: readonly DependencyEvent[];
}

export interface ProbeEvidence {
  readonly health: ProbeAnswer | null;
  /** A browser's question before a request from the configured origin. */
  readonly preflight: ProbeAnswer | null;
  readonly origin: string | null;
}

export interface Evidence {
  readonly gatheredAt: number;
  readonly service: Gathered<ServiceEvidence>;
  readonly stoppedTasks: Gathered<readonly TaskView[]>;
  readonly image: Gathered<ImageEvidence>;
  readonly logLines: Gathered<readonly LogLine[]>;
  readonly targets: Gathered<readonly TargetView[]>;
  readonly lastChange: Gathered<LastChange | null>;
  /** Absent in evidence that was gathered before these were looked at. Null where the environment has none. */
  readonly targetGroups?: Gathered<readonly TargetGroupView[]>;
  readonly metrics?: Gathered<readonly MetricSeries[]>;
  readonly database?: Gathered<DependencyEvidence | null>;
  readonly cache?: Gathered<DependencyEvidence | null>;
  readonly alarmHistory?: Gathered<AlarmChanges>;
  readonly probes?: Gathered<ProbeEvidence | null>;
}
