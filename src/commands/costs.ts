import { type AnswerTime, answerTime } from '../core/answer-time.ts';
import { type CommandReaders, command } from '../core/command.ts';
import { quietFigures, scalingAdvice, sizeAdvice } from '../core/cost-advice.ts';
import { costsDocument } from '../core/costs-document.ts';
import type { Environment } from '../core/environment.ts';
import { Problem } from '../core/problem.ts';
import { type Sentence, say } from '../core/sentence.ts';
import { DAY, readWindow } from '../core/time-window.ts';

/** Cost Explorer keeps a year of days. */
const LIMITS = { usual: 30 * DAY, shortest: DAY, longest: 365 * DAY };
/** Environments that are looked at for advice. */
const MOST_ENVIRONMENTS = 4;

export const costs = command({
  verb: 'costs',
  usage: ['costs [--since 30d]'],
  example: 'costs --since 30d',
  summary: {
    es: 'lo que cuesta la cuenta por servicio, el pronóstico y cómo bajarlo',
    en: 'what the account costs by service, the forecast, and how to make it less',
  },
  permission: 'viewer',
  changes: false,
  arguments: { positional: {}, options: { since: { kind: 'time' } } },
  async handle({ since }, { readers, invocation, environments }) {
    const days = daysOf(since, readers.clock.now(), invocation.zone);
    const { soon } = answerTime(readers.clock);
    const [spent, forecast, ...advised] = await Promise.all([
      soon(readers.costs.spent(days)),
      soon(readers.costs.forecast()),
      ...environments.slice(0, MOST_ENVIRONMENTS).map((each) => adviceFor(each, readers, soon)),
    ]);
    const document = costsDocument({
      days,
      spent,
      forecast,
      guide: readers.costGuide,
      advice: advised.flatMap(({ advice }) => advice),
      unread: advised.flatMap(({ unread }) => unread),
    });
    return { result: 'answer', document };
  },
});

function daysOf(since: string | undefined, now: number, zone: string | null): number {
  const read = readWindow({ since }, now, zone, LIMITS);
  if (!read.ok) throw new Problem('refused', read.refusal, 'costs window refused');
  return Math.max(1, Math.round((read.window.until - read.window.from) / DAY));
}

interface Advised {
  readonly advice: readonly Sentence[];
  readonly unread: readonly { readonly part: Sentence; readonly why: Sentence }[];
}

async function adviceFor(
  environment: Environment,
  { metrics, rds, scaling, costGuide, clock }: CommandReaders,
  soon: AnswerTime['soon'],
): Promise<Advised> {
  if (costGuide === null) return { advice: [], unread: [] };
  const { database, name } = environment;
  const [figures, view, bounds] = await Promise.all([
    soon(quietFigures(metrics, environment, clock.now())),
    soon(database === null ? Promise.resolve(null) : rds.instance(environment, database)),
    soon(scaling.bounds(environment)),
  ]);
  const parts = [
    [figures, say('costs.part.figures', { environment: name })],
    [view, say('health.part.database')],
    [bounds, say('reading.part-scaling')],
  ] as const;
  return {
    advice: [
      ...(figures.ok ? sizeAdvice(environment, costGuide, figures.value, view.ok ? view.value : null) : []),
      ...(bounds.ok ? scalingAdvice(environment, bounds.value) : []),
    ],
    unread: parts.flatMap(([part, what]) => (part.ok ? [] : [{ part: what, why: part.why }])),
  };
}
