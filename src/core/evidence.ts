/** What one read-only pass found about an incident. Every part that could not be read says so. */
import type { LogLine, TargetView } from './ports/aws.ts';
import type { TaskView } from './ports/ecs.ts';
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
}

export interface Evidence {
  readonly gatheredAt: number;
  readonly service: Gathered<ServiceEvidence>;
  readonly stoppedTasks: Gathered<readonly TaskView[]>;
  readonly image: Gathered<ImageEvidence>;
  readonly logLines: Gathered<readonly LogLine[]>;
  readonly targets: Gathered<readonly TargetView[]>;
  readonly lastChange: Gathered<LastChange | null>;
}
