import { describe, expect, it } from 'vitest';
import type { LogAnswer, LogLine, LogQuery } from '../../src/core/ports/aws.ts';
import { harness, NOW, readers, textOf } from './builders.ts';

function lines(messages: readonly string[]): readonly LogLine[] {
  return messages.map((message, at) => ({ at: NOW - at * 1_000, stream: 's', message, id: String(at) }));
}

async function logs(text: string, answer: Partial<LogAnswer> = {}) {
  const queries: LogQuery[] = [];
  const search = async (_: unknown, query: LogQuery): Promise<LogAnswer> => {
    queries.push(query);
    return { lines: [], partial: false, ...answer };
  };
  const document = await harness({ readers: readers({ logs: { search } }) }).run(text);
  return { query: queries[0], document, text: textOf(document, 'en'), es: textOf(document, 'es') };
}

describe('what is asked of CloudWatch', () => {
  it('the last 15 minutes when nothing is said', async () => {
    const { query } = await logs('logs');
    expect(query).toEqual({ from: NOW - 900_000, until: NOW, words: [], limit: 1_000 });
  });

  it('words stay literal, whatever they would mean elsewhere', async () => {
    const { query } = await logs(`logs ^(a+)+$ '" | stats count()' GET "a b" --since 2h --until 1h`);
    expect(query?.words).toEqual(['^(a+)+$', '" | stats count()', 'GET', 'a b']);
    expect([query?.from, query?.until]).toEqual([NOW - 7_200_000, NOW - 3_600_000]);
  });

  it('an environment is no word', async () => {
    expect((await logs('logs boom production')).query?.words).toEqual(['boom']);
    expect((await logs('logs boom "production"')).query?.words).toEqual(['boom', 'production']);
  });
});

describe('what is shown', () => {
  it('the window, the lines newest first with the clock of the reader, and the count', async () => {
    const { text } = await logs('logs boom', { lines: lines(['INFO: boom two', 'INFO: boom one']) });
    expect(text.split('\n').slice(1)).toEqual([
      '/ecs/hydrous-backend from 2026-11-24T14:45:00.000Z until 2026-11-24T15:00:00.000Z, with boom. Newest first:',
      '10:00:00  INFO: boom two',
      '09:59:59  INFO: boom one',
      '2 lines in all.',
      'Times in America/Bogota.',
    ]);
  });

  it('the date as well when the window has more than one day', async () => {
    const { text } = await logs('logs --since 2d', { lines: lines(['x']) });
    expect(text).toContain('11-24 10:00:00  x');
  });

  it('at most 50 lines, and what is left out is counted', async () => {
    const many = lines(Array.from({ length: 312 }, (_, at) => `line ${at}`));
    const { text } = await logs('logs', { lines: many });
    expect(text.match(/ {2}line \d+/g)).toHaveLength(50);
    expect(text).toContain('50 of 312 lines shown');
    expect((await logs('logs', { lines: many, partial: true })).text).toContain('50 of at least 312 lines');
  });

  it('long lines are cut, and all together stay one message', async () => {
    const { document } = await logs('logs', {
      lines: lines(Array.from({ length: 60 }, () => 'x'.repeat(5_000))),
    });
    const shown = document.pieces.flatMap((piece) => (piece.piece === 'code' ? piece.lines : []));
    expect(Math.max(...shown.map((line) => line.length))).toBeLessThanOrEqual(420);
    expect(shown.join('\n').length).toBeLessThanOrEqual(7_000);
    expect(textOf(document, 'en')).toContain(`${shown.length} of 60 lines shown`);
  });

  it('secrets are hidden before a line is cut, and nothing invisible is left', async () => {
    const secret = `${'x'.repeat(370)} password=hunter2hunter2hunter2hunter2`;
    const { text } = await logs('logs', { lines: lines([secret, 'a\u202eb\u001b[31mc\nd']) });
    expect(text).not.toContain('hunter2');
    expect(text).toContain('09:59:59  abc ⏎ d');
  });

  it('a level leaves out what is lower and counts it, and what says none too', async () => {
    const mixed = ['ERROR: a', 'INFO: b', '  File "x.py"', '{"level":"error","msg":"c"}', 'WARNING: d'];
    const { text } = await logs('logs --level error', { lines: lines(mixed) });
    expect(text).toContain('ERROR: a');
    expect(text).toContain('"msg":"c"');
    expect(text).not.toContain('WARNING: d');
    expect(text).toContain('2 lines in all.');
    expect(text).toContain('2 lines of a lower level not shown.');
    expect(text).toContain('1 line without a recognisable level not shown.');
  });
});

describe('when there is nothing', () => {
  it('the answer says the window and the words, and gives a longer search to copy', async () => {
    const { text, es } = await logs('logs "GET /api" boom --level error');
    expect(text).toContain('There are no lines from 2026-11-24T14:45:00.000Z until 2026-11-24T15:00:00.000Z');
    expect(text).toContain('with GET /api and boom, level error or worse.');
    expect(text).toContain('/hydrous logs production "GET /api" boom --since 1h --level error');
    expect(es).toContain('No hay líneas');
  });

  it('the longest window suggests nothing longer', async () => {
    expect((await logs('logs --since 7d')).text).not.toContain('Look further back');
  });

  it('a search that stopped early never says that there are no lines without saying so', async () => {
    const { text } = await logs('logs --since 2d', { partial: true });
    expect(text).toContain('stopped before all of the window was read');
    expect(text).not.toContain('Look further back');
  });
});
