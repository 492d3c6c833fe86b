import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Button, Document } from '../../src/core/document.ts';
import { entriesOf } from '../../src/core/log-entries.ts';
import { type LogResult, resultOf } from '../../src/core/log-result.ts';
import { keyOf, textOf } from '../commands/builders.ts';
import { ANA, BRUNO, type LogsHouse, openLogsHouse, T0 } from './logs-house.ts';

let house: LogsHouse;
let result: LogResult;
beforeAll(async () => {
  house = await openLogsHouse();
  const lines = Array.from({ length: 100 }, (_, at) => ({
    at: T0 - at * 1_000,
    stream: 'ecs/app/a',
    message: messageOf(at),
    id: String(at),
  }));
  result = resultOf(house.asked(), entriesOf(lines), { partial: false, byLevelWords: false });
});
afterAll(() => house.close());

function messageOf(at: number): string {
  return `${at % 10 === 0 ? 'ERROR' : 'INFO'}: line ${at} password=hunter2hunter2`;
}

let first: Document;
beforeEach(async () => {
  first = await house.keep.keep(result, { member: ANA });
});

const buttons = (document: Document): readonly Button[] =>
  document.pieces.flatMap((piece) => (piece.piece === 'buttons' ? piece.buttons : []));
function press(
  document: Document,
  action: Button['action'],
  over: { member?: typeof ANA; words?: string } = {},
) {
  const subject = buttons(document).find((button) => button.action === action)?.subject ?? 'none:0';
  return house.keep.press({
    action: action as never,
    subject,
    member: ANA,
    channel: 'C0OPS',
    words: null,
    ...over,
  });
}
const shown = (document: Document): readonly string[] =>
  document.pieces
    .flatMap((piece) => (piece.piece === 'code' ? piece.lines : []))
    .map((line) => /line (\d+)/.exec(line)?.[1] ?? line);

describe('a kept result', () => {
  it('is turned over page by page, older and newer, without reading again', async () => {
    expect(shown(first)).toEqual(Array.from({ length: 30 }, (_, at) => String(at)));
    expect(buttons(first).map(({ action }) => action)).toEqual([
      'logs-older',
      'logs-filter',
      'logs-file',
      'logs-share',
    ]);
    const second = await press(first, 'logs-older');
    expect(second.replaces).toBe(true);
    expect(shown(second)[0]).toBe('30');
    expect(shown(await press(second, 'logs-newer'))).toEqual(shown(first));
    const last = await press(await press(second, 'logs-older'), 'logs-older');
    expect(shown(last)).toEqual(Array.from({ length: 10 }, (_, at) => String(at + 90)));
    expect(buttons(last).some(({ action }) => action === 'logs-older')).toBe(false);
    expect(house.queries).toHaveLength(0);
  });

  it('is filtered inside, with words and words to leave out', async () => {
    const errors = await press(first, 'logs-filter', { words: 'ERROR -"line 30"' });
    expect(shown(errors)).toEqual(['0', '10', '20', '40', '50', '60', '70', '80', '90']);
    expect(textOf(errors, 'en')).toContain('with ERROR, without line 30');
    expect(shown(await press(errors, 'logs-filter', { words: '“line 40”' }))).toEqual(['40']);
    expect(keyOf((await press(errors, 'logs-filter', { words: 'nothing-like-it' })).summary)).toBe(
      'logs.none',
    );
    expect(keyOf((await press(errors, 'logs-filter')).summary)).toBe('logs.modal-empty');
  });

  it('is searched on in what was not read, in its place, and each line is there once', async () => {
    const unread = { until: T0 - 50_000, why: 'throttled' as const };
    const part = { ...result, entries: result.entries.slice(0, 52), partial: true, unread };
    for (let at = 49; at < 100; at += 1) house.write(messageOf(at), -at * 1_000);
    const before = await house.keep.keep(part, { member: ANA });
    expect(textOf(before, 'en')).toContain('Not searched yet');
    const second = await press(before, 'logs-older');
    const more = await press(second, 'logs-on');
    expect(house.queries.at(-1)).toMatchObject({ from: T0 - 900_000, until: T0 - 50_000, ms: 10_000 });
    expect(more.replaces).toBe(true);
    expect(shown(more)[0]).toBe('30');
    expect(textOf(more, 'en')).not.toContain('Not searched yet');
    expect(buttons(more).some(({ action }) => action === 'logs-on')).toBe(false);
    const older = await press(more, 'logs-older');
    expect(shown(older).slice(0, 2)).toEqual(['60', '61']);
    expect(keyOf((await press(before, 'logs-on', { member: BRUNO })).summary)).toBe('logs.not-yours');
  });

  it('without a line has a button to search on when not all was read, and else none', async () => {
    const nothing = { ...result, entries: [], partial: true, unread: { until: T0, why: null } };
    const none = await house.keep.keep(nothing, { member: ANA });
    expect(buttons(none).map(({ action }) => action)).toEqual(['logs-on']);
    const found = await press(none, 'logs-on');
    expect(shown(found)[0]).toBe('49');
    expect(buttons(await house.keep.keep({ ...result, entries: [] }, { member: ANA }))).toEqual([]);
  });

  it('comes whole as a file', async () => {
    const file = (await press(first, 'logs-file')).pieces.find((piece) => piece.piece === 'file');
    expect(file?.piece === 'file' && file.lines).toHaveLength(101);
  });

  it('is shown to nobody else, and by no button that was made up', async () => {
    expect(keyOf((await press(first, 'logs-older', { member: BRUNO })).summary)).toBe('logs.not-yours');
    expect(keyOf((await press({ ...first, pieces: [] }, 'logs-older')).summary)).toBe('logs.gone');
  });

  it('until its owner shares a page, which then says who did and has no buttons', async () => {
    await press(first, 'logs-share');
    const [subject] = buttons(first)
      .map((button) => button.subject)
      .slice(-1);
    const card = await house.card('logs', subject ?? '');
    expect(textOf(card!, 'en')).toContain('Shared by @U0ANA.');
    expect(textOf(card!, 'en')).not.toContain('Only you');
    expect(buttons(card!)).toEqual([]);
    expect(await house.wanted()).toContain('logs C0OPS 1');
  });

  it('lies sealed in the store, without its secrets and without its lines', async () => {
    const { subject } = buttons(first)[0]!;
    const kept = await house.store.keptLogs.get(subject.split(':')[0]!);
    expect(Buffer.from(kept?.sealed ?? '', 'base64').toString()).not.toMatch(/line \d|hunter2/);
  });
});

it('without a store the lines are shown all the same', async () => {
  const away = await openLogsHouse();
  await away.close();
  const document = await away.keep.keep(result, { member: ANA });
  expect(shown(document)).toHaveLength(30);
  expect(buttons(document)).toEqual([]);
});
