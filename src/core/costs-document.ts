/** The answer to `costs`: by service, against what the guide expects, and what would make it less. */
import { monthOf, steadyAdvice } from './cost-advice.ts';
import type { CostGuide } from './cost-guide.ts';
import type { Document, Mark, Piece } from './document.ts';
import type { Gathered } from './evidence.ts';
import type { CostView, ForecastView } from './ports/costs.ts';
import { code, moment, type Sentence, say } from './sentence.ts';
import { sparkline } from './sparkline.ts';
import type { Item } from './target-health.ts';

export interface CostFacts {
  readonly days: number;
  readonly spent: Gathered<CostView>;
  readonly forecast: Gathered<ForecastView | null>;
  readonly guide: CostGuide | null;
  /** What the figures of each environment call for. */
  readonly advice: readonly Sentence[];
  /** What could not be looked at for advice. */
  readonly unread: readonly { readonly part: Sentence; readonly why: Sentence }[];
}

const SERVICES_SHOWN = 10;
/** Less than this is no line of its own. */
const CENT = 0.005;
const COURSE = 30;

export function costsDocument(facts: CostFacts): Document {
  const { spent, days, guide } = facts;
  const heading = say('costs.title', { days });
  const advice = [...facts.advice, ...(spent.ok && guide !== null ? steadyAdvice(guide, spent.value) : [])];
  const pieces: Piece[] = [
    { piece: 'heading', text: heading },
    { piece: 'list', items: [...totalItems(facts), ...forecastItems(facts)] },
  ];
  if (spent.ok) pieces.push({ piece: 'list', items: serviceItems(spent.value) });
  if (advice.length > 0)
    pieces.push(
      { piece: 'text', text: say('costs.advice.title') },
      { piece: 'list', items: advice.map((text): Item => ({ mark: 'waiting', text })) },
    );
  if (facts.unread.length > 0)
    pieces.push({ piece: 'list', items: facts.unread.map(({ part, why }) => unread(part, why)) });
  pieces.push({
    piece: 'context',
    text: say('costs.paid', { at: spent.ok ? moment(spent.value.readAt) : null }),
  });
  return { summary: summaryOf(facts, heading), pieces };
}

function summaryOf({ spent, days }: CostFacts, heading: Sentence): Sentence {
  if (!spent.ok) return say('reading.not-read', { part: heading, why: spent.why });
  return say('costs.summary', {
    amount: money(sumOf(spent.value)),
    currency: spent.value.currency,
    days,
    month: money(monthOf(spent.value)),
  });
}

function totalItems({ spent, days, guide }: CostFacts): readonly Item[] {
  if (!spent.ok) return [unread(say('costs.part.spent'), spent.why)];
  const { value } = spent;
  if (value.services.length === 0) return [{ mark: 'none', text: say('costs.nothing', { days }) }];
  const month = monthOf(value);
  return [
    {
      mark: markOf(month, guide),
      text: say('costs.total', {
        amount: money(sumOf(value)),
        currency: value.currency,
        month: money(month),
        course: code(sparkline(value.days, COURSE, 0)),
        expected: expectedOf(month, guide),
      }),
    },
  ];
}

function forecastItems({ forecast, guide }: CostFacts): readonly Item[] {
  if (!forecast.ok) return [unread(say('costs.part.forecast'), forecast.why)];
  const { value } = forecast;
  if (value === null) return [{ mark: 'none', text: say('costs.no-forecast') }];
  const { amount, currency } = value;
  return [
    {
      mark: markOf(amount, guide),
      text: say('costs.forecast', { amount: money(amount), currency, expected: expectedOf(amount, guide) }),
    },
  ];
}

function serviceItems(costs: CostView): readonly Item[] {
  const known = costs.services.filter(({ amount }) => Math.abs(amount) >= CENT);
  const all = sumOf(costs);
  const rest = known.slice(SERVICES_SHOWN);
  const shown = known.slice(0, SERVICES_SHOWN).map(
    ({ service, amount }): Item => ({
      mark: 'none',
      text: say('costs.service', {
        service,
        amount: money(amount),
        currency: costs.currency,
        percent: all > 0 && amount / all >= 0.005 ? Math.round((amount / all) * 100) : null,
      }),
    }),
  );
  if (rest.length === 0) return shown;
  const amount = money(rest.reduce((sum, each) => sum + each.amount, 0));
  const text = say('costs.others', { count: rest.length, amount, currency: costs.currency });
  return [...shown, { mark: 'none', text }];
}

/** Less than the guide expects is no trouble. */
function markOf(month: number, guide: CostGuide | null): Mark {
  if (guide === null) return 'none';
  return month > guide.expected.until ? 'warning' : 'ok';
}

function expectedOf(month: number, guide: CostGuide | null): Sentence | null {
  if (guide === null) return null;
  const { from, until } = guide.expected;
  const range = { from, until };
  if (month > until) return say('costs.above', { ...range, more: Math.round(month - until) });
  return month < from ? say('costs.below', range) : say('costs.within', range);
}

function unread(part: Sentence, why: Sentence): Item {
  return { mark: 'warning', text: say('reading.not-read', { part, why }) };
}

function sumOf({ days }: CostView): number {
  return days.reduce((sum, amount) => sum + amount, 0);
}

/** `12.30`; whole from a thousand on. */
function money(amount: number): string {
  return Math.abs(amount) >= 1_000 ? String(Math.round(amount)) : amount.toFixed(2);
}
