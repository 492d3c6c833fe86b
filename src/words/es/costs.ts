import type { CostSentences } from '../../core/sentences/costs.ts';
import { quantity } from '../phrases.ts';
import type { Part } from '../words.ts';

export const costs: Part<CostSentences> = {
  'costs.title': ({ days }) => `Costos de la cuenta, ${days === 1 ? 'último día' : `últimos ${days} días`}`,
  'costs.summary': ({ amount, currency, days, month }) =>
    `La cuenta costó ${amount} ${currency} en ${quantity(days, 'día', 'días')}: ${month} al mes`,
  'costs.total': ({ amount, currency, month, course, expected }) =>
    `*${amount} ${currency}* en total, ${month} al mes ${course}${expected === null ? '' : ` · ${expected}`}`,
  'costs.nothing': ({ days }) => `Cost Explorer no tiene ningún gasto en ${quantity(days, 'día', 'días')}`,
  'costs.within': ({ from, until }) => `dentro de lo que espera la guía (${from} a ${until})`,
  'costs.below': ({ from, until }) => `por debajo de lo que espera la guía (${from} a ${until})`,
  'costs.above': ({ from, until, more }) =>
    `*${more} por encima* de lo que espera la guía (${from} a ${until})`,
  'costs.forecast': ({ amount, currency, expected }) =>
    `*Pronóstico*: ${amount} ${currency} los próximos 30 días${expected === null ? '' : ` · ${expected}`}`,
  'costs.no-forecast': () => '*Pronóstico*: AWS aún no tiene historia suficiente',
  'costs.service': ({ service, amount, currency, percent }) =>
    `${service}: ${amount} ${currency}${percent === null ? '' : ` (${percent} %)`}`,
  'costs.others': ({ count, amount, currency }) =>
    `${quantity(count, 'servicio más', 'servicios más')}: ${amount} ${currency}`,
  'costs.paid': ({ at }) =>
    `Toda la cuenta, sin los días que no acabaron. Cada consulta a Cost Explorer cuesta 0.01 USD, así que se guarda un día${at === null ? '' : `: leído ${at}`}.`,
  'costs.part.spent': () => 'Gasto',
  'costs.part.forecast': () => 'Pronóstico',
  'costs.part.figures': ({ environment }) => `Uso de ${environment}`,
  'costs.advice.title': () => '*Para gastar menos*, según la guía y las cifras de la última semana',
  'costs.advice.tasks': ({ environment, cpu, memory, command }) =>
    `Las tareas de ${environment} no pasaron de ${cpu} % de CPU ni de ${memory} % de memoria: ajusta su tamaño al uso real, ${command}`,
  'costs.advice.database': ({ database, cpu, class: size, command }) =>
    `${database} no pasó de ${cpu} % de CPU con ${size}: una clase más pequeña bastaría, ${command}`,
  'costs.advice.zones': ({ database }) =>
    `${database} es Multi-AZ, que cuesta el doble: mantenlo solo si es necesario`,
  'costs.advice.cache': ({ environment, cpu, memory, command }) =>
    `La caché de ${environment} no pasó de ${cpu} % de CPU ni de ${memory} % de memoria: si su nodo no es el menor, un tipo más pequeño bastaría, ${command}`,
  'costs.advice.no-scaling': ({ environment, command }) =>
    `${environment} no tiene autoescalado: con él baja la capacidad en las horas tranquilas, ${command}`,
  'costs.advice.fixed-scaling': ({ environment, count, command }) =>
    `El autoescalado de ${environment} está fijo en ${quantity(count, 'tarea', 'tareas')}: con un mínimo menor baja en las horas tranquilas, ${command}`,
  'costs.advice.reserve': ({ amount, currency }) =>
    `Base de datos y caché cuestan ${amount} ${currency} al mes: reservarlas sale mejor si las usarás más de un año`,
  'costs.advice.savings': ({ amount, currency }) =>
    `Fargate cuesta ${amount} ${currency} al mes: considera un Savings Plan`,
};
