/** ECS's own errors in the words of the environment that was asked about. */
import {
  ClusterNotFoundException,
  ConflictException,
  ServiceDeploymentNotFoundException,
  ServiceNotActiveException,
  ServiceNotFoundException,
} from '@aws-sdk/client-ecs';
import type { Environment } from '../core/environment.ts';
import { Problem } from '../core/problem.ts';
import { code, say } from '../core/sentence.ts';
import type { Known } from './problems.ts';

export function ecsProblems(environment: Environment): Known {
  return (error) => {
    if (error instanceof ClusterNotFoundException) {
      return new Problem(
        'not-found',
        say('aws.cluster-not-found', { cluster: code(environment.cluster) }),
        `ecs: no cluster ${environment.cluster}`,
      );
    }
    if (error instanceof ServiceNotFoundException) return noService(environment);
    if (error instanceof ServiceNotActiveException) {
      return new Problem(
        'refused',
        say('aws.service-not-active', { service: code(environment.service) }),
        `ecs: service ${environment.service} is not active`,
      );
    }
    if (error instanceof ServiceDeploymentNotFoundException) return noDeployment();
    if (error instanceof ConflictException) {
      return new Problem(
        'refused',
        say('aws.deployment-not-stoppable'),
        'ecs: the deployment cannot be stopped',
      );
    }
    return undefined;
  };
}

export function noService(environment: Environment): Problem {
  const { service, cluster } = environment;
  return new Problem(
    'not-found',
    say('aws.service-not-found', { service: code(service), cluster: code(cluster) }),
    `ecs: no service ${service} in cluster ${cluster}`,
  );
}

export function noDeployment(): Problem {
  return new Problem('not-found', say('aws.deployment-not-found'), 'ecs: no such service deployment');
}
