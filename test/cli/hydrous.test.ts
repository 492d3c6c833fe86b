import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const HYDROUS = fileURLToPath(new URL('../../bin/hydrous.js', import.meta.url));

function hydrous(...words: string[]) {
  const run = spawnSync(process.execPath, [HYDROUS, ...words], {
    encoding: 'utf8',
    env: {},
    timeout: 15_000,
  });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

describe('the command line', () => {
  test.each(['doctor', 'run', 'audit'])('says in one sentence that %s is not in this release', (word) => {
    expect(hydrous(word, 'anything')).toEqual({
      code: 2,
      out: '',
      err: `hydrous ${word} is not in this release; CHANGELOG.md says what is.\n`,
    });
  });

  test('without a command shows the usage', () => {
    const { code, err } = hydrous();
    expect(code).toBe(2);
    expect(err).toMatch(/^usage: hydrous <command>\n/);
  });

  test.each([['strat'], ['guide'], ['guide', 'chekc'], ['start', 'now'], ['__proto__']])(
    'does not know %s %s',
    (...words) => {
      const { code, err } = hydrous(...words);
      expect(code).toBe(2);
      expect(err).toContain(`there is no "${words.join(' ')}"`);
    },
  );

  test('help goes to standard output', () => {
    expect(hydrous('--help')).toMatchObject({ code: 0, err: '' });
  });
});
