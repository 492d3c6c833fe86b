/** Facts that many requests together tell: what share of them is refused or fails. */
import type { Evidence } from './evidence.ts';
import { type Fact, one } from './fact.ts';
import { type Request, requestsIn } from './requests.ts';

/** One error is not a rise, and a few refusals are everyday. */
const LEAST = 5;
const LEAST_PREFLIGHTS = 3;
/** Share of a path's requests from which refusals are no longer everyday. */
const REFUSED_SHARE = 0.3;
/** Where CloudWatch says that refusals rose, a smaller share will do. */
const REFUSED_SHARE_RISEN = 0.1;
const PREFLIGHT_SHARE = 0.5;
const ERROR_SHARE = 0.02;

/** `clientErrorsRose` is what metrics or the alarm say of 4xx answers. */
export function requestFacts({ logLines, targets }: Evidence, clientErrorsRose: boolean): readonly Fact[] {
  if (!logLines.ok) return [];
  const all = requestsIn(logLines.value);
  const common = all.filter(({ searched }) => !searched);
  const preflights = common.filter(({ method }) => method === 'OPTIONS');
  const others = common.filter(({ method }) => method !== 'OPTIONS');
  const errors = all.filter(({ status, method }) => status >= 500 && method !== 'OPTIONS');
  const share = clientErrorsRose ? REFUSED_SHARE_RISEN : REFUSED_SHARE;
  const refused = validationFact(others, share);
  return [
    ...errorFacts(errors, others.length),
    ...(refused === null ? [] : [refused]),
    ...outweighing(errors.length, refused),
    ...preflightFact('preflights-refused', preflights, [400, 403]),
    ...preflightFact('preflights-not-allowed', preflights, [404, 405]),
    ...unseenFact(all, targets.ok && targets.value.some(({ reason }) => reason === 'Target.Timeout')),
  ];
}

function errorFacts(errors: readonly Request[], common: number): readonly Fact[] {
  const [newest] = errors;
  const isRise = errors.length >= LEAST && errors.length >= common * ERROR_SHARE;
  if (newest === undefined || !isRise) return [];
  const first = Math.min(...errors.map(({ at }) => at));
  return [{ name: 'server-errors', detail: `HTTP 5xx × ${errors.length}`, count: errors.length, at: first }];
}

/** The path with most of them. Health checks of other targets are no requests of people. */
function validationFact(requests: readonly Request[], share: number): Fact | null {
  const paths = new Map<string, { total: number; refused: number; first: number }>();
  for (const { method, path, status, at } of requests) {
    const key = `${method} ${path}`;
    const known = paths.get(key) ?? { total: 0, refused: 0, first: at };
    const isRefused = status === 422;
    paths.set(key, {
      total: known.total + 1,
      refused: known.refused + (isRefused ? 1 : 0),
      first: isRefused ? Math.min(known.first, at) : known.first,
    });
  }
  const worst = [...paths.entries()]
    .filter(([, { total, refused }]) => refused >= LEAST && refused >= total * share)
    .sort(([, left], [, other]) => other.refused - left.refused)[0];
  // Many paths with an id in them are one to a person: the shares are then of all requests together.
  const sum = [...paths.values()].reduce((count, each) => count + each.refused, 0);
  if (worst === undefined) {
    if (sum < LEAST || sum < requests.length * share) return null;
    return { name: 'validation-errors', detail: `422: ${sum}/${requests.length}`, count: sum, at: null };
  }
  const [path, { refused, total, first }] = worst;
  return {
    name: 'validation-errors',
    detail: `${path.slice(0, 120)} → 422: ${refused}/${total}`,
    count: refused,
    at: first,
  };
}

function outweighing(errors: number, refused: Fact | null): readonly Fact[] {
  if (errors < LEAST || errors * 2 < (refused?.count ?? 0)) return [];
  return [one('server-errors-outweigh', `HTTP 5xx × ${errors}`)];
}

function preflightFact(
  name: 'preflights-refused' | 'preflights-not-allowed',
  preflights: readonly Request[],
  statuses: readonly number[],
): readonly Fact[] {
  const refused = preflights.filter(({ status }) => statuses.includes(status));
  const [newest] = refused;
  if (newest === undefined || refused.length < LEAST_PREFLIGHTS) return [];
  if (refused.length < preflights.length * PREFLIGHT_SHARE) return [];
  const { path, status } = newest;
  const detail = `OPTIONS ${path.slice(0, 120)} → ${status}: ${refused.length}/${preflights.length}`;
  return [{ name, detail, count: refused.length, at: Math.min(...refused.map(({ at }) => at)) }];
}

/** The load balancer says that nobody answers, and the application has heard nothing of it. */
function unseenFact(requests: readonly Request[], timesOut: boolean): readonly Fact[] {
  const isSeen = requests.some(({ isCheck, path }) => isCheck || /health|ping|ready|live|status/i.test(path));
  return timesOut && !isSeen ? [one('health-check-unseen', '')] : [];
}
