import { describe, expect, it } from 'vitest';
import type { CommandReaders } from '../../src/core/command.ts';
import type { LogAnswer, LogLine, LogQuery } from '../../src/core/ports/aws.ts';
import { environment, harness, keyOf, NOW, readers, textOf } from './builders.ts';

function lines(messages: readonly string[]): readonly LogLine[] {
  return messages.map((message, at) => ({ at: NOW - at * 1_000, stream: 's', message, id: String(at) }));
}

type Answer = Partial<LogAnswer> | ((query: LogQuery) => Partial<LogAnswer>);

async function logs(text: string, answer: Answer = {}, over: Partial<CommandReaders> = {}) {
  const queries: LogQuery[] = [];
  const search = async (_: unknown, query: LogQuery): Promise<LogAnswer> => {
    queries.push(query);
    return { lines: [], partial: false, ...(typeof answer === 'function' ? answer(query) : answer) };
  };
  const document = await harness({ readers: readers({ logs: { search }, ...over }) }).run(text);
  return { query: queries[0], queries, document, text: textOf(document, 'en'), es: textOf(document, 'es') };
}

const TASK = (await readers().ecs.tasks(environment(), 'RUNNING'))[0]!;

describe('what is asked of CloudWatch', () => {
  it('the last 15 minutes when nothing is said', async () => {
    const { query } = await logs('logs');
    expect(query).toEqual({
      from: NOW - 900_000,
      until: NOW,
      words: [],
      limit: 10_000,
      soon: { lines: 100, ms: 1_200 },
      ms: 4_000,
    });
    expect((await logs('logs --file')).query).not.toHaveProperty('soon');
  });

  it('C25, C27: words stay literal, whatever they would mean elsewhere', async () => {
    const { query } = await logs(`logs ^(a+)+$ '" | stats count()' GET "a b" --since 2h --until 1h`);
    expect(query?.words).toEqual(['^(a+)+$', '" | stats count()', 'GET', 'a b']);
    expect([query?.from, query?.until]).toEqual([NOW - 7_200_000, NOW - 3_600_000]);
  });

  it('words with a hyphen are left out, and an option with one hyphen too few is refused', async () => {
    const { query } = await logs('logs boom -health -"GET /ready" "-literal" —since 1h');
    expect(query).toMatchObject({ words: ['boom', '-literal'], without: ['health', 'GET /ready'] });
    for (const word of ['-level', '-f', '-sinse']) {
      const { queries, document } = await logs(`logs boom ${word}`);
      expect([word, keyOf(document.summary), queries.length]).toEqual([word, 'logs.only-minus', 0]);
    }
  });

  it('a time of several words needs no quotes, and what follows it is a word again', async () => {
    const { query } = await logs('logs --since ayer a las 22:30 timeout --until hace 2 horas 503');
    expect([query?.from, query?.until]).toEqual([Date.UTC(2026, 10, 24, 3, 30), NOW - 7_200_000]);
    expect(query?.words).toEqual(['timeout', '503']);
    const around = await logs('logs boom --around 09:30');
    expect([around.query?.from, around.query?.until]).toEqual([NOW - 2_400_000, NOW - 1_200_000]);
  });

  it('an exact status and a plain path are looked for by the service too', async () => {
    const { query } = await logs('logs --status 503 --path /api/orders');
    expect(query?.words).toEqual(['503', '/api/orders']);
    expect((await logs('logs --status 5xx')).query?.words).toEqual([]);
  });

  it('the streams of one task, by the beginning of its id', async () => {
    const tasks = ['9f8e7d6c5b4a39281706f5e4d3c2b1a0', '9f8e00005b4a39281706f5e4d3c2b1a0'];
    const ecs = { ...readers().ecs, tasks: async () => tasks.map((id) => ({ ...TASK, id })) };
    const definition = await ecs.taskDefinition(environment(), 'x');
    const containers = definition.containers.map((one) => ({ ...one, logStreamPrefix: 'ecs' }));
    const known = { ecs: { ...ecs, taskDefinition: async () => ({ ...definition, containers }) } };
    const { query } = await logs('logs --task 9f8e7d', {}, known);
    expect(query?.streams).toEqual([`ecs/hydrous-container/${tasks[0]}`]);
    expect(keyOf((await logs('logs --task 9f8e', {}, known)).document.summary)).toBe('logs.task-many');
    expect(keyOf((await logs('logs --task xyz', {}, known)).document.summary)).toBe('logs.task-what');
  });

  it.each([
    ['logs --status 6xx', 'logs.status-what'],
    ['logs --status teapot', 'logs.status-what'],
    ['logs --follow --patterns', 'logs.one-way'],
    ['logs --follow --until 1h', 'logs.one-way'],
    ['logs --new --patterns', 'logs.one-way'],
    ['logs --around ayer', 'time.around-what'],
  ])('%s is refused and nothing is read', async (text, key) => {
    const { queries, document } = await logs(text);
    expect([keyOf(document.summary), queries.length]).toEqual([key, 0]);
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
      'Lines 1 to 2 of 2.',
      'Times in America/Bogota.',
    ]);
  });

  it('the date as well when the window has more than one day', async () => {
    const { text } = await logs('logs --since 2d', { lines: lines(['x']) });
    expect(text).toContain('11-24 10:00:00  x');
  });

  it('one page, and what is left out is counted', async () => {
    const many = lines(Array.from({ length: 312 }, (_, at) => `line ${at}`));
    const { text } = await logs('logs', { lines: many });
    expect(text.match(/ {2}line \d+/g)).toHaveLength(30);
    expect(text).toContain('Lines 1 to 30 of 312.');
    expect((await logs('logs', { lines: many, partial: true })).text).toContain('of 312 or more');
  });

  it('long lines are cut, and all together stay one message', async () => {
    const { document } = await logs('logs', {
      lines: lines(Array.from({ length: 60 }, () => 'x'.repeat(5_000))),
    });
    const shown = document.pieces.flatMap((piece) => (piece.piece === 'code' ? piece.lines : []));
    expect(Math.max(...shown.map((line) => line.length))).toBeLessThanOrEqual(320);
    expect(shown.join('\n').length).toBeLessThanOrEqual(5_400);
    expect(textOf(document, 'en')).toContain(`Lines 1 to ${shown.length} of 60.`);
  });

  it('secrets are hidden before a line is cut, and nothing invisible is left', async () => {
    const secret = `${'x'.repeat(280)} password=hunter2hunter2hunter2hunter2`;
    const { text } = await logs('logs', { lines: lines([secret, 'a\u202eb\u001b[31mc\nd']) });
    expect(text).not.toContain('hunter2');
    expect(text).toContain('09:59:59  abc\n    d');
  });

  it('what was found by a word that is hidden is shown, without the word', async () => {
    const { text } = await logs('logs ana@example.com', {
      lines: lines(['INFO: mail to ana@example.com sent']),
    });
    expect(text).toContain('INFO: mail to ***@example.com sent');
  });

  it('a level leaves out what is lower and counts it, and what says none too', async () => {
    const mixed = ['ERROR: a', 'INFO: b', 'File "x.py"', '{"level":"error","msg":"c"}', 'WARNING: d'];
    const { text } = await logs('logs --level error', { lines: lines(mixed) });
    expect(text).toContain('ERROR: a');
    expect(text).toContain('ERROR: c');
    expect(text).not.toContain('WARNING: d');
    expect(text).toContain('Lines 1 to 2 of 2.');
    expect(text).toContain('2 lines of a lower level not shown.');
    expect(text).toContain('1 line without a recognisable level not shown.');
  });
});

describe('lines of a level in a long log', () => {
  const newest = Array.from({ length: 300 }, (_, at) => `INFO: ${at}`);

  it('are looked for by their words where the newest lines hold few, and that is said', async () => {
    const old: LogLine = { at: NOW - 50_000_000, stream: 's', message: 'ERROR: old', id: 'old' };
    const { queries, text } = await logs('logs --level error --since 1d', (query) =>
      query.any === undefined ? { lines: lines(newest), partial: true } : { lines: [old] },
    );
    expect(queries).toHaveLength(2);
    expect(queries[1]).toMatchObject({ until: NOW - 299_000, from: NOW - 86_400_000 });
    expect(queries[1]?.any).toContain('Traceback');
    expect(text).toContain('ERROR: old');
    expect(text).toContain('looked for by words such as `ERROR`');
  });

  it('and nothing more is read where there are enough, or where words were given', async () => {
    const errors = newest.map((line) => line.replace('INFO', 'ERROR'));
    expect((await logs('logs --level error', { lines: lines(errors), partial: true })).queries).toHaveLength(
      1,
    );
    expect(
      (await logs('logs boom --level error', { lines: lines(newest), partial: true })).queries,
    ).toHaveLength(1);
  });
});

describe('other ways to see them', () => {
  const some = lines([
    'ERROR: a 1',
    'ERROR: a 2',
    'INFO: b',
    'INFO: 10.0.0.1:1 - "GET /x/12 HTTP/1.1" 200 OK',
  ]);

  it('as patterns, errors first', async () => {
    const { text } = await logs('logs --patterns', { lines: some });
    expect(text.split('\n').slice(2, 5)).toEqual([
      '   2×  ERROR: a <n>',
      '   1×  INFO: b',
      '   1×  GET /x/{id} 200',
    ]);
  });

  it('as a file, whole', async () => {
    const { document } = await logs('logs --file', { lines: some });
    const file = document.pieces.find((piece) => piece.piece === 'file');
    expect(file).toMatchObject({ name: 'logs-production-20261124T1500.txt' });
    expect(file?.piece === 'file' && file.lines).toContain('2026-11-24 09:59:58  s  info  INFO: b');
  });

  it('what is new since the last deployment, with the counts on both sides', async () => {
    const { text, queries } = await logs('logs --new', (query) =>
      query.until < NOW - 60_000
        ? { lines: lines(['INFO: b', 'ERROR: a 7']) }
        : {
            lines: lines([
              'INFO: b',
              'KeyError: cart',
              ...Array.from({ length: 25 }, (_, at) => `ERROR: a ${at}`),
            ]),
          },
    );
    expect(queries.map(({ from, until }) => until - from)).toEqual([59_999, 60_000]);
    expect(text).toContain('0 →    1×  KeyError: cart');
    expect(text).toContain('1 →   25×  ERROR: a <n>');
    expect(text).not.toContain('INFO: b');
  });

  it('and nothing new is said as such', async () => {
    const { text } = await logs('logs --new', { lines: lines(['INFO: b']) });
    expect(text).toContain('Nothing new in the log since the deployment');
  });
});

describe('when there is nothing', () => {
  it('the answer says the window and the words, and gives a longer search to copy', async () => {
    const { text, es } = await logs('logs "GET /api" boom --level error');
    expect(text).toContain('There are no lines from 2026-11-24T14:45:00.000Z until 2026-11-24T15:00:00.000Z');
    expect(text).toContain('with GET /api and boom, level error or worse');
    expect(text).toContain('/hydrous logs production "GET /api" boom --level error --since 1h');
    expect(es).toContain('No hay líneas');
  });

  it('the longest window suggests nothing longer', async () => {
    expect((await logs('logs --since 7d')).text).not.toContain('Look further back');
  });

  it('a search that found nothing in what it read says what it did not read, why, and how to go on', async () => {
    const unread = { until: NOW - 3_600_000, why: 'throttled' as const };
    const { text, es } = await logs('logs boom --since 2d', { partial: true, unread });
    expect(text).toContain('There are no lines from 2026-11-24T14:00:00.000Z until 2026-11-24T15:00:00.000Z');
    expect(text).toContain(
      'Not searched yet: from 2026-11-22T15:00:00.000Z until 2026-11-24T14:00:00.000Z. CloudWatch is throttling',
    );
    expect(text).toContain(
      '/hydrous logs production boom --since 2026-11-22T15:00:00Z --until 2026-11-24T14:00:00Z',
    );
    expect(es).toContain('CloudWatch está limitando nuestras lecturas. Sigue por ahí con');
  });

  it('what it says to go on with asks for just that part', async () => {
    const { query } = await logs(
      'logs production boom --since 2026-11-22T15:00:00Z --until 2026-11-24T14:00:00Z',
    );
    expect([query?.from, query?.until]).toEqual([NOW - 172_800_000, NOW - 3_600_000]);
  });

  it.each(['logs', 'logs --patterns', 'logs --new'])(
    '%s of which nothing was read never says that there is nothing',
    async (line) => {
      const { text } = await logs(line, ({ until }) => ({
        partial: true,
        unread: { until, why: 'unanswered' },
      }));
      expect(text).toContain('Nothing of the log could be read yet. CloudWatch did not answer in time.');
      expect(text).not.toMatch(/There are no lines|Nothing new/);
    },
  );

  it('a comparison with a time that was read in part says so', async () => {
    const { text } = await logs('logs --new', ({ until }) =>
      until < NOW - 60_000
        ? { lines: lines(['INFO: b']), partial: true, unread: { until: until - 30_000, why: null } }
        : { lines: lines(['ERROR: c']) },
    );
    expect(text).toContain('ERROR: c');
    expect(text).toContain('some of what is shown as new may have been there');
  });

  it('a search that stopped early never says that there are no lines without saying so', async () => {
    const { text } = await logs('logs --since 2d', { partial: true });
    expect(text).toContain('stopped before all of the window was read');
    expect(text).not.toContain('Look further back');
  });
});
