/** What `hydrous.yml` does not hold and a policy needs: the family of a service and the roles of its tasks. */
import { DescribeServicesCommand, DescribeTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import type { Environment } from '../core/environment.ts';
import type { IamPlace } from '../core/iam/place.ts';
import { list, text, textOrNull } from './answer.ts';
import type { Caller } from './call.ts';
import type { Clients } from './clients.ts';
import { ecsProblems, noService } from './ecs-problems.ts';

/** As the service runs now. Throws a Problem. */
export async function readTaskPlace(
  clients: Clients,
  caller: Caller,
  environment: Environment,
): Promise<IamPlace> {
  const { ecs } = clients.of(environment.region);
  const { cluster, service } = environment;
  const running = await caller.read(
    'ecs:DescribeServices',
    (options) => ecs.send(new DescribeServicesCommand({ cluster, services: [service] }), options),
    (answer) => list(answer.services, 'services')[0]?.taskDefinition ?? null,
    ecsProblems(environment),
  );
  if (running === null) throw noService(environment);
  return caller.read(
    'ecs:DescribeTaskDefinition',
    (options) => ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: running }), options),
    ({ taskDefinition }) => ({
      environment,
      account: running.split(':')[4] ?? '',
      family: text(taskDefinition?.family, 'taskDefinition.family'),
      roles: [taskDefinition?.taskRoleArn, taskDefinition?.executionRoleArn].flatMap((arn) => {
        const role = textOrNull(arn);
        // A role may have a path, and its name is then not enough.
        return role === null ? [] : [role.slice(role.indexOf(':role/') + ':role/'.length)];
      }),
    }),
  );
}
