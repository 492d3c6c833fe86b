import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { awsEnvironment } from '../../sandbox/aws/environment.ts';
import { diagnoseCommand } from '../../src/cli/diagnose.ts';
import { shippedGuide } from '../guide/shipped-guide.ts';
import { corpus } from './corpus-case.ts';
import { entryOn, type Fleet, type OnTheWire, openFleet } from './corpus-fleet.ts';

const CASES = corpus().filter(({ pure }) => pure !== true);
const { guide } = shippedGuide();
/** ms until a card must say what was found; far above what it takes. */
const PATIENCE = 60_000;

describe('incidents over the wire, from the signed notification to the card', () => {
  let fleet: Fleet;
  let statuses: readonly number[];

  beforeAll(async () => {
    fleet = await openFleet(CASES, (url) => {
      for (const [name, value] of Object.entries(awsEnvironment(url))) vi.stubEnv(name, value);
    });
    statuses = await fleet.fire();
  }, PATIENCE * 5);
  afterAll(async () => {
    await fleet.close();
    vi.unstubAllEnvs();
  });

  const caseOf = (id: string) => fleet.all.find(({ each }) => each.id === id) as OnTheWire;

  it('are taken at once, every one of them', () => {
    expect(statuses).toEqual(CASES.map(() => 200));
  });

  it.each(CASES.map((each) => [each.id, each.expect] as const))(
    '%s',
    async (id, wanted) => {
      const one = caseOf(id);
      const title =
        wanted.case === undefined || wanted.entry === null ? '' : titleOfCase(wanted.entry, wanted.case);
      // A look that found a part of the evidence too slow is followed by another: what the card says at last counts.
      const said = () => {
        const card = fleet.cardOf(one);
        const shown = JSON.stringify(card?.blocks) ?? '';
        return {
          entry: entryOn(card),
          title: shown.includes(title),
          rollback: wanted.rollback === undefined ? undefined : shown.includes('roll-back'),
        };
      };
      await expect
        .poll(said, { timeout: PATIENCE, interval: 100 })
        .toEqual({ entry: wanted.entry, title: true, rollback: wanted.rollback });
    },
    PATIENCE + 10_000,
  );

  it('can be saved as a folder, which says the same without AWS', async () => {
    const one = fleet.all.find(({ each }) => each.expect.entry === 'database-connection') as OnTheWire;
    const payload = fleet.cardOf(one)?.metadata?.['event_payload'] as
      | { readonly incident?: string }
      | undefined;
    const incident = payload?.incident ?? '';
    const saved = join(fleet.folder, 'saved');
    const { out, err } = await diagnoseCommand(['--save', incident, saved], {
      ...process.env,
      ...fleet.settingsOf(one),
    });
    expect(err).toEqual([]);
    expect(out).toMatch(/^\d+ files in /);
    const again = await diagnoseCommand([saved], {});
    expect(JSON.parse(again.out).verdicts[0]?.entry ?? null).toBe(one.each.expect.entry);
  });
});

function titleOfCase(entry: string, id: string): string {
  const found = guide.en.find((each) => each.id === entry)?.cases?.find((each) => each.id === id);
  if (found === undefined) throw new Error(`the guide has no case ${id} of ${entry}`);
  return found.title;
}
