/** The configuration file of the sandbox's bot: the seeded workspace guards the simulated account. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { namesOf } from './aws/more-environments.ts';

export interface ConfigurationInput {
  readonly folder: string;
  readonly locale: 'es' | 'en';
  readonly topicArn: string;
  /** The API behind the load balancer, for the bot's own look at it. */
  readonly healthUrl: string;
  /** The bot's own address for SNS. */
  readonly subscribe: string;
  readonly rules: Rules;
  /** Names of more environments. */
  readonly environments: readonly string[];
}

/** Lines of `hydrous.yml` beside the seeded ones, as YAML without indentation. */
export interface Rules {
  /** In the block of `production`, for example `changes: { redeploy: { approvals: 2 } }`. */
  readonly production?: readonly string[];
  /** Of the whole file, for example `breakGlass: { enabled: true, users: [U0ANA] }`. */
  readonly file?: readonly string[];
}

/** Writes `hydrous.yml` into the folder and returns its path. */
export async function writeConfiguration(input: ConfigurationInput): Promise<string> {
  const path = join(input.folder, 'hydrous.yml');
  await writeFile(path, configurationText(input));
  return path;
}

/** Indented as a whole file has it. */
function environmentText(name: string, healthUrl: string, more: readonly string[]): string {
  const { service, database, cache, loadBalancer } = namesOf(name);
  return `  ${name}:
    region: us-east-1
    cluster: hydrous
    service: ${service}
    container: hydrous-container
    repository: hydrous
    logGroup: /ecs/hydrous-backend
    database: ${database}
    cache: ${cache}
    loadBalancer: ${loadBalancer}
    healthUrl: ${healthUrl}
    frontendOrigin: https://app.example.com
    approvals: 1
    selfApproval: false
    expires: 30m
    scale: { min: 1, max: 10 }
    images: deploy
${more.map((line) => `    ${line}\n`).join('')}`;
}

function configurationText(input: ConfigurationInput): string {
  const { locale, topicArn, healthUrl, subscribe, rules, environments } = input;
  const { production = [], file = [] } = rules;
  return `locale: ${locale}
channels:
  operations: C0OPS
  incidents: C0INC
people:
  operators: { users: [U0ANA], groups: [S0DEV] }
  approvers: { users: [U0BRUNO], groups: [S0OPS] }
  viewers: everyone
teams: [T0HYDROUS]
environments:
${environmentText('production', healthUrl, production)}${environments.map((name) => environmentText(name, healthUrl, [])).join('')}sns:
  topics: ['${topicArn}']
  subscribe: ${subscribe}
incidents: { reminder: 30m, reopen: 30m, group: 5m }
${file.map((line) => `${line}\n`).join('')}`;
}
