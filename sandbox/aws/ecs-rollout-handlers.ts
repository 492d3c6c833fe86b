import * as ecs from '@aws-sdk/client-ecs';
import { briefServiceDeployment, describeRevision, describeServiceDeployment } from './ecs-describe.ts';
import { allServices, clusterOf, invalid, serviceOf } from './ecs-lookup.ts';
import type { Rollouts } from './ecs-rollouts.ts';
import { type EcsState, isOngoing, type Service, type ServiceDeployment } from './ecs-state.ts';
import { offsetOf, pageOf } from './paging.ts';
import type { Handlers } from './wire/handlers.ts';

/** The Describe calls take at most this many ARNs. */
const MAX_ARNS = 20;
/** How far back service deployments are kept, ms. */
const HISTORY = 90 * 86_400_000;

export function ecsRolloutHandlers(state: EcsState, rollouts: Rollouts, now: () => number) {
  function deploymentOf(arn: string): { service: Service; deployment: ServiceDeployment } | null {
    for (const service of allServices(state)) {
      const deployment = service.history.find((candidate) => candidate.arn === arn);
      if (deployment !== undefined) return { service, deployment };
    }
    return null;
  }

  return {
    ListServiceDeployments(input) {
      const service = serviceOf(clusterOf(state, input.cluster), input.service);
      const after = input.createdAt?.after?.getTime() ?? 0;
      const before = input.createdAt?.before?.getTime() ?? Number.POSITIVE_INFINITY;
      if (input.maxResults !== undefined && (input.maxResults < 1 || input.maxResults > 100)) {
        invalid('maxResults must be between 1 and 100.');
      }
      const found = service.history
        .filter((deployment) => deployment.createdAt >= now() - HISTORY)
        .filter((deployment) => deployment.createdAt >= after && deployment.createdAt <= before)
        .filter((deployment) => !input.status?.length || input.status.includes(deployment.status))
        .reverse();
      const page = pageOf(found, offsetOf(input.nextToken) ?? 0, input.maxResults ?? 20);
      return {
        serviceDeployments: page.items.map((deployment) => briefServiceDeployment(service, deployment)),
        nextToken: page.next,
      };
    },

    DescribeServiceDeployments(input) {
      const arns = input.serviceDeploymentArns ?? [];
      if (arns.length === 0 || arns.length > MAX_ARNS) invalid('Between 1 and 20 ARNs must be given.');
      const found = arns.map((arn) => ({ arn, match: deploymentOf(arn) }));
      return {
        serviceDeployments: found.flatMap(({ match }) =>
          match === null ? [] : [describeServiceDeployment(match.service, match.deployment)],
        ),
        failures: found.flatMap(({ arn, match }) => (match === null ? [{ arn, reason: 'MISSING' }] : [])),
      };
    },

    DescribeServiceRevisions(input) {
      const arns = input.serviceRevisionArns ?? [];
      if (arns.length === 0 || arns.length > MAX_ARNS) invalid('Between 1 and 20 ARNs must be given.');
      const revisions = new Map(
        allServices(state).flatMap((service) => [
          ...service.history.map(
            (past) => [past.target.arn, describeRevision(service, past.target)] as const,
          ),
          ...service.deployments.map((entry) => {
            return [entry.revision.arn, describeRevision(service, entry.revision)] as const;
          }),
        ]),
      );
      return {
        serviceRevisions: arns.flatMap((arn) => revisions.get(arn) ?? []),
        failures: arns.flatMap((arn) => (revisions.has(arn) ? [] : [{ arn, reason: 'MISSING' }])),
      };
    },

    StopServiceDeployment(input) {
      const match = deploymentOf(input.serviceDeploymentArn ?? '');
      if (match === null) {
        throw new ecs.ServiceDeploymentNotFoundException({
          message: 'The service deployment ARN that you specified was not found.',
          $metadata: {},
        });
      }
      const { service, deployment } = match;
      if (input.stopType !== undefined && input.stopType !== 'ROLLBACK') {
        throw new ecs.UnsupportedFeatureException({
          message: 'The stop type is not supported for this deployment.',
          $metadata: {},
        });
      }
      if (!isOngoing(deployment)) {
        throw new ecs.ConflictException({
          message: `The service deployment is in ${deployment.status} state and cannot be stopped.`,
          $metadata: {},
        });
      }
      if (deployment.status === 'PENDING' || deployment.status === 'IN_PROGRESS') {
        rollouts.requestRollback(service, deployment);
      }
      return { serviceDeploymentArn: deployment.arn };
    },
  } satisfies Handlers<typeof ecs>;
}
