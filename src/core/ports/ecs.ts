/** Amazon ECS as this bot sees it. Reads and writes are apart, so that a command cannot write by mistake. */
import type { Environment } from '../environment.ts';

export interface DeploymentView {
  readonly id: string;
  /** PRIMARY, ACTIVE or INACTIVE. */
  readonly status: string;
  /** Task definition ARN. */
  readonly taskDefinition: string;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  readonly failed: number;
  /** IN_PROGRESS, COMPLETED, FAILED; null where ECS does not tell. */
  readonly rolloutState: string | null;
  readonly rolloutStateReason: string | null;
  readonly createdAt: number | null;
  readonly updatedAt: number | null;
}

export interface ServiceEvent {
  readonly id: string;
  readonly at: number;
  readonly message: string;
}

export interface ServiceView {
  readonly arn: string;
  readonly name: string;
  readonly status: string;
  /** ECS, CODE_DEPLOY or EXTERNAL. */
  readonly controller: string;
  /** ROLLING, BLUE_GREEN, …; ROLLING when ECS does not tell. */
  readonly strategy: string;
  readonly taskDefinition: string;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  readonly deployments: readonly DeploymentView[];
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  readonly circuitBreaker: { readonly enabled: boolean; readonly rollback: boolean };
  readonly deploymentAlarms: boolean;
  /** How long the load balancer's opinion of a new task does not count, s. */
  readonly healthCheckGraceSeconds?: number;
  /** ARN of the service deployment in progress, where ECS tells it. */
  readonly currentServiceDeployment: string | null;
  readonly events: readonly ServiceEvent[];
  readonly targetGroups: readonly {
    readonly arn: string;
    readonly container: string;
    readonly port: number;
  }[];
}

/** A variable without its value. */
export interface VariableView {
  readonly name: string;
  /** Bytes of the value in UTF-8. */
  readonly length: number;
  /** Short keyed digest of the value. */
  readonly fingerprint: string;
}

/** What one container may use of its task; null and 0 where it says nothing. */
export interface ContainerLimits {
  /** CPU units. */
  readonly cpu: number;
  /** MiB, hard. */
  readonly memory: number | null;
  /** MiB, soft. */
  readonly memoryReservation: number | null;
}

export interface ContainerView {
  readonly name: string;
  readonly image: string;
  readonly essential: boolean;
  /** Names only; values never leave the AWS adapter. */
  readonly environmentNames: readonly string[];
  readonly variables: readonly VariableView[];
  /** Names of the variables that come from Secrets Manager or Parameter Store. */
  readonly secretNames: readonly string[];
  readonly limits: ContainerLimits;
  readonly logGroup: string | null;
  readonly logStreamPrefix: string | null;
}

export interface TaskDefinitionView {
  readonly arn: string;
  readonly family: string;
  readonly revision: number;
  /** ACTIVE, INACTIVE or DELETE_IN_PROGRESS. */
  readonly status: string;
  readonly cpu: string | null;
  readonly memory: string | null;
  /** X86_64 or ARM64; X86_64 when the definition is silent. */
  readonly architecture: string;
  readonly operatingSystem: string;
  readonly containers: readonly ContainerView[];
  /** Tags by key. */
  readonly tags: Readonly<Record<string, string>>;
  /** Field paths in ECS's answer that the SDK would lose on re-registering; empty is good. */
  readonly lostFields: readonly string[];
}

export interface ServiceDeploymentView {
  readonly arn: string;
  /** PENDING, IN_PROGRESS, SUCCESSFUL, STOPPED, STOP_REQUESTED, ROLLBACK_REQUESTED, ROLLBACK_IN_PROGRESS, ROLLBACK_SUCCESSFUL, ROLLBACK_FAILED. */
  readonly status: string;
  readonly statusReason: string | null;
  readonly createdAt: number | null;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  readonly targetRevision: ServiceRevisionView | null;
  readonly breaker: { readonly failures: number; readonly threshold: number; readonly status: string } | null;
}

export interface ServiceRevisionView {
  readonly arn: string;
  readonly taskDefinition: string;
  /** What really ran, by container name. */
  readonly images: readonly {
    readonly container: string;
    readonly image: string;
    readonly digest: string | null;
  }[];
}

export interface TaskView {
  readonly arn: string;
  readonly id: string;
  readonly taskDefinition: string;
  readonly lastStatus: string;
  readonly healthStatus: string;
  /** Deployment id that started it. */
  readonly startedBy: string | null;
  readonly startedAt: number | null;
  readonly stoppedAt: number | null;
  readonly stopCode: string | null;
  readonly stoppedReason: string | null;
  readonly containers: readonly {
    readonly name: string;
    readonly exitCode: number | null;
    readonly reason: string | null;
    readonly imageDigest: string | null;
  }[];
}

/** All methods throw a Problem; an empty or odd answer is one too, never a success. */
export interface EcsReader {
  service(environment: Environment): Promise<ServiceView>;
  /** `reference` is an ARN or `family:revision`. */
  taskDefinition(environment: Environment, reference: string): Promise<TaskDefinitionView>;
  tasks(environment: Environment, state: 'RUNNING' | 'STOPPED'): Promise<readonly TaskView[]>;
}

export interface DeploymentHistory {
  /** Newest first, at most `limit`, target revisions resolved. Throws Problem `not-permitted` where IAM or the endpoint has no such call. */
  recent(environment: Environment, limit: number): Promise<readonly ServiceDeploymentView[]>;
  describe(environment: Environment, arn: string): Promise<ServiceDeploymentView>;
}

/** Finds the revision that an interrupted registration may have left behind. */
export interface RevisionFinder {
  /** The newest few ACTIVE revisions of the family whose tag `hydrous:request` equals the operation id. */
  registeredFor(
    environment: Environment,
    family: string,
    operation: string,
  ): Promise<TaskDefinitionView | null>;
}

/** What a new revision differs in; everything else stays as it was. */
export interface RevisionPatch {
  /** CPU units and MiB of the whole task. */
  readonly size?: { readonly cpu: string; readonly memory: string };
  readonly variables?: {
    readonly container: string;
    readonly set: Readonly<Record<string, string>>;
    readonly unset: readonly string[];
  };
}

/**
 * The only changes this bot makes to ECS. Each sends exactly one request, never a second one.
 * A lost reply throws Problem `ambiguous`; a request that surely did nothing throws another kind.
 */
export interface EcsWriter {
  /** Registers the live definition `from` with only the image of `container` replaced; tags are kept and `hydrous:request` added. Gives the new ARN. */
  registerWithImage(
    environment: Environment,
    change: {
      readonly from: string;
      readonly container: string;
      readonly image: string;
      readonly operation: string;
    },
  ): Promise<{ readonly arn: string }>;
  /** As `registerWithImage`, with another difference. */
  registerWith(
    environment: Environment,
    change: { readonly from: string; readonly patch: RevisionPatch; readonly operation: string },
  ): Promise<{ readonly arn: string }>;
  updateService(
    environment: Environment,
    change: {
      readonly taskDefinition?: string;
      readonly desiredCount?: number;
      readonly forceNewDeployment?: boolean;
    },
  ): Promise<{ readonly deploymentId: string | null }>;
  /** StopServiceDeployment with stopType ROLLBACK. */
  rollBackDeployment(environment: Environment, serviceDeploymentArn: string): Promise<void>;
}
