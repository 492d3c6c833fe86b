/** Where the policy's resources are: one environment with what `hydrous.yml` does not hold. */
import type { Environment } from '../environment.ts';

export interface IamPlace {
  readonly environment: Environment;
  /** Twelve digits. */
  readonly account: string;
  /** Family of its task definitions. */
  readonly family: string;
  /** Names of the task role and the execution role, without their ARNs. */
  readonly roles: readonly string[];
}

/** `arn:aws:<service>:<region>:<account>:<resource>`; only the commercial partition is supported. */
export function arnIn({ environment, account }: IamPlace, service: string, resource: string): string {
  return `arn:aws:${service}:${environment.region}:${account}:${resource}`;
}

export function roleArn(account: string, role: string): string {
  return `arn:aws:iam::${account}:role/${role}`;
}
