import type { IncidentSentences } from '../../core/sentences/incidents.ts';
import { joined } from '../lists.ts';
import type { Part } from '../words.ts';
import { factWords, metricWords, partWords } from './incident-names.ts';

const and = (items: readonly string[]) => joined(items, 'and');
const times = (fired: number) => (fired === 1 ? '' : ` · fired ${fired} times`);
const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
const place = (environment: string | null) => (environment === null ? '' : `${environment} · `);
const ALARM_STATES: Readonly<Record<string, string>> = {
  ALARM: 'in alarm',
  OK: 'OK',
  INSUFFICIENT_DATA: 'no data',
};

export const incidents: Part<IncidentSentences> = {
  'incidents.title.metric': ({ metric, value, sign, threshold, breaching, watched, unit }) =>
    `${metricWords(metric)}${value === null ? '' : ` ${value}`} ${sign} ${threshold}${watched === null ? '' : ` for ${breaching ?? watched} of ${watched} ${unit}`}`,
  'incidents.title.calm': ({ metric, value, sign, threshold }) =>
    `${metricWords(metric)}${value === null ? '' : ` ${value}`}, no longer ${sign} ${threshold}`,
  'incidents.title.alarm': ({ name }) => `Alarm ${name}`,
  'incidents.title.unrecognised': ({ subject }) =>
    subject === null || subject === ''
      ? 'Notification not recognised'
      : `Notification not recognised: ${subject}`,
  'incidents.card.title': ({ mark, environment, title }) => `${mark} *${place(environment)}${title}*`,
  'incidents.summary': ({ mark, environment, title, more }) =>
    `${mark} ${place(environment)}${title}. ${more}`,
  'incidents.summary.investigating': () => 'Looking for the cause…',
  'incidents.summary.cause': ({ entry }) => `Cause: ${entry}.`,
  'incidents.summary.no-match': () => 'No section of the guide matches.',
  'incidents.summary.resolved': ({ lasted }) => `Resolved after ${lasted}.`,
  'incidents.summary.nothing': () => 'See the card.',
  'incidents.label.alarm': () => 'Alarm',
  'incidents.label.incident': () => 'Incident',
  'incidents.label.since': () => 'Since',
  'incidents.label.last-change': () => 'Last change',
  'incidents.alarm-state': ({ name, state }) => `${name} · ${ALARM_STATES[state] ?? state}`,
  'incidents.state.open': ({ fired }) => `open${times(fired)}`,
  'incidents.state.acknowledged': ({ by, at, fired }) => `acknowledged by ${by} ${at}${times(fired)}`,
  'incidents.state.resolved': ({ at, fired }) => `resolved ${at}${times(fired)}`,
  'incidents.since': ({ at }) => at,
  'incidents.description': ({ text }) => `“${text}”`,
  'incidents.investigating': () => 'Looking for the cause: tasks, logs, image and last change…',
  'incidents.no-environment': ({ region }) =>
    `It belongs to no environment of hydrous.yml (region ${region}), so it is not investigated.`,
  'incidents.not-recognised': () =>
    'It came to the alarm topic and has no form that is known. The text as it is:',
  'incidents.cause': ({ entry }) => `*Cause: ${entry}*`,
  'incidents.no-match': () => '*No section of the guide matches.* This is what was found:',
  'incidents.case': ({ title, text }) => `_${title}._ ${text}`,
  'incidents.text': ({ en }) => en.join(''),
  'incidents.symptoms': ({ entries }) => `Symptoms of the same: ${and(entries)}.`,
  'incidents.also': ({ entries }) => `Also: ${and(entries)}.`,
  'incidents.ruled-out': ({ items }) => `Ruled out: ${items.join(' · ')}`,
  'incidents.ruled-out.item': ({ entries, why }) => `${entries.join(', ')} (${why})`,
  'incidents.not-checked': ({ items }) => `Not checked: ${items.join(' · ')}`,
  'incidents.not-checked.item': ({ part, why }) => `${partWords(part)}: ${why}`,
  'incidents.fact': ({ name, detail }) => factWords(name, detail),
  'incidents.no-trace': ({ lines, tasks }) =>
    `no trace in ${counted(lines, 'log line', 'log lines')} and ${counted(tasks, 'stopped task', 'stopped tasks')}`,
  'incidents.no-trace-in-tasks': ({ tasks }) =>
    `no trace in ${counted(tasks, 'stopped task', 'stopped tasks')}`,
  'incidents.gone-revision': ({ revision }) =>
    `seen only in tasks of revision ${revision}, which was replaced before the alarm`,
  'incidents.rollback-helps': ({ revision, command }) =>
    `It began with the last change: going back to revision ${revision} mends it (${command}).`,
  'incidents.rollback-is-no-cure': () =>
    'Rolling back does not help: the cause is not in the deployed version.',
  'incidents.already-rolling-back': () => 'ECS is already going back to the previous version: wait for it.',
  'incidents.already-back': ({ revision }) =>
    `The service is already on revision ${revision}, the last one that worked.`,
  'incidents.began-before': () => 'It did not begin with the last change: rolling back would not help.',
  'incidents.nothing-proven': () =>
    'No earlier revision ever finished well: there is nothing to roll back to.',
  'incidents.no-change-known': () => 'No recent change is known that could be rolled back.',
  'incidents.part-not-read': ({ part }) =>
    `Not read: ${partWords(part)}. That could tell that going back is no cure, so it is not offered.`,
  'incidents.changes-not-read': ({ why }) =>
    `The deployment history could not be read, so going back is not offered. ${why}`,
  'incidents.guide.title': ({ entry }) => `*What to do* (guide: ${entry})`,
  'incidents.guide.step': ({ number, en, enLines }) =>
    `${number}. ${en.join('')}${enLines.map((line) => `\n${line}`).join('')}`,
  'incidents.guide.more': ({ count, file }) =>
    `${counted(count, 'more step', 'more steps')} in the guide: ${file}`,
  'incidents.footer': ({ id, checked }) => (checked === null ? id : `${id} · checked ${checked}`),
  'incidents.note.opened': ({ alarm, at }) => `${alarm} in alarm ${at}.`,
  'incidents.note.reopened': ({ alarm, at, fired, lasted }) =>
    `${alarm} in alarm again ${at}: ${fired} times in ${lasted}.`,
  'incidents.note.joined': ({ alarm, at }) => `${alarm} in alarm too, ${at}: one incident with the others.`,
  'incidents.note.eased': ({ alarm, at }) =>
    `${alarm} is back to OK ${at}. The incident goes on with the others.`,
  'incidents.note.worsened': ({ alarm, at, fired }) =>
    `${alarm} in alarm again ${at}; ${fired} times so far.`,
  'incidents.note.resolved': ({ alarm, at, lasted }) => `${alarm} is back to OK ${at}. It lasted ${lasted}.`,
  'incidents.note.recovered-without-data': ({ alarm, at }) =>
    `${alarm} went to OK ${at} because data is missing, not because it got better. Checking before closing.`,
  'incidents.note.no-data': ({ alarm, at }) => `${alarm} has no data since ${at}. The incident stays open.`,
  'incidents.note.older': ({ alarm, at }) =>
    `An earlier notification of ${alarm} (${at}) arrived late. It changes nothing.`,
  'incidents.note.acknowledged': ({ by }) => `${by} acknowledged it.`,
  'incidents.note.recovered': ({ lasted }) => `Checked: the service is well. It lasted ${lasted}.`,
  'incidents.note.cause': ({ entry }) => `Cause found: ${entry}.`,
  'incidents.acknowledged': ({ id }) => `You acknowledged ${id}. The card shows it.`,
  'incidents.acknowledged-before': ({ by, at }) => `${by} acknowledged it already, ${at}.`,
  'incidents.acknowledge-ended': ({ id }) => `${id} is resolved already: no need to acknowledge it.`,
  'incidents.acknowledge-again': ({ id }) =>
    `${id} changed at that moment and nothing was saved. Press again.`,
  'incidents.unknown': ({ id }) => `There is no incident ${id}.`,
  'incidents.quarantined': ({ id, topic }) =>
    `A notification of ${topic} could not be handled in 5 tries and was set aside: ${id}. The bot's log says why.`,
  'incidents.took-too-long': ({ after }) => `no answer in ${after}`,
  'incidents.not-readable': () => 'could not be read',
};
