import type { DoctorSentences } from '../../core/sentences/doctor.ts';
import { joined } from '../lists.ts';
import { quantity } from '../phrases.ts';
import type { Part } from '../words.ts';

export const doctor: Part<DoctorSentences> = {
  'doctor.title': ({ ok, ng, skip }) => `Doctor: ${ng} to mend, ${ok} in order, ${skip} not looked at`,
  'doctor.all-well': ({ ok, skip }) =>
    `Doctor: everything in order (${quantity(ok, 'check', 'checks')}, ${skip} not looked at)`,
  'doctor.row': ({ check, text, remedy }) => `${check}: ${text}${remedy === null ? '' : `\n→ ${remedy}`}`,
  'doctor.fine': ({ checks }) => `In order: ${checks.join(' ')}`,
  'doctor.not-looked': () => '*Not looked at*',
  'doctor.version': ({ version, node, ms }) => `Hydrous ${version}, Node ${node}, looked for ${ms}`,
  'doctor.ok': ({ facts }) => (facts.length === 0 ? 'in order' : facts.join(', ')),
  'doctor.line': ({ line }) => line,
  'doctor.too-slow': ({ limit }) => `No answer within ${limit}.`,
  'doctor.unset': ({ key }) => `${key} is not set.`,
  'doctor.after': ({ check }) => `It needs ${check}, which failed.`,

  'doctor.slack.unreachable': ({ why }) => `Slack cannot be reached (${why}).`,
  'doctor.slack.token': ({ error }) => `Slack does not accept the bot token (${error}).`,
  'doctor.slack.no-bot': () => 'The token belongs to no bot.',
  'doctor.slack.team': ({ team, teams }) =>
    `The token is of the workspace ${team}, and \`teams\` has only ${joined(teams, 'and')}: nobody could use the bot.`,
  'doctor.slack.scopes': ({ scopes }) => `The app lacks ${joined(scopes, 'and')}.`,
  'doctor.slack.socket': ({ error }) => `Slack does not open Socket Mode with SLACK_APP_TOKEN (${error}).`,
  'doctor.slack.refused': ({ method, error }) => `Slack refused ${method} (${error}).`,
  'doctor.channel.unknown': ({ channel, key }) =>
    `The bot sees no channel ${channel} (\`channels\`: ${key}): it does not exist, or it is private.`,
  'doctor.channel.not-member': ({ channel }) =>
    `The bot is not in ${channel}, so its cards cannot get there.`,
  'doctor.channel.archived': ({ channel }) => `The channel ${channel} is archived.`,
  'doctor.group.unknown': ({ group }) => `Slack knows no user group ${group}.`,
  'doctor.group.empty': ({ group }) => `The user group ${group} is empty: it gives nobody any right.`,
  'doctor.person.unknown': ({ user }) => `Slack knows nobody with the id ${user}.`,
  'doctor.person.no-member': ({ user, kind }) =>
    `${user} is ${kind} and no full member, so the bot refuses everything.`,
  'doctor.people.none-asks': () => 'Nobody may ask for changes: `operators` comes to no person.',
  'doctor.people.too-few': ({ environment, need, have }) =>
    `A change in ${environment} needs ${need} approving, and ${have} could: it would never pass.`,
  'doctor.clock': ({ whose, skew }) => `The clock of this machine and that of ${whose} are ${skew} apart.`,

  'doctor.store.unreachable': ({ why }) => `The database of DATABASE_URL cannot be reached (${why}).`,
  'doctor.store.password': () => 'The database refuses the user or the password of DATABASE_URL.',
  'doctor.store.no-database': () => 'The server does not have the database that DATABASE_URL names.',
  'doctor.store.no-answer': ({ limit }) => `The database of DATABASE_URL did not answer within ${limit}.`,
  'doctor.store.no-rights': () => 'The user of DATABASE_URL may not create tables.',
  'doctor.store.guarded': ({ host }) => `DATABASE_URL is ${host}, a database that this bot guards.`,
  'doctor.store.changed': ({ migration }) => `The database has another ${migration} than this release.`,
  'doctor.store.folder': ({ folder, why }) => `The folder ${folder} cannot be written to (${why}).`,
  'doctor.store.open-folder': ({ folder, mode }) =>
    `Others on this machine can read ${folder} (mode ${mode}).`,
  'doctor.store.broken-file': ({ file }) => `${file} is no database, or it is damaged.`,
  'doctor.store.new': ({ missing }) =>
    `The first start, or the first of this release, makes ${quantity(missing, 'change', 'changes')}.`,

  'doctor.account': ({ own, topics }) =>
    `The credentials are of the account ${own}, and the topics of ${topics}.`,
  'doctor.service.inactive': ({ service, status }) => `The service ${service} is ${status}.`,
  'doctor.service.controller': ({ controller }) =>
    `The service is deployed by ${controller}, and the bot can change only those of ECS itself.`,
  'doctor.service.none-running': ({ desired }) =>
    desired === 1 ? 'The one wanted task is not running.' : `None of the ${desired} wanted tasks is running.`,
  'doctor.container': ({ container, containers }) =>
    `The task definition has no container ${container}; it has ${joined(containers, 'and')}.`,
  'doctor.image': ({ image, repository }) =>
    `The service runs ${image}, which does not come from the repository ${repository}.`,
  'doctor.log-group': ({ logGroup, used }) =>
    `\`logGroup\` is ${logGroup}, and the container writes to ${used}.`,
  'doctor.no-images': ({ repository }) => `The repository ${repository} has no image.`,
  'doctor.no-rollback': () => 'There is no earlier deployment to roll back to yet.',
  'doctor.scale': ({ desired, min, max }) =>
    `The service has ${quantity(desired, 'task', 'tasks')}, outside of ${min} to ${max}.`,
  'doctor.data.missing': ({ name, key }) => `${name} (${key}) does not exist in this account and region.`,
  'doctor.data.status': ({ name, status }) => `${name} is ${status}.`,
  'doctor.balancer.none': ({ balancer }) =>
    `The service is behind no load balancer, and the file names ${balancer}.`,
  'doctor.balancer.other': ({ balancer, used }) =>
    `The service is behind ${joined(used, 'and')}, and the file names ${balancer}.`,
  'doctor.health.silent': ({ address, why }) => `${address} does not answer (${why}).`,
  'doctor.health.status': ({ address, status }) => `${address} answers ${status}.`,
  'doctor.health.path': ({ address, path }) =>
    `The load balancer checks ${path}, and \`healthUrl\` is ${address}.`,
  'doctor.alarms.none': () =>
    'CloudWatch has no alarm on this environment, so nothing will ever be announced.',
  'doctor.alarms.mute': ({ alarms, count }) =>
    `${count === 1 ? '1 alarm has' : `${count} alarms have`} no action, so nobody hears of them: ${alarms.join(', ')}`,
  'doctor.alarms.region': ({ alarms, count, region }) =>
    `${count === 1 ? '1 alarm sends' : `${count} alarms send`} to a topic of another region, and CloudWatch in ${region} reaches only its own: ${alarms.join(', ')}`,
  'doctor.alarms.elsewhere': ({ alarms, count }) =>
    `${count === 1 ? '1 alarm sends' : `${count} alarms send`} nothing to a topic of the file: ${alarms.join(', ')}`,
  'doctor.alarms.off': ({ alarms, count }) =>
    `${count === 1 ? '1 alarm has' : `${count} alarms have`} their actions switched off: ${alarms.join(', ')}`,

  'doctor.topics.none': () => 'No topic is listed in `sns.topics`, so no alarm is accepted.',
  'doctor.topic.no-way': () =>
    'Neither `sns.subscribe` nor `sns.queueUrl` is set, and nobody else subscribed the bot.',
  'doctor.topic.missing': ({ topic }) => `The topic ${topic} does not exist.`,
  'doctor.topic.region': ({ region, regions }) =>
    `The topic is in ${region}, and the environments are in ${joined(regions, 'and')}: alarms cannot reach it.`,
  'doctor.topic.policy': () => "The topic's policy does not let CloudWatch publish.",
  'doctor.topic.key': () =>
    'The topic is encrypted with `alias/aws/sns`, and CloudWatch may not use that key.',
  'doctor.topic.signature': ({ version }) =>
    `The topic signs with version ${version}, which the bot refuses.`,
  'doctor.topic.raw': ({ address }) =>
    `The subscription of ${address} has raw delivery on: messages come without their signature, and the bot refuses them.`,
  'doctor.topic.pending': ({ address }) => `The subscription of ${address} waits for its confirmation.`,
  'doctor.topic.not-subscribed': ({ address }) => `${address} is not subscribed to the topic.`,
  'doctor.queue.missing': ({ queue }) => `The queue ${queue} does not exist.`,
  'doctor.queue.policy': ({ topic }) => `The queue's policy does not let the topic ${topic} send.`,
  'doctor.queue.not-subscribed': ({ topic }) => `The queue is not subscribed to the topic ${topic}.`,
  'doctor.queue.no-dead-letters': () =>
    'The queue has no dead-letter queue, so a bad message comes for ever.',
  'doctor.queue.dead-letters-gone': ({ queue }) =>
    `The dead-letter queue ${queue} does not exist, so a bad message comes for ever.`,
  'doctor.queue.few-tries': ({ tries }) =>
    `The queue gives a message up after ${quantity(tries, 'try', 'tries')}, and the bot needs 5 to set a bad one aside.`,
  'doctor.queue.retention': ({ kept }) => `The queue forgets a message after ${kept}.`,

  'doctor.node': ({ node, oldest }) => `This is Node ${node}, and the bot needs ${oldest} or newer.`,

  'doctor.denied': ({ actions }) => `AWS does not allow ${joined(actions, 'and')}.`,
  'doctor.denied-picture': ({ action }) => `AWS does not allow ${action}; the bot draws its charts itself.`,
  'doctor.unread': ({ action, why }) => `${action} could not be tried: ${why}`,
  'doctor.no-simulation': () =>
    'Changes are not tried out, and the role may not ask IAM about itself (`iam:SimulatePrincipalPolicy`).',

  'doctor.do.again': () => 'Run doctor again in a minute.',
  'doctor.do.node': () =>
    'Use the Node that comes with the project (`npm ci` installs it), or the image of the `Dockerfile`.',
  'doctor.do.network': ({ host }) =>
    `Let this machine reach ${host} over HTTPS (routes, security group, proxy).`,
  'doctor.do.names': ({ file }) => `Correct the name or the region in ${file}.`,
  'doctor.do.correct': ({ file }) => `Correct ${file}.`,
  'doctor.do.token': () =>
    'Copy the Bot User OAuth Token (`xoxb-…`, page OAuth & Permissions) into SLACK_BOT_TOKEN and restart.',
  'doctor.do.team': ({ team }) => `Use the token of your own workspace, or write ${team} into \`teams\`.`,
  'doctor.do.reinstall': () =>
    'Paste the output of `npx hydrous manifest` into the App Manifest of the app and reinstall it.',
  'doctor.do.app-token': () => 'Make an app-level token with `connections:write` (page Basic Information).',
  'doctor.do.channel-id': ({ key }) =>
    `Copy the id from the channel's details into ${key}, and invite the bot.`,
  'doctor.do.invite': ({ channel }) => `Write \`/invite @Hydrous\` in ${channel}.`,
  'doctor.do.group': () => 'Put people into the group in Slack, or correct its id under `people`.',
  'doctor.do.person': ({ user }) => `Correct or remove ${user} under \`people\`.`,
  'doctor.do.approvers': () => 'Name more people under `people`, or ask for fewer in `approvals`.',
  'doctor.do.clock': ({ whose }) =>
    `Set the clock of this machine by NTP (and that of ${whose}, if it is yours).`,
  'doctor.do.database-url': () => 'Correct DATABASE_URL, and let its server be reached from here.',
  'doctor.do.database-rights': () =>
    'Make its user the owner of the database: `GRANT CREATE ON SCHEMA public`.',
  'doctor.do.other-store': () => 'Give the bot a database of its own, or leave DATABASE_URL unset.',
  'doctor.do.migration': () => 'Run the release that made it, or give the bot a new database.',
  'doctor.do.folder': ({ folder }) => `Make ${folder} writable for the bot alone: \`chmod 700\`, same user.`,
  'doctor.do.file': ({ file }) => `Restore ${file} from a backup, or move it away to begin anew.`,
  'doctor.do.credentials': () => "Give the bot's task a role, or renew the credentials of this shell.",
  'doctor.do.account': () => 'Use credentials of the right account, or correct `sns.topics`.',
  'doctor.do.permission': () => "Put the output of `npx hydrous iam` into the bot's role.",
  'doctor.do.role': () => 'To have them checked, add `--role` and the name of the role to `npx hydrous iam`.',
  'doctor.do.service': () => 'Correct `service` in the file, or mend the service in ECS.',
  'doctor.do.logs-task': () => 'Look at `/hydrous status` and `/hydrous logs`: it is down right now.',
  'doctor.do.start-data': () => 'Start it, or correct its name in the file.',
  'doctor.do.key': ({ key, value }) => (value === null ? `Correct ${key}.` : `Set ${key} to ${value}.`),
  'doctor.do.push': () => 'Push an image, or correct `repository`.',
  'doctor.do.health': () => 'Correct `healthUrl`, or let it be reached from here.',
  'doctor.do.create-alarms': ({ line }) => `Create those of the guide: ${line}`,
  'doctor.do.alarm-action': ({ topic }) =>
    `Give each of them the action ${topic}, or create those of the guide.`,
  'doctor.do.topic': () => 'Correct `sns.topics`, or create the topic with `deploy/cloudformation.yml`.',
  'doctor.do.topic-policy': ({ line }) => `Let cloudwatch.amazonaws.com publish: ${line}`,
  'doctor.do.topic-key': () => 'Use a key of your own that lets CloudWatch use it, or no encryption.',
  'doctor.do.topic-signature': ({ line }) => `Run ${line}`,
  'doctor.do.raw': () => 'Set RawMessageDelivery of that subscription to false.',
  'doctor.do.confirm': () => 'Start the bot where that address leads; it confirms by itself within minutes.',
  'doctor.do.subscribe': ({ line }) => `Start the bot, which subscribes itself, or run ${line}`,
  'doctor.do.queue': () => 'Correct `sns.queueUrl`, or create the queue with `deploy/cloudformation.yml`.',
  'doctor.do.queue-policy': () =>
    'Allow sns.amazonaws.com `sqs:SendMessage` with `aws:SourceArn` = the topic in the policy of the queue.',
  'doctor.do.dead-letters': () => 'Give the queue a dead-letter queue with 10 tries (`RedrivePolicy`).',
  'doctor.do.retention': () => 'Set MessageRetentionPeriod to 345600 (4 days) or more.',
};
