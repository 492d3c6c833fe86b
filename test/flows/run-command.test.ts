import { describe, expect, it } from 'vitest';
import type { Profile } from '../../src/core/member.ts';
import { environment, failing, harness, keyOf, ROLES, readers, textOf } from '../commands/builders.ts';

const BIDI = '\u202e';
const ZERO_WIDTH = '\u200b';
const CYRILLIC_A = '\u0430';
const HEX = 'ab'.repeat(32);

/** Rows C1–C35 of the list of bad inputs: the input and the sentence that refuses it. */
const REFUSED: readonly (readonly [row: string, text: string, key: string])[] = [
  ['C2', 'deploy', 'grammar.missing-image'],
  ['C2', 'rollback \u2014form', 'form.not-here'],
  ['C3', 'deplooy api v1', 'grammar.verb-unknown'],
  ['C4', 'deploy api v1; ls /', 'grammar.extra'],
  ['C4', 'deploy v1;', 'grammar.tag'],
  ['C4', 'deploy v1 && id', 'grammar.extra'],
  ['C4', 'deploy $(id)', 'grammar.tag'],
  ['C4', 'deploy `id`', 'grammar.tag'],
  ['C5', 'deploy v1 \u2014force', 'grammar.option-unknown'],
  ['C5', 'scale 3 \u2013n 3', 'grammar.option-unknown'],
  ['C5', 'scale 3 -n', 'grammar.one-dash'],
  [
    'C7',
    'deploy <https://x.dkr.ecr.eu-west-1.amazonaws.com/api:v1|x.dkr.ecr.eu-west-1.amazonaws.com/api:v1>',
    'grammar.other-repository',
  ],
  ['C7', 'deploy 123456789012.dkr.ecr.eu-west-1.amazonaws.com/hydrous:v1', 'grammar.other-registry'],
  ['C8', 'status <@U123|bob>', 'grammar.mention-here'],
  ['C8', 'status <#C1|x>', 'grammar.mention-here'],
  ['C8', 'status <!channel>', 'grammar.mention-here'],
  ['C9', 'deploy &lt;b&gt;', 'grammar.tag'],
  ['C10', `deploy ${'v'.repeat(4_000)}`, 'grammar.too-long'],
  ['C10', `deploy ${'v'.repeat(100_000)}`, 'grammar.too-long'],
  ['C11', 'deploy v1\u0000', 'grammar.character'],
  ['C11', 'deploy\r\nv1', 'grammar.line-break'],
  ['C11', 'deploy\tv1', 'grammar.character'],
  ['C11', 'deploy\u000bv1', 'grammar.character'],
  ['C12', `deploy v1${BIDI}`, 'grammar.character'],
  ['C12', `deploy v${ZERO_WIDTH}1`, 'grammar.character'],
  ['C12', '\ufeffdeploy v1', 'grammar.character'],
  ['C13', `status production${CYRILLIC_A}`, 'grammar.environment-unknown'],
  ['C13', `deploy v${CYRILLIC_A}1`, 'grammar.tag'],
  ['C14', 'scale 0', 'grammar.zero'],
  ['C15', 'scale -1', 'grammar.count'],
  ['C15', 'scale 1e3', 'grammar.count'],
  ['C15', 'scale 0x10', 'grammar.count'],
  ['C15', 'scale 3.5', 'grammar.count'],
  ['C15', 'scale \u0663', 'grammar.count'],
  ['C15', 'scale \uff11', 'grammar.count'],
  ['C15', 'scale +3', 'grammar.count'],
  ['C16', 'scale 99999999999999999999', 'grammar.count-large'],
  ['C17', 'scale 3 3', 'grammar.extra'],
  ['C17', 'deploy v1 v2', 'grammar.extra'],
  ['C18', 'scale 3 --reason=a --reason=b', 'grammar.option-twice'],
  ['C19', 'scale 3 --__proto__=1', 'grammar.option-unknown'],
  ['C19', 'scale 3 --constructor x', 'grammar.option-unknown'],
  ['C21', 'rollback -5', 'grammar.revision'],
  ['C21', 'rollback api:9999', 'grammar.revision-family'],
  ['C21', 'rollback 41', 'grammar.revision-family'],
  ['C23', `deploy ${'t'.repeat(129)}`, 'grammar.tag-long'],
  ['C23', 'deploy v1/x', 'grammar.tag'],
  ['C23', 'deploy @sha256:abc', 'grammar.digest'],
  ['C23', `deploy @sha256:${HEX.toUpperCase()}`, 'grammar.digest'],
  ['C24', 'deploy ../../prod', 'grammar.tag'],
  ['C24', 'deploy arn:aws:ecs:us-east-1:123456789012:service/x', 'grammar.tag'],
  ['C25', 'logs --filter ^(a+)+$', 'grammar.option-unknown'],
  ['C26', 'logs --since 100y', 'time.unclear'],
  ['C26', 'logs --since 8d', 'grammar.window-long'],
  ['C26', 'logs --since -1m30', 'time.unclear'],
  ['C26', 'logs --since 5M', 'time.unit'],
  ['C34', 'approve api', 'grammar.id'],
];

describe('bad command text is refused and nothing is called', () => {
  it.each(REFUSED)('%s %j → %s', async (row, text, key) => {
    const bot = harness();
    const member = { user: row === 'C34' ? 'U0APPROVER' : 'U0OPERATOR', team: 'T0HYDROUS' };
    const answer = await bot.run(text, { member });
    expect(keyOf(answer.summary)).toBe(key);
    expect(bot.calls).toEqual([]);
    expect(bot.refused).toHaveLength(1);
    for (const locale of ['es', 'en'] as const) {
      expect(textOf(answer, locale).length).toBeLessThan(3_000);
      expect(textOf(answer, locale)).not.toContain('undefined');
    }
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
    expect(({} as { constructor: unknown }).constructor).toBe(Object);
  });
});

describe('people who do not count are refused before anything is read', () => {
  const kinds: readonly Profile['kind'][] = ['guest', 'bot', 'deleted', 'stranger'];
  it.each(kinds)('C32: a %s', async (kind) => {
    const bot = harness({ profiles: { profile: async () => ({ kind, locale: null, zone: null }) } });
    const answer = await bot.run('status');
    expect(keyOf(answer.summary)).toBe('grammar.outsider');
    expect(bot.calls).toEqual([]);
  });

  it('C31: a member of another workspace is not even looked up, whatever they typed', async () => {
    const looked: string[] = [];
    const profiles = {
      profile: async (user: string) => {
        looked.push(user);
        return { kind: 'full', locale: null, zone: null } as const;
      },
    };
    const bot = harness({ profiles });
    for (const text of ['status', 'deploy', 'nonsense', BIDI]) {
      const answer = await bot.run(text, { member: { user: 'U0OPERATOR', team: 'T0OTHER' } });
      expect(keyOf(answer.summary)).toBe('grammar.outsider');
    }
    expect(looked).toEqual([]);
    expect(bot.calls).toEqual([]);
    expect(bot.refused.every((one) => one.at === 'person')).toBe(true);
  });

  it('a changing verb is refused when Slack cannot say who the person is, and the reason is shown', async () => {
    const bot = harness({ profiles: { profile: () => Promise.reject(failing()) } });
    const answer = await bot.run('deploy v1');
    expect(keyOf(answer.summary)).toBe('grammar.not-looked-up');
    expect(bot.calls).toEqual([]);
  });

  it('a viewer may not ask for a change and hears who may', async () => {
    const bot = harness();
    const answer = await bot.run('deploy v1', { member: { user: 'U0VIEWER', team: 'T0HYDROUS' } });
    expect(keyOf(answer.summary)).toBe('grammar.not-operator');
    expect(textOf(answer)).toContain('U0OPERATOR');
    expect(bot.calls).toEqual([]);
  });
});

describe('a change is a value that goes to the one road', () => {
  it.each([
    ['deploy v1.11.0', 'deploy', { image: { by: 'tag', tag: 'v1.11.0' } }, null],
    ['Deploy production v1.11.0', 'deploy', { image: { by: 'tag', tag: 'v1.11.0' } }, null],
    ['deploy \u201cv1.2\u201d', 'deploy', { image: { by: 'tag', tag: 'v1.2' } }, null],
    ['deploy\u00a0v1', 'deploy', { image: { by: 'tag', tag: 'v1' } }, null],
    [`deploy @sha256:${HEX}`, 'deploy', { image: { by: 'digest', digest: `sha256:${HEX}` } }, null],
    ['deploy revision:41', 'deploy', { image: { by: 'revision', revision: 41 } }, null],
    [
      'deploy <http://123456789012.dkr.ecr.us-east-1.amazonaws.com/hydrous:v1|123456789012.dkr.ecr.us-east-1.amazonaws.com/hydrous:v1>',
      'deploy',
      { image: { by: 'tag', tag: 'v1' } },
      null,
    ],
    ['deploy latest', 'deploy', { image: { by: 'tag', tag: 'latest' } }, null],
    [
      'deploy v1 \u2014reason \u201cfixes it\u201d',
      'deploy',
      { image: { by: 'tag', tag: 'v1' } },
      'fixes it',
    ],
    ['redeploy', 'redeploy', {}, null],
    ['rollback', 'rollback', { revision: null }, null],
    ['rollback revision:41 --reason=bad', 'rollback', { revision: 41 }, 'bad'],
    ['scale  3 ', 'scale', { count: 3 }, null],
    ['scale 0 --zero', 'scale', { count: 0 }, null],
    ['abort', 'abort', {}, null],
  ])('%j', async (text, kind, wish, reason) => {
    const bot = harness();
    await bot.run(text);
    expect(bot.changes).toEqual([{ kind, environment: 'production', wish, reason }]);
    expect(bot.calls).toEqual(['requestChange']);
  });

  it.each([
    ['approve op-7kq2m9xd4t', 'approve', null],
    ['reject op-7kq2m9xd4t wrong image', 'reject', 'wrong image'],
    ['reject OP-7KQ2M9XD4T <@U9|bob> says no', 'reject', '@bob says no'],
  ])('a vote goes to the vote: %j', async (text, vote, reason) => {
    const bot = harness();
    await bot.run(text, { member: { user: 'U0APPROVER', team: 'T0HYDROUS' } });
    expect(bot.votes).toEqual([{ result: 'vote', vote, operation: 'op-7kq2m9xd4t', reason }]);
  });

  it('C28: the same words twice are two requests, told apart by their source alone', async () => {
    const bot = harness();
    await bot.run('redeploy', { source: 'slash:1' });
    await bot.run('redeploy', { source: 'slash:2' });
    expect(bot.calls).toEqual(['requestChange', 'requestChange']);
  });
});

describe('with several environments', () => {
  const environments = [environment('production'), environment('staging')];

  it('a change must name one, and the refusal lists them', async () => {
    const bot = harness({ environments });
    const answer = await bot.run('redeploy');
    expect(keyOf(answer.summary)).toBe('grammar.environment-needed');
    expect(textOf(answer)).toMatch(/production o staging/);
    expect(bot.calls).toEqual([]);
  });

  it('a mistyped name is asked about and never taken for the other', async () => {
    const bot = harness({ environments });
    for (const text of ['redeploy stagin', 'deploy v1 producton', 'rollback stagging']) {
      expect(keyOf((await bot.run(text)).summary)).toBe('grammar.environment-unknown');
    }
    expect(bot.calls).toEqual([]);
  });

  it('a value that is wrong in any environment is said first', async () => {
    const bot = harness({ environments });
    expect(keyOf((await bot.run('scale 1e3')).summary)).toBe('grammar.count');
    expect(keyOf((await bot.run('rollback 41')).summary)).toBe('grammar.revision-family');
    expect(keyOf((await bot.run('deploy hydrous:v1')).summary)).toBe('grammar.environment-needed');
    expect(textOf(await bot.run('deploy'))).toContain('/hydrous deploy v1.11.0 --reason "PR 214" production');
    expect(bot.calls).toEqual([]);
  });

  it('a quoted word is never an environment', async () => {
    const bot = harness({ environments });
    await bot.run('deploy "staging" production');
    expect(bot.changes).toMatchObject([{ environment: 'production', wish: { image: { tag: 'staging' } } }]);
  });
});

it('a refusal shows the usage and an example', async () => {
  const answer = await harness().run('deploy');
  expect(textOf(answer)).toContain('/hydrous deploy <tag | @sha256:… | revision:N> [env]');
  expect(textOf(answer, 'en')).toContain('Example: /hydrous deploy v1.11.0');
});

it('C1: nothing and spaces only are help, and nothing else happens', async () => {
  for (const text of ['', '   ', '\u3000']) {
    const bot = harness();
    expect(keyOf((await bot.run(text)).summary)).toBe('reading.help-summary');
    expect(bot.calls).toEqual([]);
    expect(bot.refused).toEqual([]);
  }
});

it('a problem while reading becomes its sentence; anything else is thrown for the caller to answer', async () => {
  const refusing = readers({ operations: () => Promise.reject(failing()) });
  expect(keyOf((await harness({ readers: refusing }).run('history')).summary)).toBe('slack.unreachable');
  const broken = readers({ operations: () => Promise.reject(new TypeError('a mistake of ours')) });
  await expect(harness({ readers: broken }).run('history')).rejects.toThrow('a mistake of ours');
});

it('an empty list of operators means nobody, and says where to add people', async () => {
  const roles = { ...ROLES, operators: { users: [], groups: [] } };
  const answer = await harness({ roles }).run('deploy v1');
  expect(keyOf(answer.summary)).toBe('grammar.nobody');
  expect(textOf(answer)).toContain('people.operators');
});

it('C35: a mention in a thread follows the same rules, with the name of the bot in front', async () => {
  const bot = harness();
  await bot.run('<@U0BOT|hydrous> scale 3', { via: 'mention' });
  expect(bot.changes).toMatchObject([{ kind: 'scale', wish: { count: 3 } }]);
  expect(keyOf((await bot.run('<@U0BOT>', { via: 'mention' })).summary)).toBe('reading.help-summary');
  expect(keyOf((await bot.run('<@U0BOT> scale 0x1', { via: 'mention' })).summary)).toBe('grammar.count');
});

it('text from a terminal is taken as it stands, without entities or markup', async () => {
  const bot = harness();
  await bot.run('deploy v1 --reason "a &lt; b <c>"', { via: 'cli' });
  expect(bot.changes).toMatchObject([{ reason: 'a &lt; b <c>' }]);
});
