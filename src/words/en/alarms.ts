import type { AlarmSentences } from '../../core/sentences/alarms.ts';
import { quantity } from '../phrases.ts';
import type { Part } from '../words.ts';
import { metricWords } from './incident-names.ts';

const STATES: Readonly<Record<string, string>> = { ALARM: 'alarm', OK: 'OK', INSUFFICIENT_DATA: 'no data' };
const state = (name: string) => STATES[name] ?? name;

export const alarms: Part<AlarmSentences> = {
  'alarms.none': ({ environment }) =>
    `${environment} has no alarm in CloudWatch: nobody is told when something fails.`,
  'alarms.summary': ({ environment, open, count }) =>
    open === 0
      ? `*${environment}*: no alarm firing, of ${count}`
      : `*${environment}*: ${quantity(open, 'alarm', 'alarms')} firing, of ${count}`,
  'alarms.item': ({ name, words, since, fired, silent }) =>
    `${name}: ${words}${since === null ? '' : ` · since ${since}`}${fired === null ? '' : ` · *fired ${fired} times in 24 h*`}${silent === null ? '' : ` · ${silent}`}`,
  'alarms.silent': () => 'actions are off in AWS: it tells nobody',
  'alarms.quiet': ({ metric, value, sign, threshold }) =>
    `${metricWords(metric)}${value === null ? '' : ` ${value}`} (fires if ${sign} ${threshold})`,
  'alarms.anomaly': ({ metric }) => `${metricWords(metric)} outside its usual band`,
  'alarms.no-data': () => 'no data of its metric',
  'alarms.composite': () => 'made of other alarms',
  'alarms.expression': () => 'calculated from several metrics',
  'alarms.unclear': () => 'alarm without a fixed threshold',
  'alarms.more': ({ count }) => `and ${count} more`,
  'alarms.hint': ({ command }) => `What became of one: ${command}`,
  'alarms.history-unread': ({ why }) => `The history could not be read: ${why}`,
  'alarms.history-none': ({ alarm }) => `${alarm} has not changed its state in the last 14 days.`,
  'alarms.history-summary': ({ alarm, fired, count }) =>
    `${alarm}: ${fired === 0 ? 'never fired' : `fired ${quantity(fired, 'time', 'times')}`} in 14 days (${quantity(count, 'change', 'changes')} of state)`,
  'alarms.history-item': ({ at, from, to, value, lasted }) =>
    `${at}: ${state(from)} → *${state(to)}*${value === null ? '' : ` at ${value}`} · for ${lasted}`,
  'alarms.history-more': ({ shown }) => `The last ${shown} changes; CloudWatch has more.`,
  'alarms.unknown': ({ name, environment, near }) =>
    near.length === 0
      ? `There is no alarm “${name}” in ${environment}. Those there are: \`/hydrous alarms\``
      : `There is no alarm “${name}” in ${environment}. Did you mean ${near.join(' or ')}?`,
  'alarms.name-missing': () =>
    'The name of the alarm is missing. For example: `/hydrous alarms history hydrous-5xx`',
  'alarms.unknown-form': ({ words }) =>
    `I do not understand “${words}”. Type \`/hydrous alarms\`, \`/hydrous alarms history NAME\`, \`/hydrous alarms create\` or \`/hydrous alarms test\``,

  'change.test-alarm': ({ environment }) => `test the way of ${environment}'s alarms`,
  'card.field.alarm': () => 'Test alarm',
  'card.field.topic': () => 'Topic',
  'card.test-running': () => 'Alarm set off; waiting for it to arrive through SNS and for its card to go out',
  'incidents.title.test': () => 'Test alarm',
  'incidents.test-body': () =>
    'Somebody asked for `/hydrous alarms test`: this is how an alarm arrives. There is nothing to do.',
  'check.topic.ok': ({ topic }) => `Tells ${topic}`,
  'check.test-alarm.ours': () => 'It is an alarm for tests only: no real one is touched',
  'plan.no-topic': ({ region }) =>
    `\`hydrous.yml\` has no topic under \`sns.topics\`, so that no alarm of ${region} can arrive here.`,
  'plan.topic-elsewhere': ({ region, topics }) =>
    `No topic of \`sns.topics\` is in ${region}; an alarm only tells topics of its own region. There are: ${topics.join(', ')}`,
  'outcome.test-arrived': ({ took }) => `The test alarm went all the way in ${took}.`,
  'outcome.test-not-arrived': ({ after }) =>
    `The test alarm did not arrive in ${after}: a real one would not either.`,
  'outcome.test-not-posted': ({ after }) =>
    `The test alarm arrived, but its card is not in Slack after ${after}.`,
  'hop.cloudwatch': () => 'CloudWatch took the alarm and changed its state: good',
  'hop.arrived': ({ incident, took }) =>
    `SNS delivered it, the signature holds and it was kept in ${took}: good (${incident})`,
  'hop.not-arrived': ({ topic }) =>
    `SNS delivered nothing, or the bot refused it. Look at the subscription of topic ${topic}, the address \`/sns\`, and refusals in the log`,
  'hop.posted': () => 'The card is in the incidents channel: good',
  'hop.not-posted': () =>
    'Slack did not take the card. The log says why; is the bot in the incidents channel?',
};
