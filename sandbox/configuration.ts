/** The configuration file of the sandbox's bot: the seeded workspace guards the simulated account. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface ConfigurationInput {
  readonly folder: string;
  readonly topicArn: string;
  /** The API behind the load balancer, for the bot's own look at it. */
  readonly healthUrl: string;
  /** The bot's own address for SNS. */
  readonly subscribe: string;
}

/** Writes `hydrous.yml` into the folder and returns its path. */
export async function writeConfiguration(input: ConfigurationInput): Promise<string> {
  const path = join(input.folder, 'hydrous.yml');
  await writeFile(path, configurationText(input));
  return path;
}

function configurationText({ topicArn, healthUrl, subscribe }: ConfigurationInput): string {
  return `locale: es
channels:
  operations: C0OPS
  incidents: C0INC
people:
  operators: { users: [U0ANA], groups: [S0DEV] }
  approvers: { users: [U0BRUNO], groups: [S0OPS] }
  viewers: everyone
teams: [T0HYDROUS]
environments:
  production:
    region: us-east-1
    cluster: hydrous
    service: hydrous-production
    container: hydrous-container
    repository: hydrous
    logGroup: /ecs/hydrous-backend
    database: hydrous-db
    cache: hydrous-redis
    loadBalancer: hydrous-alb
    healthUrl: ${healthUrl}
    frontendOrigin: https://app.example.com
    approvals: 1
    selfApproval: false
    expires: 30m
    scale: { min: 1, max: 10 }
    images: deploy
sns:
  topics: ['${topicArn}']
  subscribe: ${subscribe}
incidents: { reminder: 30m, reopen: 30m, group: 5m }
`;
}
