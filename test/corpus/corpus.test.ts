import { describe, expect, it } from 'vitest';
import { diagnoseFiles } from '../../src/app-diagnose.ts';
import { shippedGuide } from '../guide/shipped-guide.ts';
import { answersOf } from './corpus-answers.ts';
import { corpus } from './corpus-case.ts';
import { placeOf } from './corpus-place.ts';

const { guide } = shippedGuide();
const AT = Date.parse('2026-03-02T10:05:00Z');
const cases = corpus();

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
});
