import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Slack } from '../../sandbox/slack/server.ts';
import type { Document } from '../../src/core/document.ts';
import { Problem } from '../../src/core/problem.ts';
import { clientOptions } from '../../src/slack/clients.ts';
import { createSendFiles } from '../../src/slack/private-file.ts';
import { isUploadUrl } from '../../src/slack/response-url.ts';
import { createUploader } from '../../src/slack/upload-file.ts';
import { createPictures } from '../../src/slack/upload-image.ts';
import { startTestSlack, TOKEN } from '../sandbox/slack-harness.ts';
import { type LogLine, realClock, recordingLog } from './house.ts';

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 255, 128]);
const ALT = { es: 'CPU 92 % > 80 %', en: 'CPU 92 % > 80 %, in words' };

let slack: Slack;
let client: WebClient;
let lines: LogLine[];

beforeEach(async () => {
  slack = await startTestSlack();
  lines = [];
  client = new WebClient(TOKEN, clientOptions(slack.url, 2_000, recordingLog(lines)));
});
afterEach(() => slack.close());

function pictures(waits: number[] = [], keep: (picture: object) => Promise<void> = async () => undefined) {
  const uploader = createUploader({ client, apiUrl: slack.url });
  const sleep = async (ms: number) => {
    waits.push(ms);
    await realClock.sleep(Math.min(ms, 500));
  };
  const clock = { now: Date.now, sleep };
  return createPictures({ client, uploader, locale: 'en', clock, log: recordingLog(lines), kept: keep });
}

const methods = () => slack.calls.map(({ method }) => method);

describe('a picture', () => {
  it('goes to Slack in three calls, with its words, and is waited for until it can be shown', async () => {
    const id = await pictures().upload({ name: 'inc-1.png', bytes: PNG, alt: ALT });
    expect(methods()).toEqual([
      'files.getUploadURLExternal',
      'upload',
      'files.completeUploadExternal',
      'files.info',
    ]);
    expect(slack.state.files.get(id)).toMatchObject({
      name: 'inc-1.png',
      altText: 'CPU 92 % > 80 %, in words',
      bytes: Buffer.from(PNG),
    });
    const blocks = [{ type: 'image', slack_file: { id }, alt_text: 'x' }];
    const posted = await client.chat.postMessage({ channel: 'C0INC', text: 'x', blocks: blocks as never });
    expect(posted.ok).toBe(true);
  });

  it('is not waited for where the bot may not look', async () => {
    slack.faults.set('files.info', { fault: 'error', error: 'missing_scope' });
    await pictures().upload({ name: 'a.png', bytes: PNG, alt: ALT });
    expect(methods().filter((method) => method === 'files.info')).toHaveLength(1);
  });

  it('is given up waiting for after some seconds, in growing pauses', async () => {
    const waits: number[] = [];
    slack.faults.set('files.info', { fault: 'status', status: 500 });
    const impatient = createPictures({
      client,
      uploader: createUploader({ client, apiUrl: slack.url }),
      locale: 'en',
      clock: { now: Date.now, sleep: async (ms) => void waits.push(ms) },
      log: recordingLog(lines),
    });
    await impatient.upload({ name: 'a.png', bytes: PNG, alt: ALT });
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000]);
  });

  it.each([
    ['files.getUploadURLExternal', 'missing_scope', 'not-permitted'],
    ['files.completeUploadExternal', 'file_not_found', 'refused'],
  ])('is a Problem when %s is refused', async (method, error, kind) => {
    slack.faults.set(method, { fault: 'error', error });
    await expect(pictures().upload({ name: 'a.png', bytes: PNG, alt: ALT })).rejects.toMatchObject({ kind });
  });

  it('is a Problem when the bytes do not arrive', async () => {
    slack.faults.set('upload', { fault: 'status', status: 504 });
    await expect(pictures().upload({ name: 'a.png', bytes: PNG, alt: ALT })).rejects.toMatchObject({
      kind: 'unreachable',
    });
  });

  it('is sent nowhere when the address is not one of Slack', async () => {
    slack.faults.set('files.getUploadURLExternal', {
      fault: 'status',
      status: 200,
      contentType: 'application/json',
      body: JSON.stringify({ ok: true, upload_url: 'http://169.254.169.254/latest', file_id: 'F0EVIL0000' }),
    });
    await expect(pictures().upload({ name: 'a.png', bytes: PNG, alt: ALT })).rejects.toMatchObject({
      kind: 'odd-answer',
    });
    expect(methods()).toEqual(['files.getUploadURLExternal']);
  });
});

describe('a picture that is old', () => {
  it('was told of when it was uploaded, is taken away, and is gone the second time', async () => {
    const told: unknown[] = [];
    const some = pictures([], async (picture) => void told.push(picture));
    const file = await some.upload({ name: 'inc-1.png', bytes: PNG, alt: ALT });
    expect(told).toEqual([{ file, name: 'inc-1.png' }]);
    await some.remove(file);
    expect(slack.state.files.has(file)).toBe(false);
    await expect(some.remove(file)).resolves.toBeUndefined();
  });

  it('that Slack does not let go is a Problem', async () => {
    slack.faults.set('files.delete', { fault: 'error', error: 'cant_delete_file' });
    await expect(pictures().remove('F0X')).rejects.toMatchObject({ kind: 'refused' });
  });

  it('that could not be told of is shown all the same', async () => {
    const away = () => Promise.reject(new Problem('store-down', ALT, 'as the test says'));
    await expect(pictures([], away).upload({ name: 'a.png', bytes: PNG, alt: ALT })).resolves.toMatch(/^F/);
    expect(lines.map(({ message }) => message)).toContain('a picture stays in Slack for ever');
  });
});

describe('an address for an upload', () => {
  it.each([
    ['https://files.slack.com/upload/v1/ABC', 'https://slack.com/api/', true],
    ['http://files.slack.com/upload/v1/ABC', 'https://slack.com/api/', false],
    ['https://hooks.slack.com/upload', 'https://slack.com/api/', false],
    ['https://files.slack.com.evil.example/x', 'https://slack.com/api/', false],
    ['https://user:pass@files.slack.com/x', 'https://slack.com/api/', false],
    ['http://127.0.0.1:4701/upload/F1', 'http://127.0.0.1:4700/api/', true],
    ['http://10.0.0.1/upload/F1', 'http://127.0.0.1:4700/api/', false],
    ['file:///etc/passwd', 'http://127.0.0.1:4700/api/', false],
    ['nonsense', 'https://slack.com/api/', false],
    [undefined, 'https://slack.com/api/', false],
  ])('%s with %s: %s', (url, api, good) => {
    expect(isUploadUrl(url, api)).toBe(good);
  });
});

describe('a text file for one person', () => {
  const document: Document = {
    summary: { es: 'Informe', en: 'Report' },
    pieces: [
      { piece: 'text', text: { es: 'Informe', en: 'Report' } },
      {
        piece: 'file',
        name: 'inc-1.md',
        title: { es: 'Informe de inc-1', en: 'Report of inc-1' },
        lines: [{ es: '# Título', en: '# Title' }, '', 'as it is `code`'],
      },
    ],
  };
  const send = () => {
    const uploader = createUploader({ client, apiUrl: slack.url });
    return createSendFiles({ client, uploader, log: recordingLog(lines) });
  };

  it('arrives in the conversation with the bot, in the language of the person', async () => {
    const left = await send()(document, 'U0ANA', 'es');
    const direct = slack.state.direct('U0ANA').id;
    const [file] = [...slack.state.files.values()];
    expect(file?.bytes?.toString()).toBe('# Título\n\nas it is `code`\n');
    expect(file?.title).toBe('Informe de inc-1');
    const share = slack.calls.find(({ method }) => method === 'files.completeUploadExternal');
    expect(share?.args).toMatchObject({ channel_id: direct });
    expect(left.pieces.map(({ piece }) => piece)).toEqual(['text', 'text']);
    expect(JSON.stringify(left.pieces[1])).toContain('slack.file-sent');
  });

  it('is shown as lines when Slack does not take it', async () => {
    slack.faults.set('files.completeUploadExternal', { fault: 'error', error: 'missing_scope' });
    const left = await send()(document, 'U0ANA', 'en');
    expect(left.pieces.map(({ piece }) => piece)).toEqual(['text', 'context', 'file']);
    expect(JSON.stringify(left.pieces[1])).toContain('slack.file-shown');
  });

  it('costs no call where there is none', async () => {
    const plain: Document = { summary: document.summary, pieces: [] };
    expect(await send()(plain, 'U0ANA', 'en')).toBe(plain);
    expect(slack.calls).toEqual([]);
  });
});
