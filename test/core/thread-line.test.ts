import { describe, expect, test } from 'vitest';
import { readCommandText } from '../../src/core/command-text.ts';
import { plain } from '../../src/core/document.ts';
import type { Environment } from '../../src/core/environment.ts';
import { type ThreadCard, textInThread, tokensInThread } from '../../src/core/thread-line.ts';
import { COMMANDS, environment, harness, NOW, operation, textOf } from '../commands/builders.ts';
import { incident } from './home-samples.ts';

const BOTH = [environment('production'), environment('staging')];
const INCIDENT: ThreadCard = { card: 'incident', incident: incident({ environment: 'staging' }) };
const ENDED: ThreadCard = {
  card: 'incident',
  incident: incident({ environment: 'staging', state: 'resolved', openedAt: NOW }),
};
const OPERATION: ThreadCard = { card: 'operation', operation: operation({ environment: 'staging' }) };

/** The words that a line comes to, and the text that is remembered. */
function said(text: string, card: ThreadCard, environments: readonly Environment[] = BOTH): string {
  const read = readCommandText(text);
  if (!read.ok) throw new Error('not readable');
  const command = COMMANDS.find(({ verb }) => verb === read.verb)!;
  const tokens = tokensInThread(command, read.tokens, card, environments);
  const words = tokens.map((token) =>
    token.kind === 'option' ? `--${token.name} ${token.value?.text}` : token.text,
  );
  return `${words.join(' ')} | ${textInThread(text, read.tokens, tokens, environments)}`;
}

describe('in the thread of an incident', () => {
  test.each([
    ['ack', 'inc-aaaaaaaaaa | ack'],
    ['ack looking at it', 'inc-aaaaaaaaaa looking at it | ack looking at it'],
    ['ack inc-bbbbbbbbbb', 'inc-bbbbbbbbbb | ack inc-bbbbbbbbbb'],
    ['ack inc_bbb', 'inc_bbb | ack inc_bbb'],
    ['silence 2h', 'inc-aaaaaaaaaa 2h | silence 2h'],
    ['resolve', 'inc-aaaaaaaaaa | resolve'],
    ['incident', 'inc-aaaaaaaaaa | incident'],
    ['incident reopen', 'inc-aaaaaaaaaa reopen | incident reopen'],
    ['approve', ' | approve'],
    ['status', 'staging | status staging'],
    ['status production', 'production | status production'],
    ['rollback', 'staging | rollback staging'],
    ['logs', 'staging --since 30m --level error | logs staging'],
    ['logs "db down"', 'staging db down | logs staging "db down"'],
    ['env set A=1', 'staging set A=1 | env staging set A=1'],
    ['lock for the night', 'staging for the night | lock staging for the night'],
    ['guide memory', 'memory | guide memory'],
  ])('%s', (text, expected) => expect(said(text, INCIDENT)).toBe(expected));

  test('that is over, the logs are those of its beginning', () => {
    expect(said('logs', ENDED)).toBe('staging --around 2026-11-24T15:00:00Z --level error | logs staging');
  });

  test('of an environment that is not configured any more nothing is added', () => {
    expect(said('status', INCIDENT, [environment('production')])).toBe(' | status');
  });
});

test.each([
  ['approve', 'op-7kq2m9xd4t | approve'],
  ['reject not tonight', 'op-7kq2m9xd4t not tonight | reject not tonight'],
  ['cancel', 'op-7kq2m9xd4t | cancel'],
  ['ack', ' | ack'],
  ['status', 'staging | status staging'],
])('in the thread of a request, %s', (text, expected) => expect(said(text, OPERATION)).toBe(expected));

describe('a line in a thread goes the road of every line', () => {
  const at = (card: ThreadCard | null) => harness({ environments: BOTH, threadCard: async () => card });
  const inThread = { channel: 'C0INC', thread: '17.1', via: 'mention' as const };

  test('an acknowledgement without an id is of that incident', async () => {
    const house = at(INCIDENT);
    await house.run('ack', inThread);
    expect(house.acts).toMatchObject([{ incident: 'inc-aaaaaaaaaa', act: { action: 'acknowledge' } }]);
  });

  test('a change is asked for where the incident is, and knows why', async () => {
    const asked: unknown[] = [];
    const house = harness({
      environments: BOTH,
      threadCard: async () => INCIDENT,
      async requestChange({ environment: { name } }, { text, incident: from }) {
        asked.push([name, text, from]);
        return plain({ es: 'pedido', en: 'asked' });
      },
    });
    await house.run('scale 3', inThread);
    expect(asked).toEqual([['staging', 'scale staging 3', 'inc-aaaaaaaaaa']]);
  });

  test('in any other thread an id is asked for', async () => {
    const house = at(null);
    expect(textOf(await house.run('ack', inThread))).toContain('inc-');
    expect(house.acts).toEqual([]);
  });

  test('the window of an incident that is over is one that is understood', async () => {
    expect(textOf(await at(ENDED).run('logs', inThread))).toContain('14:50');
  });
});
