import type { LifeSentences } from '../../core/sentences/life.ts';
import { joined } from '../lists.ts';
import type { Part } from '../words.ts';
import { eventWords } from './life-names.ts';

const times = (fired: number) => (fired <= 1 ? '' : ` · fired ${fired} times`);
const quoted = (note: string | null) => (note === null ? '' : `: “${note}”`);
const STATES: Readonly<Record<string, string>> = {
  ALARM: 'in alarm',
  OK: 'OK',
  INSUFFICIENT_DATA: 'no data',
};

export const life: Part<LifeSentences> = {
  'life.title.event': ({ what, subject }) => `${eventWords(what)}: ${subject}`,
  'life.title.storm': ({ alarming, total }) => `Alarm storm: ${alarming} of ${total} in alarm`,
  'life.label.event': () => 'Event',
  'life.event-state': ({ what, at }) => `${what} ${at}`,
  'life.state.acknowledged': ({ by, at, note, until, fired }) =>
    `acknowledged by ${by} ${at}${until === null ? '' : `, until ${until}`}${times(fired)}${quoted(note)}`,
  'life.silenced': ({ by, until }) => `🔕 Silenced by ${by} until ${until}.`,
  'life.call': ({ people }) => `For ${joined(people, 'and')}`,
  'life.composite': ({ children, more }) =>
    `It rests on ${children.join(', ')}${more === 0 ? '' : ` and ${more} more`}`,
  'life.signals': ({ total, alarming }) => `*${alarming} of ${total} in alarm*`,
  'life.storm': ({ total, alarming, notices }) =>
    `*${alarming} of ${total} alarms in alarm* · ${notices} changes counted`,
  'life.signal': ({ name, state, at, fired }) => `${name} ${STATES[state] ?? state} ${at}${times(fired)}`,
  'life.signals-more': ({ count }) => `And ${count} more.`,
  'life.note.held-back': ({ alarm }) =>
    `${alarm} is in alarm too. This incident explains it, so nobody is called.`,
  'life.note.acknowledged': ({ by, note, until }) =>
    `${by} acknowledged it${until === null ? '' : ` until ${until}`}${quoted(note) || '.'}`,
  'life.note.taken': ({ by, from }) => `${by} took it${from === null ? '' : ` over from ${from}`}.`,
  'life.note.handed-over': ({ by, to }) => `${by} handed it over to ${to}.`,
  'life.note.silenced': ({ by, until }) => `${by} silenced its alarms until ${until}.`,
  'life.note.resolved': ({ by, note }) => `${by} resolved it${quoted(note) || '.'}`,
  'life.note.reopened': ({ by }) => `${by} opened it again.`,
  'life.notice': ({ source, text, event, at }) => `${source} · ${event} ${at}: ${text}`,
  'life.reminder': ({ people, lasted }) =>
    `${joined(people, 'and')}${people.length === 0 ? 'Still' : ': still'} in alarm after ${lasted}, and nobody has taken it.`,
  'life.reminder-unread': ({ people, lasted }) =>
    `${joined(people, 'and')}${people.length === 0 ? 'Open' : ': open'} for ${lasted}, and nobody has taken it. CloudWatch could not be asked how it stands.`,
  'life.acknowledge-over': ({ by, lasted }) =>
    `${by}: your acknowledgement has ended and it is still in alarm, after ${lasted}. Acknowledge it again if you are at it.`,
  'life.silence-over': ({ people, alarm }) =>
    `${joined(people, 'and')}${people.length === 0 ? 'The' : ': the'} silence is over and ${alarm} is still in alarm.`,
  'life.silence-over-calm': ({ alarm }) => `The silence of ${alarm} is over.`,
  'life.you.acknowledged': ({ id, until }) => `You acknowledged ${id} until ${until}. The card shows it.`,
  'life.you.taken': ({ id, until }) => `${id} is yours until ${until}. The card shows it.`,
  'life.you.handed-over': ({ id, to }) => `${id} is now with ${to}.`,
  'life.you.silenced': ({ id, until }) =>
    `The alarms of ${id} are silent until ${until}. The card goes on showing how they stand.`,
  'life.you.resolved': ({ id }) => `You resolved ${id}.`,
  'life.you.reopened': ({ id }) => `You opened ${id} again.`,
  'life.still-alarming': ({ id, alarm, line }) =>
    `${alarm} is still in alarm, so ${id} would come back at once. Silence it (${line}) and resolve it then, or leave it open: it ends by itself when the alarm does.`,
  'life.ended-before': ({ id, at }) => `${id} was resolved already, ${at}.`,
  'life.open-before': ({ id }) => `${id} is open already.`,
  'life.taken-before': ({ id, by }) => `${id} is with ${by} already.`,
  'life.reopen-other': ({ id, other }) => `${id} stays closed: ${other} is open for the same alarm.`,
  'life.silence-longest': ({ most }) =>
    `A silence lasts ${most} at most. If nobody needs the alarm any more, take the alarm away.`,
  'life.silence-length': ({ line }) => `Say for how long, for example ${line}.`,
  'life.again': ({ id }) => `${id} changed at that moment and nothing was saved. Try again.`,
  'life.word-unknown': ({ word, line }) => `I do not know what to do with "${word}". You may type ${line}.`,
  'life.list.title': ({ count }) => (count === 1 ? '1 open incident' : `${count} open incidents`),
  'life.list.none': () => 'No incident is open.',
  'life.list.item': ({ id, title, environment, state, at }) =>
    `${id} ${environment === null ? '' : `${environment} · `}${title} · ${state} · since ${at}`,
  'life.list.ended': ({ at }) => `resolved ${at}`,
  'life.list.open': () => 'open',
  'life.list.taken': ({ by }) => `with ${by}`,
  'life.list.silenced': ({ until }) => `silent until ${until}`,
  'life.list.recent': () => 'Resolved lately',
  'life.configuration-differs': ({ for: time }) =>
    `Replicas of the bot have run with different configurations for ${time}: who may ask and approve depends on which one answers. Give all of them the same \`hydrous.yml\` and start them again.`,
  'life.queue.set-aside': ({ id }) =>
    `A message of the alarm queue could not be used in 5 tries and was set aside: ${id}. The bot's log says why.`,
};
