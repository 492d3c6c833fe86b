/** What databases and cache nodes cost on demand: a small table for estimates, not a bill. */

/**
 * Month in which the figures were gathered. Source: aws.amazon.com/rds/postgresql/pricing and
 * aws.amazon.com/elasticache/pricing, on-demand, US East (N. Virginia). US dollars for an hour.
 */
export const DATA_PRICES_AS_OF = '2026-06';

type Table = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** PostgreSQL in one zone; two zones cost twice as much. */
const POSTGRES: Table = {
  'us-east-1': {
    'db.t3.micro': 0.018,
    'db.t3.small': 0.036,
    'db.t3.medium': 0.072,
    'db.t3.large': 0.145,
    'db.t4g.micro': 0.016,
    'db.t4g.small': 0.032,
    'db.t4g.medium': 0.065,
    'db.t4g.large': 0.129,
    'db.m5.large': 0.178,
    'db.m6g.large': 0.159,
    'db.r5.large': 0.25,
    'db.r6g.large': 0.225,
  },
};

/** One node with Redis. */
const REDIS: Table = {
  'us-east-1': {
    'cache.t3.micro': 0.017,
    'cache.t3.small': 0.034,
    'cache.t3.medium': 0.068,
    'cache.t4g.micro': 0.016,
    'cache.t4g.small': 0.032,
    'cache.t4g.medium': 0.065,
    'cache.m5.large': 0.156,
    'cache.m6g.large': 0.149,
    'cache.r5.large': 0.216,
    'cache.r6g.large': 0.206,
  },
};

/** General purpose storage, US dollars for a GiB and month in one zone. */
const GP_STORAGE: Readonly<Record<string, number>> = { 'us-east-1': 0.115 };

/** AWS's own month, in hours. */
const HOURS_A_MONTH = 730;

export interface PricedDatabase {
  readonly region: string;
  readonly engine: string;
  readonly instanceClass: string;
  readonly multiAz: boolean;
}

/** US dollars a month for the instance, without its storage; null where the table has no price. */
export function databaseCost({ region, engine, instanceClass, multiAz }: PricedDatabase): number | null {
  const hour = engine === 'postgres' ? POSTGRES[region]?.[instanceClass] : undefined;
  return hour === undefined ? null : cents(hour * HOURS_A_MONTH * (multiAz ? 2 : 1));
}

/** US dollars a month for so many GiB; null for other storage than gp2 and gp3. */
export function storageCost(
  region: string,
  storage: { readonly type: string | null; readonly gib: number; readonly multiAz: boolean },
): number | null {
  const price = storage.type === 'gp2' || storage.type === 'gp3' ? GP_STORAGE[region] : undefined;
  return price === undefined ? null : cents(price * storage.gib * (storage.multiAz ? 2 : 1));
}

/** US dollars a month for so many nodes; null where the table has no price. */
export function cacheCost(
  region: string,
  cache: { readonly engine: string; readonly nodeType: string; readonly nodes: number },
): number | null {
  const hour = cache.engine === 'redis' ? REDIS[region]?.[cache.nodeType] : undefined;
  return hour === undefined ? null : cents(hour * HOURS_A_MONTH * cache.nodes);
}

/** The classes and types that people most often mean, for a near miss where AWS's own list may not be read. */
export const COMMON_CLASSES: readonly string[] = Object.keys(POSTGRES['us-east-1'] ?? {});

function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
