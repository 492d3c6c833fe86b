import { describe, expect, it } from 'vitest';
import { diagnoseFiles } from '../../src/app-diagnose.ts';
import { shippedGuide } from '../guide/shipped-guide.ts';
import { answersOf } from './corpus-answers.ts';
import { corpus } from './corpus-case.ts';
import { placeOf } from './corpus-place.ts';

const { guide } = shippedGuide();
const AT = Date.parse('2026-03-02T10:05:00Z');
const cases = corpus();
const DENIED = JSON.stringify({ Error: { Code: 'AccessDenied' } });
const DECIDING = [
  'describe-services',
  'describe-tasks',
  'describe-task-definition-43',
  'describe-service-deployments',
  'filter-log-events',
  'get-metric-data',
  'describe-db-instances',
  'describe-cache-clusters',
];

describe('the corpus of labelled incidents', () => {
  it('holds sixty at least, and no two of the same name', () => {
    expect(cases.length).toBeGreaterThanOrEqual(60);
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
  });

  it.each(cases.map((each) => [each.id, each] as const))('%s', async (_id, each) => {
    const { diagnosis, unused } = await diagnoseFiles(answersOf(each, placeOf('hydrous'), AT), guide.en);
    const [first] = diagnosis.verdicts;
    expect(unused).toEqual([]);
    expect(first?.entry ?? null).toBe(each.expect.entry);
    if (each.expect.case !== undefined) expect(first?.case).toBe(each.expect.case);
    if (each.expect.rollback !== undefined) expect(diagnosis.offerRollback).toBe(each.expect.rollback);
    const named = diagnosis.verdicts.map(({ entry }) => entry);
    for (const entry of each.expect.not ?? []) expect(named).not.toContain(entry);
    if (each.expect.ruledOut !== undefined) expect(diagnosis.ruledOut).toHaveLength(each.expect.ruledOut);
  });

  it('never offer to go back because a part that speaks against it could not be read', async () => {
    const harmful = cases.filter(({ expect: wanted, change }) => wanted.rollback === false && change);
    expect(harmful.length).toBeGreaterThan(20);
    const offered: string[] = [];
    for (const each of harmful)
      for (const lost of DECIDING) {
        const files = answersOf(each, placeOf('hydrous'), AT).map((file) =>
          file.name === `${lost}.json` ? { ...file, text: DENIED } : file,
        );
        const { diagnosis } = await diagnoseFiles(files, guide.en);
        if (diagnosis.offerRollback) offered.push(`${each.id} without ${lost}`);
      }
    expect(offered).toEqual([]);
  });
});
