/** Application Auto Scaling of the service's desired count. All methods throw a Problem. */
import type { Environment } from '../environment.ts';

/** The three kinds of scaling that can each be suspended. */
export interface Suspension {
  readonly in: boolean;
  readonly out: boolean;
  readonly scheduled: boolean;
}

/** What a target tracking policy can hold: percent of what the tasks reserve, or requests a minute for each task. */
export type TrackedMetric = 'cpu' | 'memory' | 'requests';

export interface ScalingPolicyView {
  readonly name: string;
  /** TargetTrackingScaling, StepScaling, PredictiveScaling. */
  readonly type: string;
  /** Null where the policy follows something else. */
  readonly metric: TrackedMetric | null;
  /** Percent, or requests a minute for each task, for target tracking. */
  readonly target: number | null;
  /** `app/…/targetgroup/…` that requests are counted at. */
  readonly resourceLabel?: string | null;
  /** What target tracking holds besides metric and target, such as cooldowns: sent back as it came. */
  readonly rest?: PolicyRest;
}

/** In AWS's own names; nobody here reads it. */
export type PolicyRest = Readonly<Record<string, unknown>>;

export interface ScalableTargetView {
  readonly min: number;
  readonly max: number;
  readonly suspension: Suspension;
  readonly policies: readonly ScalingPolicyView[];
}

export interface ScalableTargetReader {
  /** Null when the service has no scalable target. */
  read(environment: Environment): Promise<ScalableTargetView | null>;
}

/** Each sends exactly one request. A lost reply throws Problem `ambiguous`. */
export interface ScalingWriter {
  /**
   * RegisterScalableTarget. AWS moves the desired count into the bounds at once, whatever was changed. All three
   * flags are always sent together.
   */
  registerScalableTarget(
    environment: Environment,
    change: { readonly min?: number; readonly max?: number; readonly suspension?: Suspension },
  ): Promise<void>;
  /** PutScalingPolicy: target tracking. The configuration is replaced whole, so what it held besides goes into `rest`. */
  trackMetric(
    environment: Environment,
    policy: {
      readonly name: string;
      readonly metric: TrackedMetric;
      readonly target: number;
      /** Needed for requests. */
      readonly resourceLabel?: string;
      readonly rest: PolicyRest;
    },
  ): Promise<void>;
}
