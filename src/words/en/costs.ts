import type { CostSentences } from '../../core/sentences/costs.ts';
import { quantity } from '../phrases.ts';
import type { Part } from '../words.ts';

export const costs: Part<CostSentences> = {
  'costs.title': ({ days }) => `Costs of the account, last ${days === 1 ? 'day' : `${days} days`}`,
  'costs.summary': ({ amount, currency, days, month }) =>
    `The account cost ${amount} ${currency} in ${quantity(days, 'day', 'days')}: ${month} a month`,
  'costs.total': ({ amount, currency, month, course, expected }) =>
    `*${amount} ${currency}* in all, ${month} a month ${course}${expected === null ? '' : ` · ${expected}`}`,
  'costs.nothing': ({ days }) => `Cost Explorer has no spending in ${quantity(days, 'day', 'days')}`,
  'costs.within': ({ from, until }) => `within what the guide expects (${from} to ${until})`,
  'costs.below': ({ from, until }) => `below what the guide expects (${from} to ${until})`,
  'costs.above': ({ from, until, more }) => `*${more} above* what the guide expects (${from} to ${until})`,
  'costs.forecast': ({ amount, currency, expected }) =>
    `*Forecast*: ${amount} ${currency} for the next 30 days${expected === null ? '' : ` · ${expected}`}`,
  'costs.no-forecast': () => '*Forecast*: AWS has too little history yet',
  'costs.service': ({ service, amount, currency, percent }) =>
    `${service}: ${amount} ${currency}${percent === null ? '' : ` (${percent} %)`}`,
  'costs.others': ({ count, amount, currency }) =>
    `${quantity(count, 'more service', 'more services')}: ${amount} ${currency}`,
  'costs.paid': ({ at }) =>
    `The whole account, without days that are not over. Each question to Cost Explorer costs 0.01 USD, so the answer is kept for a day${at === null ? '' : `: read ${at}`}.`,
  'costs.part.spent': () => 'Spending',
  'costs.part.forecast': () => 'Forecast',
  'costs.part.figures': ({ environment }) => `Use of ${environment}`,
  'costs.advice.title': () => '*To spend less*, by the guide and the figures of the last week',
  'costs.advice.tasks': ({ environment, cpu, memory, command }) =>
    `The tasks of ${environment} never passed ${cpu} % of CPU and ${memory} % of memory: fit their size to the real use, ${command}`,
  'costs.advice.database': ({ database, cpu, class: size, command }) =>
    `${database} never passed ${cpu} % of CPU with ${size}: a smaller class would do, ${command}`,
  'costs.advice.zones': ({ database }) =>
    `${database} is Multi-AZ, which costs twice as much: keep it only if it is needed`,
  'costs.advice.cache': ({ environment, cpu, memory, command }) =>
    `The cache of ${environment} never passed ${cpu} % of CPU and ${memory} % of memory: if its node is not the smallest, a smaller type would do, ${command}`,
  'costs.advice.no-scaling': ({ environment, command }) =>
    `${environment} has no autoscaling: with it the capacity goes down in quiet hours, ${command}`,
  'costs.advice.fixed-scaling': ({ environment, count, command }) =>
    `The autoscaling of ${environment} is fixed at ${quantity(count, 'task', 'tasks')}: with a lower minimum it goes down in quiet hours, ${command}`,
  'costs.advice.reserve': ({ amount, currency }) =>
    `Database and cache cost ${amount} ${currency} a month: reserved ones are cheaper if you use them for more than a year`,
  'costs.advice.savings': ({ amount, currency }) =>
    `Fargate costs ${amount} ${currency} a month: consider a Savings Plan`,
};
