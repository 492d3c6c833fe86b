/** Application Auto Scaling of the service's desired count. All methods throw a Problem. */
import type { Environment } from '../environment.ts';

/** The three kinds of scaling that can each be suspended. */
export interface Suspension {
  readonly in: boolean;
  readonly out: boolean;
  readonly scheduled: boolean;
}

/** Metrics that a target tracking policy can hold at a value, in percent of what the tasks reserve. */
export type TrackedMetric = 'cpu' | 'memory';

export interface ScalingPolicyView {
  readonly name: string;
  /** TargetTrackingScaling, StepScaling, PredictiveScaling. */
  readonly type: string;
  /** Null where the policy follows something else. */
  readonly metric: TrackedMetric | null;
  /** Percent, for target tracking. */
  readonly target: number | null;
}

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
  /** PutScalingPolicy: target tracking; a policy of that name keeps its cooldowns. */
  trackMetric(
    environment: Environment,
    policy: { readonly name: string; readonly metric: TrackedMetric; readonly target: number },
  ): Promise<void>;
}
