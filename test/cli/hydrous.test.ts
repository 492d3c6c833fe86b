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

  test('help names what there is for the day Slack is down', () => {
    expect(hydrous('--help').out).toMatch(/run "<command>" --as U…[\s\S]*audit verify[\s\S]*audit export/);
  });

  test('help names what a new installation begins with', () => {
    expect(hydrous('--help').out).toMatch(
      /^ {2}init [\s\S]*^ {2}doctor \[--json\][\s\S]*^ {2}iam --mode A\|B/m,
    );
  });

  test('help goes to standard output', () => {
    expect(hydrous('--help')).toMatchObject({ code: 0, err: '' });
  });
});
