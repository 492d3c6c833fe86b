/** AWS Cost Explorer: one account-wide endpoint, and 0.01 US dollars for each request. */
import {
  DataUnavailableException,
  GetCostAndUsageCommand,
  GetCostForecastCommand,
  type ResultByTime,
} from '@aws-sdk/client-cost-explorer';
import type { Clock } from '../core/ports/ambient.ts';
import type { CostReader, CostView, ForecastView } from '../core/ports/costs.ts';
import { list, listOrEmpty, odd, text } from './answer.ts';
import type { Caller } from './call.ts';
import type { Clients } from './clients.ts';
import { pages } from './pages.ts';

/** Cost Explorer lives there for every region. Source: AWS General Reference, Cost Explorer endpoints. */
const REGION = 'us-east-1';
const DAY = 86_400_000;
const KEPT = DAY;
/** Pages of one question, each paid for. */
const MOST_PAGES = 4;
const FORECAST_DAYS = 30;

export function createCostReader(clients: Clients, caller: Caller, clock: Clock): CostReader {
  const kept = new Map<string, { readonly at: number; readonly answer: Promise<unknown> }>();

  /** The answer of the last day, also one that is still on its way; a failure is never kept. */
  function oncePerDay<T>(key: string, ask: () => Promise<T>): Promise<T> {
    const known = kept.get(key);
    if (known !== undefined && clock.now() - known.at < KEPT) return known.answer as Promise<T>;
    const answer = ask();
    kept.set(key, { at: clock.now(), answer });
    answer.catch(() => {
      if (kept.get(key)?.answer === answer) kept.delete(key);
    });
    return answer;
  }

  async function spent(days: number, today: number): Promise<CostView> {
    const { costs } = clients.of(REGION);
    const TimePeriod = { Start: dateOf(today - days * DAY), End: dateOf(today) };
    const results = await pages(
      (NextPageToken) =>
        caller.read(
          'ce:GetCostAndUsage',
          (options) =>
            costs.send(
              new GetCostAndUsageCommand({
                TimePeriod,
                Granularity: 'DAILY',
                Metrics: ['UnblendedCost'],
                GroupBy: [{ Type: 'DIMENSION', Key: 'SERVICE' }],
                NextPageToken,
              }),
              options,
            ),
          (answer) => ({ items: list(answer.ResultsByTime, 'ResultsByTime'), next: answer.NextPageToken }),
        ),
      MOST_PAGES,
    );
    return { ...viewOf(results), readAt: clock.now() };
  }

  function forecast(today: number): Promise<ForecastView | null> {
    const { costs } = clients.of(REGION);
    const command = new GetCostForecastCommand({
      TimePeriod: { Start: dateOf(today), End: dateOf(today + FORECAST_DAYS * DAY) },
      Metric: 'UNBLENDED_COST',
      Granularity: 'MONTHLY',
    });
    return caller.read(
      'ce:GetCostForecast',
      (options) =>
        costs.send(command, options).catch((error: unknown) => {
          // A young account has nothing to forecast from.
          if (error instanceof DataUnavailableException) return null;
          throw error;
        }),
      (answer) =>
        answer === null
          ? null
          : {
              currency: text(answer.Total?.Unit, 'Total.Unit'),
              amount: amountOf(answer.Total?.Amount, 'Total.Amount'),
              readAt: clock.now(),
            },
    );
  }

  return {
    spent(days) {
      const today = dayOf(clock.now());
      return oncePerDay(`spent ${days} ${today}`, () => spent(days, today));
    },
    forecast() {
      const today = dayOf(clock.now());
      return oncePerDay(`forecast ${today}`, () => forecast(today));
    },
  };
}

function viewOf(results: readonly ResultByTime[]): Omit<CostView, 'readAt'> {
  const byDay = new Map<string, number>();
  const byService = new Map<string, number>();
  let currency = 'USD';
  for (const { TimePeriod, Groups } of results) {
    const day = text(TimePeriod?.Start, 'TimePeriod.Start');
    byDay.set(day, byDay.get(day) ?? 0);
    for (const group of listOrEmpty(Groups)) {
      const cost = group.Metrics?.['UnblendedCost'];
      const amount = amountOf(cost?.Amount, 'UnblendedCost.Amount');
      const service = text(listOrEmpty(group.Keys)[0], 'Groups[].Keys');
      currency = cost?.Unit ?? currency;
      byDay.set(day, (byDay.get(day) ?? 0) + amount);
      byService.set(service, (byService.get(service) ?? 0) + amount);
    }
  }
  return {
    currency,
    days: [...byDay].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, amount]) => amount),
    services: [...byService]
      .map(([service, amount]) => ({ service, amount }))
      .sort((one, other) => other.amount - one.amount),
  };
}

/** Amounts are texts such as `12.3456789`. */
function amountOf(value: string | undefined, path: string): number {
  const amount = Number(value);
  return value === undefined || value === '' || !Number.isFinite(amount) ? odd(path) : amount;
}

function dayOf(at: number): number {
  return Math.floor(at / DAY) * DAY;
}

function dateOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
