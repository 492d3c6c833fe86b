import type { ListingSentences } from '../../core/sentences/listing.ts';
import type { Part } from '../words.ts';

export const listing: Part<ListingSentences> = {
  'images.title': ({ repository, environment }) => `Images of ${repository} for ${environment}`,
  'images.summary': ({ environment, count, running }) =>
    `${count} ${count === 1 ? 'image' : 'images'} for ${environment}${running === null ? '' : `; ${running} runs`}`,
  'images.none': ({ repository }) => `There are no tagged images in ${repository}.`,
  'images.item': ({ tags, digest, age, platforms }) =>
    `${tags.join(', ')} · ${platforms ?? 'architecture not read'} · ${age === null ? 'no date' : `${age} old`} · ${digest}`,
  'images.running': ({ item }) => `${item} · *running*`,
  'images.archived': ({ item }) => `${item} · archived`,
  'images.next': ({ command }) => `To deploy one: ${command}`,
  'images.platforms-unread': ({ count }) =>
    `The architecture of ${count === 1 ? '1 image' : `${count} images`} could not be read: that takes ecr:BatchGetImage and ecr:GetDownloadUrlForLayer, and an answer of ECR.`,
  'images.running-unread': ({ why }) => `Which one runs is not known: ${why}`,

  'revisions.title': ({ environment }) => `Revisions that ran in ${environment}`,
  'revisions.summary': ({ environment, count, current }) =>
    `${count} ${count === 1 ? 'revision' : 'revisions'} ran in ${environment}${current === null ? '' : `; ${current} now`}`,
  'revisions.history-unread': ({ why }) =>
    `Only what the service tells; its history could not be read: ${why}`,
  'revisions.current-unread': ({ why }) => `Which one runs now is not known: ${why}`,
  'revisions.digest-unread': ({ why }) => `The definition that runs could not be read: ${why}`,
  'revisions.people-unread': ({ why }) => `Who asked for each is not known: ${why}`,
  'revisions.none': ({ environment }) => `ECS remembers no deployment of ${environment} in the last 90 days.`,
  'revisions.item': ({ revision, outcome, digest, age, by }) =>
    `${revision} · ${outcome} · ${age === null ? 'no date' : `${age} ago`}${digest === null ? '' : ` · ${digest}`}${by === null ? '' : ` · ${by}`}`,
  'revisions.current': ({ item }) => `${item} · *running*`,
  'revisions.next': ({ command }) => `To go back to one: ${command}`,
  'revisions.outcome.succeeded': () => 'ended well',
  'revisions.outcome.rolled-back': () => 'failed, and ECS went back',
  'revisions.outcome.stopped': () => 'stopped or replaced',
  'revisions.outcome.running': () => 'under way',
  'revisions.outcome.other': ({ status }) => `state ${status}`,
};
