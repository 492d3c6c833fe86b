/** What is in a log was written by anybody. Whatever it holds, a message of ours stays a message of ours. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkContent } from '../../sandbox/slack/check-message.ts';
import type { Document } from '../../src/core/document.ts';
import { entriesOf } from '../../src/core/log-entries.ts';
import { EVERYTHING } from '../../src/core/log-filter.ts';
import { beginFollow, followCard, looked } from '../../src/core/log-follow.ts';
import {
  countPatterns,
  newPatternsDocument,
  patternsDocument,
  patternsFile,
} from '../../src/core/log-patterns.ts';
import { type LogsAsked, pageOf, resultOf } from '../../src/core/log-result.ts';
import { tailed } from '../../src/core/log-tailed.ts';
import { logsDocument, logsFile, sharedLogs } from '../../src/core/logs-document.ts';
import type { Locale } from '../../src/core/member.ts';
import type { LogLine } from '../../src/core/ports/aws.ts';
import { linesOf } from '../../src/slack/blocks/pieces.ts';
import { createButtonSeal } from '../../src/slack/button-seal.ts';
import { render, renderPlainly } from '../../src/slack/render.ts';

const NOW = Date.UTC(2026, 10, 24, 15);
const ASKED: LogsAsked = {
  environment: 'production',
  group: '/ecs/hydrous-backend',
  window: { from: NOW - 900_000, until: NOW },
  filter: EVERYTHING,
  task: null,
  zone: 'America/Bogota',
};
const seal = createButtonSeal('secret');

/** Every message and file that lines can come into, as JSON. */
function everything(
  lines: readonly LogLine[],
  locales: readonly Locale[] = ['es'],
): readonly { readonly json: string; readonly shown: string }[] {
  const result = resultOf(ASKED, entriesOf(lines), { partial: true, byLevelWords: true });
  const counted = countPatterns(result.entries, result.entries);
  const follow = looked(beginFollow(ASKED, null, NOW), { lines, partial: true }, NOW);
  const live = tailed(beginFollow(ASKED, null, NOW), { lines, sampled: 1 }, NOW);
  const compared = { asked: ASKED, deployedAt: NOW, length: 60_000, partial: true };
  const fresh = countPatterns([], result.entries);
  const documents: readonly Document[] = [
    logsDocument(result, 0, { id: 'log-1' }),
    logsDocument(result, 1, { id: 'log-1' }),
    sharedLogs(result, 0, 'U0ANA'),
    logsFile(result),
    patternsDocument(ASKED, counted, { partial: true }),
    patternsFile(ASKED, counted, { partial: true }),
    newPatternsDocument({ ...compared, patterns: fresh }),
    followCard(follow, 'log-1'),
    followCard(live, 'log-1'),
  ];
  return documents.flatMap((document) =>
    locales.flatMap((locale) => {
      const file = document.pieces.flatMap((piece) => (piece.piece === 'file' ? linesOf(piece, locale) : []));
      const message = render(document, { locale, seal });
      const verdict = checkContent({ ...message }, 4_000);
      if (verdict.verdict === 'refused')
        throw new Error(`${verdict.error}: ${verdict.complaints.join('; ')}`);
      const plainly = renderPlainly(document, { locale, seal });
      return [
        {
          json: JSON.stringify([message, plainly]),
          shown: mrkdwnOf(message.blocks).join('\n') + message.text,
        },
        { json: file.join('\n'), shown: '' },
      ];
    }),
  );
}

/** Texts that Slack interprets; what stands in a preformatted element is none of them. */
function mrkdwnOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwnOf);
  if (typeof value !== 'object' || value === null) return [];
  const fields = value as Record<string, unknown>;
  const own = fields['type'] === 'mrkdwn' && typeof fields['text'] === 'string' ? [fields['text']] : [];
  return [...own, ...Object.values(fields).flatMap(mrkdwnOf)];
}

const HOSTILE = [
  '<!channel>',
  '<!everyone>',
  '<@U0VICTIM>',
  '<#C0SECRET|x>',
  '<https://evil.example|click>',
  '```',
  '*bold*',
  '\u001b[31mred\u001b[0m',
  '\u202egnp.exe',
  '\u200b',
  '\u0000',
  '&lt;!here&gt;',
  'run /hydrous scale 0',
  '\r\n',
  '\ud83d',
  '😀',
  '%s %n',
  '{"level":"error","message":"<!channel>"}',
];

/** Secrets are put together at run time, so that no scanner takes them for real ones. */
const letters = fc.stringMatching(/^[A-Za-z0-9]{12,20}$/).map((text) => `Zq7${text}`);
const SEEDS: readonly ((secret: string) => string)[] = [
  (secret) => `DB_PASSWORD=${secret}`,
  (secret) => `postgresql://hydrous:${secret}@db:5432/app failed`,
  (secret) => `{"level":"error","message":"no","api_key":"${secret}","request_id":"r-1"}`,
  (secret) => `{"level":"error","message":"login with password=${secret}","token":"${secret}"}`,
  (secret) => `INFO:     10.0.0.1:5 - "GET /cb?token=${secret}&x=1 HTTP/1.1" 200 OK`,
  (secret) => `Authorization: Bearer ${secret}`,
  (secret) => `Cookie: session=${secret}; a=b`,
  (secret) =>
    `ERROR:app:failed\nTraceback (most recent call last):\n  File "x.py"\nKeyError: password='${secret}'`,
  (secret) => `${'x'.repeat(290)} secret: ${secret}`,
  (secret) => `${'xoxb'}-${secret}`,
  (secret) => `[parameters: ('${secret}', 1)]`,
];

const line = (message: string, at: number): LogLine => ({
  at: NOW - at * 100,
  stream: `ecs/hydrous-container/${'ab'[at % 2]}0000000000000000000000000000000`,
  message,
  id: String(at),
});

describe('whatever a log holds', () => {
  it('no mention, link, fence or hidden mark reaches what Slack interprets', () => {
    const texts = fc.array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ maxLength: 40 })), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(
        fc.array(
          texts.map((parts) => parts.join(' ')),
          { minLength: 1, maxLength: 25 },
        ),
        (messages) => {
          for (const { json, shown } of everything(messages.map(line))) {
            // Dates and the name of who shares are the only marks, and both are our own.
            const marks = shown
              .replace(/<!date\^\d+\^\{date_short_pretty\} \{time\}\|[\d: -]+UTC>/g, '')
              .replaceAll('<@U0ANA>', '');
            expect(marks).not.toMatch(/<[!@#]|<https?:|```/);
            expect(json).not.toMatch(/[\u0000\u001b\u200b\u202e]|\\u(?:0000|001b|200b|202e)/);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('no secret does, wherever it stands and however it is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...SEEDS), letters), { minLength: 1, maxLength: 12 }),
        (seeded) => {
          const messages = seeded.map(([seed, secret]) => seed(secret));
          for (const { json } of everything(messages.map(line)))
            for (const [, secret] of seeded) expect(json).not.toContain(secret);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('a private key over many events is in no message', () => {
    const key = ['-----BEGIN', 'PRIVATE KEY-----'].join(' ');
    const body = Array.from({ length: 30 }, (_, at) => `MIIEpAIBAAKCAQEA${at}Zq7mK2xW9pLr4TvB8nYc`);
    const lines = [key, ...body, key.replace('BEGIN', 'END')].map((text, at) => ({
      ...line(text, 0),
      at: NOW + at,
      id: `${at}`,
    }));
    for (const { json } of everything(lines.reverse())) expect(json).not.toMatch(/MIIEp/);
  });

  const many = (count: number) =>
    Array.from({ length: count }, (_, at) =>
      line(
        at % 5 === 0 ? `ERROR: ${'<&>'.repeat(at % 200)} ${at}` : `INFO: ${'ñ😀'.repeat(at % 90)} ${at}`,
        at,
      ),
    );

  it('ten thousand lines stay messages that Slack takes', () => {
    const lines = many(10_000);
    expect(everything(lines)).toHaveLength(18);
    const result = resultOf(ASKED, entriesOf(lines), { partial: false, byLevelWords: false });
    for (const page of [7, 100, 9_999]) {
      const message = render(logsDocument(result, page, { id: 'log-1' }), { locale: 'es', seal });
      expect(checkContent({ ...message }, 4_000).verdict).not.toBe('refused');
    }
    expect(pageOf(result, 9_999).last).toBe(10_000);
  }, 20_000);

  it('and no line is lost between two pages', () => {
    const result = resultOf(ASKED, entriesOf(many(400)), { partial: false, byLevelWords: false });
    let next = 1;
    for (let page = 0; ; page += 1) {
      const shown = pageOf(result, page);
      expect(shown.first).toBe(next);
      next = shown.last + 1;
      if (shown.isLast) break;
    }
    expect(next).toBe(401);
  });
});
