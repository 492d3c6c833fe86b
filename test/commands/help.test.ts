import { expect, it } from 'vitest';
import { environment, harness, keyOf, textOf } from './builders.ts';

const READING = [
  'alarms',
  'autoscale',
  'cache',
  'costs',
  'db',
  'env',
  'freeze',
  'guide',
  'health',
  'help',
  'history',
  'images',
  'incident',
  'incidents',
  'lock',
  'logs',
  'metrics',
  'revisions',
  'status',
];
const TENDING = ['ack', 'resolve', 'silence', 'take'];
const CHANGING = ['abort', 'deploy', 'redeploy', 'rollback', 'scale', 'unfreeze', 'unlock'];

function verbsIn(text: string): readonly string[] {
  const lines = text.split('\n').filter((line) => line.startsWith('[none] /hydrous '));
  return lines.map((line) => line.split(' ')[2]!).sort();
}

it.each([
  ['a viewer', 'U0VIEWER', READING],
  ['an operator', 'U0OPERATOR', [...READING, ...CHANGING, ...TENDING, 'cancel', 'doctor', 'reject']],
  ['an approver', 'U0APPROVER', [...READING, ...TENDING, 'approve', 'reject']],
])('%s sees the verbs that they may use and no others', async (_, user, verbs) => {
  const answer = await harness().run('help', { member: { user, team: 'T0HYDROUS' } });
  expect(verbsIn(textOf(answer))).toEqual([...verbs].sort());
});

it('each verb is one line with its usage and what it does, in both languages', async () => {
  const answer = await harness().run('');
  expect(textOf(answer, 'es')).toContain('/hydrous redeploy — vuelve a desplegar');
  expect(textOf(answer, 'en')).toContain('/hydrous redeploy — roll out the same revision');
});

it.each(['help deploy', 'deploy --help', 'deploy v1 \u2014help', 'help /deploy', 'help DEPLOY'])(
  '%j shows the usage, an example and who must approve, and deploys nothing',
  async (text) => {
    const bot = harness({
      environments: [environment('production', { approvals: 2 }), environment('staging', { approvals: 0 })],
    });
    const answer = textOf(await bot.run(text), 'en');
    expect(answer).toContain('/hydrous deploy <tag | @sha256:… | revision:N> [env] [--reason "…"]');
    expect(answer).toContain('/hydrous deploy v1.11.0');
    expect(answer).toContain('approval before it runs: production (2 people).');
    expect(bot.calls).toEqual([]);
  },
);

it('a verb that only reads asks for no approval', async () => {
  expect(textOf(await harness().run('help status'), 'en')).toContain('Asks for no approval.');
});

it('help for a mistyped verb offers the near one', async () => {
  const answer = await harness().run('help deplooy');
  expect(keyOf(answer.summary)).toBe('grammar.verb-unknown');
  expect(textOf(answer)).toContain('/hydrous help deploy');
});
