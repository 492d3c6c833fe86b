/** Cost Explorer for the simulated account: what its services cost on each day, and a forecast that goes on like that. */
import type * as ce from '@aws-sdk/client-cost-explorer';
import { wireError } from './wire/errors.ts';
import type { Handlers } from './wire/handlers.ts';

const DAY = 86_400_000;

/** US dollars a day. A small account such as the guide describes: 65 to 100 a month. */
const DAILY: Readonly<Record<string, number>> = {
  'Amazon Elastic Container Service': 1.18,
  'Amazon Relational Database Service': 0.51,
  'Amazon ElastiCache': 0.41,
  'Amazon Elastic Load Balancing': 0.58,
  'Amazon Virtual Private Cloud': 0.24,
  AmazonCloudWatch: 0.06,
  'Amazon EC2 Container Registry (ECR)': 0.02,
  'Amazon Simple Notification Service': 0.001,
};

export function costHandlers(now: () => number) {
  return {
    GetCostAndUsage(input) {
      const { from, until } = periodOf(input.TimePeriod);
      if (until > dayOf(now()) + DAY) throw invalid('end date past the beginning of next day');
      if (input.Granularity !== 'DAILY') throw invalid('this sandbox knows the costs of days');
      const count = Math.round((until - from) / DAY);
      return {
        GroupDefinitions: input.GroupBy,
        ResultsByTime: Array.from({ length: count }, (_, index) => {
          const at = from + index * DAY;
          return {
            TimePeriod: { Start: dateOf(at), End: dateOf(at + DAY) },
            Total: {},
            Groups: Object.entries(DAILY).map(([service, amount]) => ({
              Keys: [service],
              Metrics: { UnblendedCost: { Amount: String(amount * swing(at)), Unit: 'USD' } },
            })),
            Estimated: at >= dayOf(now()) - 2 * DAY,
          };
        }),
        DimensionValueAttributes: [],
      };
    },
    GetCostForecast(input) {
      const { from, until } = periodOf(input.TimePeriod);
      if (from < dayOf(now())) throw invalid('Start must be equal to or later than the current date');
      const days = Math.round((until - from) / DAY);
      const total = Object.values(DAILY).reduce((sum, amount) => sum + amount, 0) * days;
      return { Total: { Amount: String(total), Unit: 'USD' }, ForecastResultsByTime: [] };
    },
  } satisfies Handlers<typeof ce>;
}

/** Weekends are a little cheaper. */
function swing(at: number): number {
  const day = new Date(at).getUTCDay();
  return day === 0 || day === 6 ? 0.9 : 1.04;
}

function periodOf(period: ce.DateInterval | undefined): { readonly from: number; readonly until: number } {
  const from = Date.parse(period?.Start ?? '');
  const until = Date.parse(period?.End ?? '');
  if (Number.isNaN(from) || Number.isNaN(until) || from >= until)
    throw invalid('Start must be a date before End');
  return { from, until };
}

function invalid(message: string): Error {
  return wireError('ValidationException', message);
}

function dayOf(at: number): number {
  return Math.floor(at / DAY) * DAY;
}

function dateOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
