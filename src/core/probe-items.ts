/** What the API answered the bot itself: its health path, and a browser's question before a request. */
import type { Mark } from './document.ts';
import type { ProbeEvidence } from './evidence.ts';
import type { ProbeAnswer } from './ports/evidence.ts';
import { code, type Sentence, say } from './sentence.ts';
import type { Item } from './target-health.ts';

/** ms; slower than this is worth a look. */
const SLOW = 2_000;

/** `probes` is null where no address is configured. */
export function probeItems(probes: ProbeEvidence | null, url: string | null): readonly Item[] {
  if (probes === null || url === null || probes.health === null)
    return [{ mark: 'none', text: say('health.api-unset') }];
  return [apiItem(probes.health, url), corsItem(probes)];
}

function apiItem(answer: ProbeAnswer, url: string): Item {
  const { status, took, failure, headers } = answer;
  const address = code(url);
  if (status === null)
    return { mark: 'stop', text: say('health.api-silent', { address, why: failure ?? '' }) };
  return {
    mark: apiMark(answer),
    text: say('health.api', { address, status, ms: took, leads: headers['location'] ?? null }),
  };
}

export function apiMark({ status, took }: Pick<ProbeAnswer, 'status' | 'took'>): Mark {
  if (status === null || status >= 400) return 'stop';
  return status >= 300 || took > SLOW ? 'warning' : 'ok';
}

function corsItem(probes: ProbeEvidence): Item {
  const { origin, preflight } = probes;
  if (origin === null) return { mark: 'none', text: say('health.cors-unset') };
  const named = { origin: code(origin) };
  switch (corsVerdict(probes)) {
    case 'allowed':
      return { mark: 'ok', text: say('health.cors-allowed', named) };
    case 'refused': {
      const told = preflight?.headers['access-control-allow-origin'] ?? null;
      return {
        mark: 'stop',
        text: say('health.cors-refused', {
          ...named,
          status: preflight?.status ?? 0,
          told: told === null ? null : code(told),
        }),
      };
    }
    case 'unknown':
      return { mark: 'warning', text: say('health.cors-unknown', named) };
  }
}

/** An API that is down says nothing about CORS: its errors never carry the headers. */
export function corsVerdict({ health, preflight, origin }: ProbeEvidence): 'allowed' | 'refused' | 'unknown' {
  if (preflight === null || preflight.status === null || preflight.status >= 500) return 'unknown';
  const allows = (answer: ProbeAnswer | null) => {
    const told = answer?.headers['access-control-allow-origin'];
    return told === '*' || told === origin;
  };
  return allows(preflight) || allows(health) ? 'allowed' : 'refused';
}

/** In a few words, for the verdict; null when the API answers as it should. */
export function apiTrouble({ health }: ProbeEvidence): Sentence | null {
  if (health === null || apiMark(health) !== 'stop') return null;
  return health.status === null
    ? say('health.trouble.silent')
    : say('health.trouble.status', { status: health.status });
}
