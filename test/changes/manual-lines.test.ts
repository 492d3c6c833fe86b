import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type House, openHouse } from '../flows/house.ts';

const hasJq = (() => {
  try {
    execFileSync('jq', ['--version']);
    return true;
  } catch {
    return false;
  }
})();

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

/** Runs the plan's own jq lines on the live definition, as a person would by hand. */
function byHand(lines: readonly string[], variables: Readonly<Record<string, string>>): object {
  const folder = mkdtempSync(join(tmpdir(), 'hydrous-hand-'));
  try {
    const { definition } = house.aws.world.ecs.families.get('hydrous')!.at(-1)!;
    writeFileSync(join(folder, 'live.json'), JSON.stringify(definition));
    for (const line of lines.filter((each) => each.startsWith('jq ')))
      execFileSync('sh', ['-c', line], { cwd: folder, env: { ...process.env, ...variables } });
    return JSON.parse(readFileSync(join(folder, 'next.json'), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe.skipIf(!hasJq)(`the lines on the card${hasJq ? '' : ' (skipped: no jq here)'}`, () => {
  test.each([
    ['scale-task', { cpu: 1024, memory: 2048 }, {}],
    ['env', { set: { LOG_LEVEL: 'de"bug', NEW: 'ñ $x' }, unset: [] }, { LOG_LEVEL: 'de"bug', NEW: 'ñ $x' }],
    ['env', { set: {}, unset: ['FEATURE_FLAGS', 'LOG_LEVEL'] }, {}],
    ['deploy', { image: { by: 'tag', tag: 'v1.11.0' } }, {}],
  ] as const)('of %s %j do by hand what the bot then sends', async (kind, wish, variables) => {
    await house.ask(kind, wish);
    const { plan } = await house.newest();
    const next = byHand(plan.manual, variables);
    await house.vote('approve', 'U0BRUNO');
    await house.until('succeeded', 'failed');
    const { tags: _tags, ...sent } = house.aws.calls.of('RegisterTaskDefinition')[0]!.input;
    expect(sorted(next)).toEqual(sorted(sent));
  });
});

/** The order of variables means nothing to ECS. */
function sorted(definition: object): unknown {
  return JSON.parse(JSON.stringify(definition), (name, value) =>
    name === 'environment' && Array.isArray(value)
      ? value.toSorted((a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1))
      : value,
  );
}
