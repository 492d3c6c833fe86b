import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../src/core/evidence.ts';
import { diagnose } from '../../src/core/verdicts.ts';
import type { metricAlarm } from '../core/alarm-fixtures.ts';
import { evidence, line } from '../core/evidence-fixtures.ts';
import { DATABASE_EXAMPLES } from './examples-database.ts';
import { START_EXAMPLES } from './examples-start.ts';
import { TRAFFIC_EXAMPLES } from './examples-traffic.ts';
import { shippedGuide } from './shipped-guide.ts';

const { guide } = shippedGuide();
const EXAMPLES = { ...START_EXAMPLES, ...DATABASE_EXAMPLES, ...TRAFFIC_EXAMPLES };

/** Only one pattern of the guide is left, certain of itself, so that it alone can convict. */
function convicts(
  entryId: string,
  patternId: string,
  found: Evidence,
  fired: ReturnType<typeof metricAlarm> | null,
): boolean {
  const alone = guide.en
    .filter(({ id }) => id === entryId)
    .map((entry) => ({
      ...entry,
      ruledOutBy: [],
      patterns: entry.patterns
        .filter(({ id }) => id === patternId)
        .map((pattern) => ({ ...pattern, weight: 0.99 })),
    }));
  return diagnose(found, alone, fired).verdicts.length === 1;
}

describe.each(guide.en.map((entry) => entry.id))('%s', (entryId) => {
  const entry = guide.en.find(({ id }) => id === entryId);
  it.each(entry?.patterns.map(({ id }) => id) ?? [])('knows %s', (patternId) => {
    const example = EXAMPLES[entryId]?.[patternId];
    if (example === undefined) throw new Error(`write an example for the pattern ${patternId}`);
    const [found, fired] = Array.isArray(example) ? example : [example, null];
    expect(convicts(entryId, patternId, found, fired)).toBe(true);
  });

  it('is not set off by a healthy service', () => {
    const healthy = evidence({
      service: { running: 2 },
      platforms: ['linux/amd64'],
      lines: [
        line('INFO:     10.0.1.5:1 - "GET /api/health HTTP/1.1" 200 OK'),
        line('INFO:     Application startup complete.'),
      ],
      targets: [{ id: 'a', state: 'healthy', reason: null, description: null }],
    });
    expect(diagnose(healthy, guide.en).verdicts.map((verdict) => verdict.entry)).not.toContain(entryId);
  });
});
