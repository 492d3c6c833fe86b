/** `hydrous.yml` as `init` writes it: what was found, what was told, and a comment at each key. */
import type { Survey, SurveyedService } from './survey.ts';

export interface Told {
  readonly locale: 'es' | 'en';
  readonly environment: string;
  readonly operations: string;
  readonly incidents: string;
  readonly team: string;
  /** Ids of users and of user groups, mixed. */
  readonly operators: readonly string[];
  readonly approvers: readonly string[];
  readonly topics: readonly string[];
  readonly subscribe: string | null;
  readonly queueUrl: string | null;
}

export function configurationText(told: Told, survey: Survey, found: SurveyedService): string {
  const line = (key: string, value: string | null, comment: string) =>
    value === null ? `    # ${key}: …   # ${comment}\n` : `    ${key}: ${value} # ${comment}\n`;
  const topics = told.topics.length > 0 ? told.topics : found.topics;
  const most = Math.max(10, found.desired);
  return `# What Hydrous guards and who may do what. Written by \`npx hydrous init\`; README.md explains every key.
# \`npx hydrous doctor\` says whether all of it is true.
locale: ${told.locale} # language of cards and fallback of replies: es | en

channels:
  operations: ${told.operations} # change requests, rollouts
  incidents: ${told.incidents} # incident cards

people: # Slack ids: users begin with U, user groups with S
  operators: ${roster(told.operators)} # may ask for changes
  approvers: ${roster(told.approvers)} # may approve them
  viewers: everyone # full members of \`teams\`, no guests

teams: [${told.team}] # Slack workspaces whose members count at all

environments:
  ${told.environment}:
    region: ${survey.region}
    cluster: ${found.cluster}
    service: ${found.service}
${line('container', found.container, 'the one that deploys replace the image of')}${line(
  'repository',
  found.repository,
  'ECR; the bot cannot deploy without it',
)}${line('logGroup', found.logGroup, 'where the container writes')}${line(
  'database',
  found.database,
  among('RDS', 'named by a variable of the task', found.database, survey.databases),
)}${line(
  'cache',
  found.cache,
  among('ElastiCache', 'named by a variable of the task', found.cache, survey.caches),
)}${line('loadBalancer', found.loadBalancer, 'of the target group of the service')}${line(
  'healthUrl',
  found.healthUrl,
  'asked from outside by `health` and by incidents',
)}    # frontendOrigin: https://app.example.com   # whether the browser may call the API
    approvals: 1 # people who must approve a change; 0 = none needed
    selfApproval: false
    expires: 30m # a request not decided by then is void
    scale: { min: ${found.desired === 0 ? 0 : 1}, max: ${most} }
    images: deploy # deploy = register revisions with new images | revisions = only existing revisions

sns:
  topics: [${topics.map((topic) => `"${topic}"`).join(', ')}]${topics.length > 0 ? '' : ' # none: no alarm is accepted'}
${told.subscribe === null ? '  # subscribe: https://bot.example.com/sns   # subscribe this address at start' : `  subscribe: ${told.subscribe} # subscribed at start`}
${told.queueUrl === null ? '  # queueUrl: https://sqs.…   # read from SQS, with Socket Mode for example' : `  queueUrl: ${told.queueUrl}`}

breakGlass: { enabled: false, users: [] }
`;
}

function among(what: string, why: string, found: string | null, all: readonly string[]): string {
  if (found !== null) return `${what}, ${why}`;
  return all.length === 0
    ? `${what}: the region has none`
    : `${what}: no variable of the task names one; there are ${all.join(', ')}`;
}

function roster(ids: readonly string[]): string {
  const users = ids.filter((id) => !id.startsWith('S'));
  const groups = ids.filter((id) => id.startsWith('S'));
  return `{ users: [${users.join(', ')}], groups: [${groups.join(', ')}] }`;
}
