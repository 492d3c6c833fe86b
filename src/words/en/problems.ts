import type { ProblemSentences } from '../../core/sentences/problems.ts';
import type { Part } from '../words.ts';

export const problems: Part<ProblemSentences> = {
  'aws.not-permitted': ({ action, why }) =>
    `AWS does not let the bot do ${action}. Add the missing permission to the bot's role. AWS says: ${why}`,
  'aws.credentials-expired': ({ action }) =>
    `The bot's AWS credentials have expired or are no longer valid (${action}). Renew them and restart the bot.`,
  'aws.no-credentials': () => 'The bot has no AWS credentials. Give its task a role and restart it.',
  'aws.clock-skew': () =>
    "AWS refused the bot's signature. Check the clock of the bot's machine and its credentials.",
  'aws.call-unknown': ({ action }) => `This AWS does not know ${action}; the bot goes on without it.`,
  'aws.throttled': ({ action }) =>
    `AWS is limiting calls (${action}). Nothing was changed; try again in a minute.`,
  'aws.timeout': ({ action }) => `AWS did not answer in time (${action}). Try again in a moment.`,
  'aws.unreachable': ({ action }) =>
    `I could not connect to AWS (${action}). Check the bot's network; nothing was changed.`,
  'aws.server-fault': ({ action }) => `AWS had a fault of its own (${action}). Try again in a moment.`,
  'aws.odd-answer': ({ action }) =>
    `AWS answered something incomplete or unreadable (${action}), so I do not take it as good.`,
  'aws.refused': ({ action, why }) => `AWS refused ${action}: ${why}`,
  'aws.ambiguous': ({ action }) =>
    `I sent ${action} and the answer was lost: the change may have happened. Do not repeat it; I am checking.`,
  'aws.cluster-not-found': ({ cluster }) =>
    `The cluster ${cluster} does not exist in this account and region. Check \`cluster\` and \`region\` in hydrous.yml.`,
  'aws.service-not-found': ({ service, cluster }) =>
    `The service ${service} does not exist in the cluster ${cluster}. Check \`service\` in hydrous.yml.`,
  'aws.service-not-active': ({ service }) =>
    `The service ${service} is not active, so ECS accepts no changes to it.`,
  'aws.task-definition-not-found': ({ reference }) => `The revision ${reference} does not exist.`,
  'aws.deployment-not-found': () => 'ECS no longer knows that deployment.',
  'aws.deployment-not-stoppable': () =>
    'ECS says that this deployment can no longer be stopped: most likely it has finished.',
  'aws.repository-not-found': ({ repository }) =>
    `The repository ${repository} does not exist in ECR. Check \`repository\` in hydrous.yml.`,
  'aws.image-unusable': ({ image, why }) => `ECR does not hand out the image ${image}: ${why}`,
  'aws.log-group-not-found': ({ logGroup }) =>
    `The log group ${logGroup} does not exist. Check \`logGroup\` in hydrous.yml.`,
  'aws.target-group-not-found': ({ targetGroup }) => `The target group ${targetGroup} no longer exists.`,
  'aws.fields-lost': ({ revision, fields }) =>
    `I will not register a copy of ${revision}: this version of the bot does not know ${fields.join(', ')} and would lose them. Upgrade the bot or deploy a revision that exists already.`,
  'aws.container-not-found': ({ container, revision }) =>
    `The revision ${revision} has no container ${container}. Check \`container\` in hydrous.yml.`,
  'aws.topic-not-found': ({ topic }) =>
    `The SNS topic ${topic} does not exist. Check \`sns.topics\` in hydrous.yml.`,

  'slack.unreachable': () => 'I could not connect to Slack. Try again in a moment.',
  'slack.timeout': () => 'Slack did not answer in time. Try again in a moment.',
  'slack.rate-limited': () => "Slack is limiting the bot's calls. Try again in a minute.",
  'slack.odd-answer': () => 'Slack answered something unreadable. Try again in a moment.',
  'slack.not-permitted': ({ scope }) =>
    scope === null
      ? 'The app lacks a permission in Slack. Reinstall it with the current manifest.'
      : `The app lacks the permission ${scope} in Slack. Reinstall it with the current manifest.`,
  'slack.token-refused': () => "Slack no longer accepts the bot's token. Make a new one and restart the bot.",
  'slack.refused': ({ method, error }) => `Slack refused ${method}: ${error}`,
  'slack.channel-unusable': ({ channel, error }) =>
    `I cannot write in the channel ${channel} (${error}). Invite the bot or correct the channel in hydrous.yml.`,
  'slack.person-unknown': ({ person }) => `Slack does not know ${person}.`,
  'slack.group-unknown': ({ group }) =>
    `Slack does not know the group ${group}. Check \`people\` in hydrous.yml.`,
  'slack.ambiguous': () => 'I sent the message to Slack and the answer was lost: it may be posted already.',

  'store.down': () => "The bot's database does not answer. Reading from AWS still works.",
  'store.change-refused': () =>
    "I accept no changes while the bot's database does not answer: no record, no change. Nothing was done.",
  'store.ambiguous': () =>
    "The bot's database did not confirm in time: I do not know whether it was recorded. I am checking; do not repeat it yet.",
  'store.unsure': () =>
    'I do not know whether the request was recorded. Look at `/hydrous history` before you ask again.',
  'store.busy': () => "The bot's database is busy. Try again in a few seconds.",
  'store.full': () => "There is no space left on the bot's disk: I cannot save anything.",
  'store.newer': ({ found, known }) =>
    `The database belongs to a newer version of the bot (schema ${found}; this one knows up to ${known}). Upgrade the bot.`,
  'store.guarded': ({ host }) =>
    `DATABASE_URL points to ${host}, a database that the bot guards: if it goes down, so does the bot. Use another one.`,
};
