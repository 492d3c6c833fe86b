import type { GrammarSentences } from '../../core/sentences/grammar.ts';
import { joined } from '../lists.ts';
import { quantity } from '../phrases.ts';
import type { Part } from '../words.ts';

const orEn = (words: readonly string[]): string => joined(words, 'or');

export const grammar: Part<GrammarSentences> = {
  'grammar.too-long': ({ length, most }) =>
    `Your command has ${length} characters and I read at most ${most}. Make it shorter; \`/hydrous help\` shows the forms.`,
  'grammar.character': ({ point, before }) =>
    `There is an invisible or control character (${point})${before === null ? ' at the beginning' : ` after “${before}”`}. Type it by hand instead of pasting it.`,
  'grammar.line-break': () => 'Your command has several lines. Write it in one.',
  'grammar.quote-open': () =>
    'You opened a quote and did not close it. Close it, for example: `--reason "fixes the login"`.',
  'grammar.verb-unknown': ({ verb, near }) =>
    near.length > 0
      ? `I do not know “${verb}”. Did you mean ${orEn(near)}? I did nothing.`
      : `I do not know “${verb}”. Type \`/hydrous help\` to see what you may do.`,
  'grammar.usage': ({ forms, example }) => `Usage: ${forms.join(' · ')}\nExample: ${example}`,

  'grammar.option-unknown': ({ option, near, known }) => {
    if (near.length > 0) return `There is no option ${option}. Did you mean ${orEn(near)}?`;
    return known.length > 0
      ? `There is no option ${option}. Here you can use ${orEn(known)}.`
      : `There is no option ${option}: this command takes none.`;
  },
  'grammar.option-twice': ({ option }) => `You wrote ${option} twice. Leave it once.`,
  'grammar.option-value': ({ option, example }) => `${option} needs a value, for example ${example}.`,
  'grammar.option-flag': ({ option }) => `${option} takes no value: write it alone.`,
  'grammar.one-dash': ({ word }) =>
    `I do not understand ${word}: options take two dashes. If it is text, put it in quotes.`,

  'grammar.missing-image': () => 'The image is missing: a tag, `@sha256:…` or `revision:N`.',
  'grammar.missing-revision': () => 'The revision is missing, for example `revision:41`.',
  'grammar.missing-count': () => 'The number of tasks is missing.',
  'grammar.missing-id': () => 'The ID of the request is missing; it is at the foot of its card.',
  'grammar.missing-word': () => 'A word is missing.',
  'grammar.extra': ({ words }) =>
    `This is too much: ${words.map((word) => `“${word}”`).join(', ')}. I did nothing.`,
  'grammar.mention-here': ({ text }) =>
    `“${text}” does not belong here. Write the plain name, without @ or #; I did nothing.`,

  'grammar.environment-needed': ({ names }) =>
    `In which environment? There are several, and a change must name one: ${orEn(names)}.`,
  'grammar.environment-unknown': ({ word, near, names, odd }) => {
    const meant =
      near.length > 0 ? ` Did you mean ${orEn(near)}?` : ` The environments are: ${names.join(', ')}.`;
    return `There is no environment “${word}”.${odd === null ? '' : ` Beware of ${odd}: it only looks like the letter.`}${meant}`;
  },
  'grammar.environment-near-word': ({ word, near }) =>
    `Is “${word}” the environment ${near}? Write it in full; if it is text, put it in quotes.`,
  'grammar.environment-twice': ({ names }) =>
    `You named more than one environment (${names.join(', ')}). Leave one; if one of them is text, put it in quotes.`,

  'grammar.tag': ({ word, odd }) =>
    `“${word}” is not a tag${odd === null ? '' : `: it has ${odd}`}. A tag has plain letters, digits, \`_\`, \`.\` and \`-\`, and does not begin with \`.\` or \`-\`.`,
  'grammar.tag-long': ({ length }) => `That tag has ${length} characters; ECR allows at most 128.`,
  'grammar.digest': ({ word }) =>
    `“${word}” is not a whole digest: it is \`@sha256:\` and 64 characters of 0-9 and a-f, in lower case.`,
  'grammar.other-repository': ({ repository, wanted }) =>
    `That image is of the repository “${repository}”, and this environment uses ${wanted}. Write the tag alone.`,
  'grammar.other-registry': ({ host, region }) =>
    `“${host}” is not the ECR registry of this environment (region ${region}). Write the tag alone.`,
  'grammar.revision': ({ word }) =>
    `“${word}” is not a revision. Write \`revision:N\`, for example \`revision:41\`.`,
  'grammar.revision-family': ({ word, write }) => `“${word}” is not a revision. Did you mean ${write}?`,
  'grammar.count': ({ word, odd }) =>
    `“${word}” is not a number of tasks${odd === null ? '' : `: it has ${odd}`}. Write a whole number without a sign, for example \`3\`.`,
  'grammar.count-large': ({ word, most }) => `“${word}” is too many tasks: ECS allows at most ${most}.`,
  'grammar.id': ({ word }) =>
    `“${word}” is not an ID. One looks like \`op-7kq2m9xd4t\` and is at the foot of the card.`,
  'grammar.level': ({ word }) =>
    `“${word}” is not a level. Use \`error\`, \`warning\`, \`info\` or \`debug\`.`,
  'grammar.person': ({ word }) =>
    `“${word}” is not a person. Mention them with @, for example \`--by @ana\`.`,
  'grammar.zero': ({ command }) =>
    `With zero tasks the service is switched off. If that is what you want: ${command}`,

  'grammar.missing-length': () => 'For how long? Write, for example, `2h`.',
  'grammar.length': ({ word }) =>
    `"${word}" is no length of time. Write, for example, \`90s\`, \`15m\`, \`2h\` or \`7d\`.`,
  'grammar.pair-unknown': ({ name, near, known }) =>
    near.length > 0
      ? `There is no ${name}. Did you mean ${near.join(' or ')}?`
      : `There is no ${name}. You can set: ${known.join(', ')}.`,
  'grammar.pair-twice': ({ name }) => `${name} stands twice. Keep it once.`,
  'grammar.pair-value': ({ name, value, example }) =>
    `"${value}" does not fit ${name}. Write, for example, ${example}.`,
  'grammar.scale-which': () =>
    'Say how many tasks (`scale 3`) or of what size (`scale cpu=512 memory=1024`), one of the two.',
  'grammar.autoscale-word': ({ word, near }) =>
    `I do not know "${word}" here.${near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : ''}`,
  'grammar.duration': ({ option, word }) =>
    `I do not understand “${word}” in ${option}. Write how far back (\`90s\`, \`15m\`, \`2h\`, \`7d\`) or a date (\`2026-11-24T05:00\`).`,
  'grammar.duration-minus': ({ option, word, write }) =>
    `“${word}” in ${option} goes without the minus: ${write}.`,
  'grammar.duration-unit': ({ option, word, write }) =>
    `“${word}” in ${option} has no clear unit. Did you mean ${write}? The units are \`s\`, \`m\` (minutes), \`h\`, \`d\` and \`w\`.`,
  'grammar.window-long': ({ longest }) =>
    `That is too long: I search ${longest} at most. Shorten it, for example \`--since 2h\`.`,
  'grammar.window-short': ({ shortest }) =>
    `That is too short: the least is ${shortest}. Try \`--since 1m\`.`,
  'grammar.window-future': () => '`--since` is in the future. Write how far back, for example `--since 15m`.',
  'grammar.window-order': () => '`--since` must be before `--until`, for example `--since 2h --until 1h`.',
  'grammar.days': ({ count }) => quantity(count, 'day', 'days'),
  'grammar.seconds': ({ count }) => quantity(count, 'second', 'seconds'),

  'grammar.outsider': () =>
    'I only answer full members of this workspace. If you should be one, talk to whoever administers Slack.',
  'grammar.not-viewer': () =>
    'You are not among those who may read. Ask to be added to `people.viewers` in `hydrous.yml`.',
  'grammar.not-operator': ({ people }) =>
    `You may not ask for changes. Ask ${people.length > 0 ? orEn(people) : 'somebody of the operators group'}, or to be added to \`people.operators\`.`,
  'grammar.not-approver': ({ people }) =>
    `You may not approve. ${people.length > 0 ? orEn(people) : 'Somebody of the approvers group'} may.`,
  'grammar.nobody': ({ list }) =>
    `Nobody may: the list ${list} is empty. People must be added in \`hydrous.yml\`.`,
  'grammar.not-looked-up': ({ why }) =>
    `I could not check whether you may, so I did nothing. ${why} Try again in a moment.`,
};
