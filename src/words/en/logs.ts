import type { LogSentences } from '../../core/sentences/logs.ts';
import { quantity } from '../phrases.ts';
import type { Part } from '../words.ts';

const lines = (count: number): string => quantity(count, 'line', 'lines');

export const logs: Part<LogSentences> = {
  'logs.summary': ({ environment, count, from, until }) =>
    `${lines(count)} of the log of ${environment} from ${from} until ${until}.`,
  'logs.filter': ({ words, without, level, status, path, task }) =>
    [
      ...(words.length > 0 ? [`with ${words.join(' and ')}`] : []),
      ...(without.length > 0 ? [`without ${without.join(' or ')}`] : []),
      ...(level === null ? [] : [`level ${level} or worse`]),
      ...(status === null ? [] : [`status ${status}`]),
      ...(path === null ? [] : [`path with ${path}`]),
      ...(task === null ? [] : [`task ${task}`]),
    ]
      .map((part) => `, ${part}`)
      .join(''),
  'logs.window': ({ group, from, until, filter }) =>
    `${group} from ${from} until ${until}${filter}. Newest first:`,
  'logs.none': ({ from, until, filter }) => `There are no lines from ${from} until ${until}${filter}.`,
  'logs.wider': ({ command }) => `Look further back: ${command}`,
  'logs.nothing-read': ({ why }) => `Nothing of the log could be read yet. ${why}`,
  'logs.part-unread': ({ from, until, why, command }) =>
    `Not searched yet: from ${from} until ${until}. ${why} Go on there with ${command}`,
  'logs.why-throttled': () => 'CloudWatch is throttling our reads.',
  'logs.why-unanswered': () => 'CloudWatch did not answer in time.',
  'logs.why-much': () => 'There is more to read than a few seconds allow.',
  'logs.partial': () =>
    'The search stopped before all of the window was read, so there may be more lines. Shorten `--since` or add words.',
  'logs.by-level-words': () =>
    'The older lines were looked for by words such as `ERROR` or `Exception`; those that warn in other ways may be missing.',
  'logs.count': ({ first, last, total }) => `Lines ${first} to ${last} of ${total}.`,
  'logs.count-at-least': ({ first, last, total }) => `Lines ${first} to ${last} of ${total} or more.`,
  'logs.folded': ({ count }) => `${quantity(count, 'request', 'requests')} folded by path and status.`,
  'logs.lower': ({ count }) => `${lines(count)} of a lower level not shown.`,
  'logs.no-level': ({ count }) => `${lines(count)} without a recognisable level not shown.`,
  'logs.no-request': ({ count }) => `${lines(count)} that are no requests not shown.`,
  'logs.not-kept': ({ count }) =>
    `${lines(count)} more, the oldest, were not kept. Shorten \`--since\` to see them.`,
  'logs.zone': ({ zone }) => `Times in ${zone}.`,
  'logs.private': ({ zone }) => `Times in ${zone}. Only you see this message.`,
  'logs.older': () => 'Older',
  'logs.newer': () => 'Newer',
  'logs.on-button': () => 'Search on',
  'logs.filter-button': () => 'Filter',
  'logs.file-button': () => 'File',
  'logs.share-button': () => 'Share here',
  'logs.stop-button': () => 'Stop',
  'logs.file-title': ({ environment, from, until, count, zone }) =>
    `Logs of ${environment} from ${from} until ${until}: ${lines(count)}, times in ${zone}`,
  'logs.shared-by': ({ who }) => `Shared by ${who}.`,
  'logs.shared': () => 'Shared: the page appears in the channel for everybody.',
  'logs.gone': () => 'This result is not kept any more (it lasts an hour). Search again.',
  'logs.not-yours': () => 'This result is somebody else’s. Search for yourself with `/hydrous logs`.',
  'logs.status-what': ({ word }) =>
    `“${word}” is no status. Write for example \`--status 503\`, \`--status 5xx\` or \`--status 4xx,5xx\`.`,
  'logs.path-what': () => 'Write a part of the path, for example `--path /api/orders`.',
  'logs.task-what': ({ word }) =>
    `“${word}” is no id of a task. Write at least 4 of its letters, for example \`--task 9f8e\`; they stand in each line.`,
  'logs.task-many': ({ word, tasks }) => `Several tasks begin with “${word}”: ${tasks.join(', ')}.`,
  'logs.only-minus': ({ word, write }) =>
    `Is “${word}” an option or a word to leave out? An option has two hyphens; for the word, write ${write}.`,
  'logs.one-way': () =>
    'Use only one of `--follow`, `--patterns` and `--new`, and `--follow` without `--file`, `--until` and `--around`.',
  'logs.modal-title': () => 'Filter the lines',
  'logs.modal-label': () => 'Words that must be there',
  'logs.modal-hint': () =>
    'With a hyphen in front, those that must not: timeout -health "connection refused"',
  'logs.modal-submit': () => 'Filter',
  'logs.modal-close': () => 'Cancel',
  'logs.modal-empty': () => 'Write at least one word.',
  'logs.patterns-summary': ({ environment, patterns, count }) =>
    `${environment}: ${quantity(patterns, 'pattern', 'patterns')} in ${lines(count)} of the log.`,
  'logs.patterns-window': ({ group, from, until, filter }) =>
    `Patterns of ${group} from ${from} until ${until}${filter}. Errors first, then by how often:`,
  'logs.patterns-more': ({ patterns, count }) =>
    `${quantity(patterns, 'more pattern', 'more patterns')} with ${lines(count)} not shown. All of them in a file: \`--patterns --file\`.`,
  'logs.patterns-title': ({ environment, from, until }) =>
    `Log patterns of ${environment} from ${from} until ${until}`,
  'logs.new-summary': ({ environment, count, at }) =>
    `${environment}: ${quantity(count, 'new pattern', 'new patterns')} since the deployment of ${at}.`,
  'logs.new-window': ({ at, minutes, filter }) =>
    `New in the log since the deployment of ${at}, compared with the ${minutes} min before it${filter}:`,
  'logs.new-none': ({ at, minutes, after }) =>
    `Nothing new in the log since the deployment of ${at}: its ${lines(after)} follow patterns that were there in the ${minutes} min before.`,
  'logs.new-columns': () => 'Before → after.',
  'logs.new-more-often': () => 'They were there, and come much more often now:',
  'logs.new-deployment-unread': () =>
    'Nobody can tell when the last deployment was. Compare by hand with `/hydrous logs --patterns --since 30m`.',
  'logs.new-too-young': ({ at }) => `The deployment of ${at} has only just begun. Ask again in a minute.`,
  'logs.new-unread': () =>
    'Without what came before the deployment and after it there is nothing to compare. Ask again in a minute.',
  'logs.new-before-unread': ({ from, until }) =>
    `Of the time before the deployment, ${from} until ${until} was not read: some of what is shown as new may have been there.`,
  'logs.new-after-unread': ({ from, until }) =>
    `Of the time after the deployment, ${from} until ${until} was not read: there may be more.`,
  'logs.new-from': ({ at, minutes }) =>
    `The deployment of ${at} is old: what came in the ${minutes} min after it is looked at.`,
  'logs.follow-started': ({ minutes }) =>
    `I follow the log in your conversation with me, for ${minutes} min at most. The “Stop” button ends it.`,
  'logs.follow-elsewhere': () => 'Logs can be followed only from Slack.',
  'logs.follow-many': ({ most }) => `You follow ${most} logs already. Stop one before you begin another.`,
  'logs.follow-title': ({ group, filter }) => `Following ${group}${filter}:`,
  'logs.follow-summary': ({ environment, count }) => `Live log of ${environment}: ${lines(count)}.`,
  'logs.follow-waiting': () => 'No line has come yet.',
  'logs.follow-running': ({ at, until, count }) => `${lines(count)} · read ${at} · goes on until ${until}.`,
  'logs.follow-cut': ({ count }) => `The newest are shown; ${lines(count)} before them no longer fit.`,
  'logs.follow-sampled': ({ count }) =>
    `More comes than can be read: this is a sample (${quantity(count, 'look was', 'looks were')} cut short). Add words or \`--level\`.`,
  'logs.follow-live-sampled': ({ count }) =>
    `CloudWatch shows a sample of what is written when it is more than 500 lines a second; it was so ${quantity(count, 'time', 'times')}. Add words or \`--level\`.`,
  'logs.follow-ended-time': ({ at, count }) => `Ended ${at}: its time was up. ${lines(count)} in all.`,
  'logs.follow-ended-button': ({ at, count }) => `Stopped ${at}. ${lines(count)} in all.`,
  'logs.follow-ended-failure': ({ at, why }) => `Ended ${at}: ${why}`,
  'logs.follow-was-over': () => 'It was over already.',
  'logs.follow-stopped': () => 'Stopped.',
};
