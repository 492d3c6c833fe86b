/** The service deployments that ECS keeps for 90 days, with what really ran in each. */
import {
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  ListServiceDeploymentsCommand,
  type ServiceDeployment,
  type ServiceRevision,
} from '@aws-sdk/client-ecs';
import type { Environment } from '../core/environment.ts';
import type { DeploymentHistory, ServiceDeploymentView, ServiceRevisionView } from '../core/ports/ecs.ts';
import { countOr, list, listOrEmpty, text, textOrNull, timeOrNull } from './answer.ts';
import type { Caller } from './call.ts';
import type { Clients } from './clients.ts';
import { ecsProblems, noDeployment } from './ecs-problems.ts';
import { batches, pages } from './pages.ts';
import { callMissing, type Known } from './problems.ts';

/** Both describe calls take at most 20 ARNs. Source: ECS API reference. */
const ARNS_A_CALL = 20;
const MOST_PAGES = 10;

export function createDeploymentHistory(clients: Clients, caller: Caller): DeploymentHistory {
  async function recent(environment: Environment, limit: number): Promise<readonly ServiceDeploymentView[]> {
    const { ecs } = clients.of(environment.region);
    const { cluster, service } = environment;
    const maxResults = Math.min(100, Math.max(1, limit));
    const listed = await pages(
      (nextToken) =>
        caller.read(
          'ecs:ListServiceDeployments',
          (options) =>
            ecs.send(new ListServiceDeploymentsCommand({ cluster, service, maxResults, nextToken }), options),
          (answer) => ({
            items: list(answer.serviceDeployments, 'serviceDeployments').map((each) => ({
              arn: text(each.serviceDeploymentArn, 'serviceDeployments[].serviceDeploymentArn'),
              at: timeOrNull(each.createdAt) ?? 0,
            })),
            next: answer.nextToken,
          }),
          known(environment, 'ecs:ListServiceDeployments'),
        ),
      MOST_PAGES,
      (items) => items.length >= limit,
    );
    const newest = [...listed].sort((a, b) => b.at - a.at).slice(0, limit);
    const arns = [...new Set(newest.map(({ arn }) => arn))];
    return withRevisions(environment, await deployments(environment, arns));
  }

  async function deployments(
    environment: Environment,
    arns: readonly string[],
  ): Promise<readonly Described[]> {
    const { ecs } = clients.of(environment.region);
    const found = await Promise.all(
      batches(arns, ARNS_A_CALL).map((batch) =>
        caller.read(
          'ecs:DescribeServiceDeployments',
          (options) =>
            ecs.send(new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [...batch] }), options),
          (answer) => list(answer.serviceDeployments, 'serviceDeployments').map(described),
          known(environment, 'ecs:DescribeServiceDeployments'),
        ),
      ),
    );
    const byArn = new Map(found.flat().map((each) => [each.deployment.arn, each]));
    return arns.flatMap((arn) => byArn.get(arn) ?? []);
  }

  async function withRevisions(
    environment: Environment,
    found: readonly Described[],
  ): Promise<readonly ServiceDeploymentView[]> {
    const { ecs } = clients.of(environment.region);
    const arns = [...new Set(found.flatMap((each) => each.revision ?? []))];
    const revisions = await Promise.all(
      batches(arns, ARNS_A_CALL).map((batch) =>
        caller.read(
          'ecs:DescribeServiceRevisions',
          (options) =>
            ecs.send(new DescribeServiceRevisionsCommand({ serviceRevisionArns: [...batch] }), options),
          (answer) => list(answer.serviceRevisions, 'serviceRevisions').map(revisionView),
          known(environment, 'ecs:DescribeServiceRevisions'),
        ),
      ),
    );
    const byArn = new Map(revisions.flat().map((each) => [each.arn, each]));
    return found.map(({ deployment, revision }) => ({
      ...deployment,
      targetRevision: byArn.get(revision ?? '') ?? null,
    }));
  }

  return {
    recent,
    async describe(environment, arn) {
      const [view] = await withRevisions(environment, await deployments(environment, [arn]));
      if (view === undefined) throw noDeployment();
      return view;
    },
  };
}

function known(environment: Environment, action: string): Known {
  const missing = callMissing(action);
  const ecs = ecsProblems(environment);
  return (error) => missing(error) ?? ecs(error);
}

/** A deployment before its target revision was looked up. */
interface Described {
  readonly deployment: Omit<ServiceDeploymentView, 'targetRevision'>;
  readonly revision: string | null;
}

function described(deployment: ServiceDeployment): Described {
  const breaker = deployment.deploymentCircuitBreaker;
  return {
    revision: textOrNull(deployment.targetServiceRevision?.arn),
    deployment: {
      arn: text(deployment.serviceDeploymentArn, 'serviceDeployments[].serviceDeploymentArn'),
      status: text(deployment.status, 'serviceDeployments[].status'),
      statusReason: textOrNull(deployment.statusReason),
      createdAt: timeOrNull(deployment.createdAt),
      startedAt: timeOrNull(deployment.startedAt),
      finishedAt: timeOrNull(deployment.finishedAt),
      breaker:
        breaker?.status === undefined
          ? null
          : {
              failures: countOr(breaker.failureCount, 0),
              threshold: countOr(breaker.threshold, 0),
              status: breaker.status,
            },
    },
  };
}

function revisionView(revision: ServiceRevision): ServiceRevisionView {
  return {
    arn: text(revision.serviceRevisionArn, 'serviceRevisions[].serviceRevisionArn'),
    taskDefinition: text(revision.taskDefinition, 'serviceRevisions[].taskDefinition'),
    images: listOrEmpty(revision.containerImages).map((image) => ({
      container: textOrNull(image.containerName) ?? '',
      image: textOrNull(image.image) ?? '',
      digest: textOrNull(image.imageDigest),
    })),
  };
}
