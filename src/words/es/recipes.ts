import type { RecipeSentences } from '../../core/sentences/recipes.ts';
import { quantity } from '../phrases.ts';
import type { Part } from '../words.ts';
import { metricWords } from './incident-names.ts';

const both = (parts: readonly (string | null)[]) => parts.filter((part) => part !== null).join(' y ');
const created_ = (count: number) => quantity(count, 'alarma creada', 'alarmas creadas');
const changed_ = (count: number) => quantity(count, 'alarma cambiada', 'alarmas cambiadas');

export const recipes: Part<RecipeSentences> = {
  'recipes.summary': ({ environment, same, differs, missing }) =>
    `Alarmas de *${environment}*: ${same} en orden, ${quantity(differs, 'distinta', 'distintas')}, ${missing} por crear`,
  'recipes.nothing': () => 'No hay nada que crear.',
  'recipes.next': ({ all, one }) => `Crear todas: ${all} · una: ${one}`,
  'recipes.item.missing': ({ id, condition }) => `${id}: falta · saltaría con ${condition}`,
  'recipes.item.same': ({ id, name }) => `${id}: ${name}`,
  'recipes.item.differs': ({ id, name, differences }) =>
    `${id}: ${name} es distinta · ${differences.join(' · ')}`,
  'recipes.condition': ({ metric, sign, threshold, bad, of, period }) =>
    `${metricWords(metric)} ${sign} ${threshold}, ${bad} de ${of} × ${period}`,
  'recipes.difference': ({ field, from, to }) => `${field} ${from} → ${to}`,
  'recipes.field.metric': () => 'métrica',
  'recipes.field.dimensions': () => 'lo que vigila',
  'recipes.field.statistic': () => 'estadística',
  'recipes.field.period': () => 'periodo',
  'recipes.field.evaluation-periods': () => 'puntos que mira',
  'recipes.field.datapoints': () => 'puntos malos',
  'recipes.field.comparison': () => 'comparación',
  'recipes.field.threshold': () => 'umbral',
  'recipes.field.missing': () => 'sin datos',
  'recipes.field.actions': () => 'acciones',
  'recipes.field.alarm-action': () => 'avisa en ALARM a',
  'recipes.field.ok-action': () => 'avisa en OK a',
  'recipes.watches.service': () => 'servicio',
  'recipes.watches.load-balancer': () => 'balanceador',
  'recipes.watches.target-group': () => 'target group',
  'recipes.watches.database': () => 'base de datos',
  'recipes.watches.cache': () => 'Redis',

  'change.alarms-create': ({ created, changed, environment }) =>
    `crear las alarmas de ${environment} (${both([created === 0 ? null : quantity(created, 'nueva', 'nuevas'), changed === 0 ? null : quantity(changed, 'cambiada', 'cambiadas')])})`,
  'change.alarms-restore': ({ deleted, restored, environment }) =>
    `deshacer alarmas de ${environment} (${both([deleted === 0 ? null : quantity(deleted, 'borrada', 'borradas'), restored === 0 ? null : `${restored} como antes`])})`,
  'card.field.alarms-created': () => 'Alarmas nuevas',
  'card.field.alarms-changed': () => 'Alarmas cambiadas',
  'card.field.alarms-deleted': () => 'Alarmas borradas',
  'check.alarm.new': ({ name, condition }) => `Nueva: ${name} · ${condition}`,
  'check.alarm.differs': ({ name, differences }) => `Cambia: ${name} · ${differences.join(' · ')}`,
  'check.alarm.same': ({ name }) => `Se queda: ${name} está en orden`,
  'check.alarm.several': ({ recipe, names }) =>
    `${recipe}: ya lo vigilan varias alarmas (${names.join(', ')}); no se toca ninguna`,
  'check.alarm.other-kind': ({ recipe, names }) =>
    `${recipe}: ${names.join(', ')} no es una alarma simple de métrica, o tiene ajustes que no conozco; no se toca`,
  'check.alarm.no-place': ({ recipe, watches }) => `${recipe}: se omite, aquí no hay ${watches}`,
  'check.alarm.no-data': ({ name, metric }) =>
    `${name}: CloudWatch no tiene datos de ${metric} desde hace 3 horas; no podría saltar nunca`,
  'check.alarm.fires-at-once': ({ name, metric }) =>
    `${name}: CloudWatch no tiene datos de ${metric} desde hace 3 horas, así que *saltaría enseguida*. ¿Está activo Container Insights?`,
  'check.alarm.data-not-checked': ({ why }) => `Sin comprobar si sus métricas tienen datos: ${why}`,
  'check.alarm.delete': ({ name }) => `Borra ${name}, que se creó entonces`,
  'check.alarm.put-back': ({ name }) => `${name} recupera sus ajustes de antes`,
  'check.alarm.gone': ({ name }) => `${name} ya está como antes`,
  'check.alarm.moved': ({ name }) => `Alguien cambió ${name} después; no se toca`,
  'moved.alarm': ({ name }) => `Alarma ${name}`,
  'moved.target-requests': () => 'Objetivo de peticiones',
  'check.alarms-topic': ({ topic }) => `Cada una avisa a ${topic} en ALARM y en OK`,
  'plan.no-recipe': ({ word, near, known }) =>
    near.length === 0
      ? `No hay ninguna receta «${word}». Hay: ${known.join(', ')}`
      : `No hay ninguna receta «${word}». ¿Querías decir ${near.join(' o ')}?`,
  'plan.alarms-nothing': ({ environment }) => `No hay nada que hacer en ${environment}.`,
  'plan.no-alarms-made': ({ id, environment }) =>
    `«${id}» no es un \`alarms create\` de ${environment}. El id está en la tarjeta y en \`/hydrous history\``,
  'plan.alarms-nothing-back': ({ id }) => `Ya no queda nada de ${id} que deshacer.`,
  'alarms.restore-which': () =>
    'Di qué operación creó las alarmas, por ejemplo `/hydrous alarms restore op-7kq2m9xd4t`',
  'outcome.alarms-created': ({ created, changed }) =>
    `${both([created === 0 ? null : created_(created), changed === 0 ? null : changed_(changed)])}. Para ver llegar una: \`/hydrous alarms test\``,
  'outcome.alarms-restored': ({ deleted, restored }) =>
    `${both([deleted === 0 ? null : quantity(deleted, 'alarma borrada', 'alarmas borradas'), restored === 0 ? null : `${quantity(restored, 'alarma', 'alarmas')} como antes`])}.`,
  'outcome.alarms-superseded': ({ names }) =>
    `Alguien cambió después: ${names.join(', ')}. Las demás están como se pidió.`,
  'outcome.alarms-so-far': ({ names, undo }) =>
    `Hecho antes de eso: ${names.join(', ')}. Para deshacerlo: ${undo}`,
  'outcome.alarms-restored-so-far': ({ names }) => `Deshecho antes de eso: ${names.join(', ')}`,
  'outcome.alarms-none-so-far': () => 'No se cambió ninguna alarma.',
};
