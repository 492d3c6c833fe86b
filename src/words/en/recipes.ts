import type { RecipeSentences } from '../../core/sentences/recipes.ts';
import { quantity } from '../phrases.ts';
import type { Part } from '../words.ts';
import { metricWords } from './incident-names.ts';

const alarms = (count: number) => quantity(count, 'alarm', 'alarms');
const both = (parts: readonly (string | null)[]) => parts.filter((part) => part !== null).join(' and ');

export const recipes: Part<RecipeSentences> = {
  'recipes.summary': ({ environment, same, differs, missing }) =>
    `Alarms of *${environment}*: ${same} as they should be, ${differs} different, ${missing} missing`,
  'recipes.nothing': () => 'There is nothing to set up.',
  'recipes.next': ({ all, one }) => `Set up all: ${all} · one: ${one}`,
  'recipes.item.missing': ({ id, condition }) => `${id}: missing · would fire at ${condition}`,
  'recipes.item.same': ({ id, name }) => `${id}: ${name}`,
  'recipes.item.differs': ({ id, name, differences }) =>
    `${id}: ${name} differs · ${differences.join(' · ')}`,
  'recipes.condition': ({ metric, sign, threshold, bad, of, period }) =>
    `${metricWords(metric)} ${sign} ${threshold}, ${bad} of ${of} × ${period}`,
  'recipes.difference': ({ field, from, to }) => `${field} ${from} → ${to}`,
  'recipes.field.metric': () => 'metric',
  'recipes.field.dimensions': () => 'what it watches',
  'recipes.field.statistic': () => 'statistic',
  'recipes.field.period': () => 'period',
  'recipes.field.evaluation-periods': () => 'datapoints looked at',
  'recipes.field.datapoints': () => 'bad datapoints',
  'recipes.field.comparison': () => 'comparison',
  'recipes.field.threshold': () => 'threshold',
  'recipes.field.missing': () => 'missing data',
  'recipes.field.actions': () => 'actions',
  'recipes.field.alarm-action': () => 'tells in ALARM',
  'recipes.field.ok-action': () => 'tells in OK',
  'recipes.watches.service': () => 'service',
  'recipes.watches.load-balancer': () => 'load balancer',
  'recipes.watches.target-group': () => 'target group',
  'recipes.watches.database': () => 'database',
  'recipes.watches.cache': () => 'Redis',

  'change.alarms-create': ({ created, changed, environment }) =>
    `set up the alarms of ${environment} (${both([created === 0 ? null : `${created} new`, changed === 0 ? null : `${changed} changed`])})`,
  'change.alarms-restore': ({ deleted, restored, environment }) =>
    `take back alarms of ${environment} (${both([deleted === 0 ? null : `${deleted} deleted`, restored === 0 ? null : `${restored} as before`])})`,
  'card.field.alarms-created': () => 'New alarms',
  'card.field.alarms-changed': () => 'Changed alarms',
  'card.field.alarms-deleted': () => 'Deleted alarms',
  'check.alarm.new': ({ name, condition }) => `New: ${name} · ${condition}`,
  'check.alarm.differs': ({ name, differences }) => `Changes: ${name} · ${differences.join(' · ')}`,
  'check.alarm.same': ({ name }) => `Stays: ${name} is as it should be`,
  'check.alarm.several': ({ recipe, names }) =>
    `${recipe}: several alarms watch this already (${names.join(', ')}); none is touched`,
  'check.alarm.other-kind': ({ recipe, names }) =>
    `${recipe}: ${names.join(', ')} is no plain metric alarm, or has settings I do not know; it is not touched`,
  'check.alarm.no-place': ({ recipe, watches }) => `${recipe}: left out, there is no ${watches} here`,
  'check.alarm.no-data': ({ name, metric }) =>
    `${name}: CloudWatch has had no data of ${metric} for 3 hours; it could never fire`,
  'check.alarm.fires-at-once': ({ name, metric }) =>
    `${name}: CloudWatch has had no data of ${metric} for 3 hours, so it would *fire at once*. Is Container Insights on?`,
  'check.alarm.data-not-checked': ({ why }) => `Whether their metrics have data was not checked: ${why}`,
  'check.alarm.delete': ({ name }) => `Deletes ${name}, which was created then`,
  'check.alarm.put-back': ({ name }) => `${name} gets its former settings again`,
  'check.alarm.gone': ({ name }) => `${name} is as it was before already`,
  'check.alarm.moved': ({ name }) => `${name} was changed by somebody since; it is not touched`,
  'moved.alarm': ({ name }) => `Alarm ${name}`,
  'moved.target-requests': () => 'Target of requests',
  'check.alarms-topic': ({ topic }) => `Each tells ${topic} in ALARM and in OK`,
  'plan.no-recipe': ({ word, near, known }) =>
    near.length === 0
      ? `There is no recipe “${word}”. There are: ${known.join(', ')}`
      : `There is no recipe “${word}”. Did you mean ${near.join(' or ')}?`,
  'plan.alarms-nothing': ({ environment }) => `There is nothing to do in ${environment}.`,
  'plan.no-alarms-made': ({ id, environment }) =>
    `“${id}” is no \`alarms create\` of ${environment}. Its id stands on the card and in \`/hydrous history\``,
  'plan.alarms-nothing-back': ({ id }) => `There is nothing left of ${id} to take back.`,
  'alarms.restore-which': () =>
    'Name the operation that set the alarms up, for example `/hydrous alarms restore op-7kq2m9xd4t`',
  'outcome.alarms-created': ({ created, changed }) =>
    `${both([created === 0 ? null : `${alarms(created)} created`, changed === 0 ? null : `${alarms(changed)} changed`])}. To see one arrive: \`/hydrous alarms test\``,
  'outcome.alarms-restored': ({ deleted, restored }) =>
    `${both([deleted === 0 ? null : `${alarms(deleted)} deleted`, restored === 0 ? null : `${alarms(restored)} as before`])}.`,
  'outcome.alarms-superseded': ({ names }) =>
    `Somebody else has changed since: ${names.join(', ')}. The others are as asked.`,
  'outcome.alarms-so-far': ({ names, undo }) =>
    `Done before that: ${names.join(', ')}. To take it back: ${undo}`,
  'outcome.alarms-restored-so-far': ({ names }) => `Taken back before that: ${names.join(', ')}`,
  'outcome.alarms-none-so-far': () => 'No alarm was changed.',
};
