import { expect, it } from 'vitest';
import type { Document } from '../../src/core/document.ts';
import { createShowPictures } from '../../src/slack/show-pictures.ts';

const alt = { es: 'Gráfica de CPU: 40 %', en: 'Chart of CPU: 40 %' };
const document: Document = {
  summary: alt,
  pieces: [
    { piece: 'text', text: { es: 'cifras', en: 'figures' } },
    { piece: 'picture', name: 'cpu.png', bytes: new Uint8Array([1]), alt },
    { piece: 'context', text: { es: 'después', en: 'after' } },
  ],
};

/** Slack has the picture when `ready` resolves; the bot's patience ends when `patience` does. */
function showing(ready: Promise<string>, patience: Promise<void>, warned: string[] = []) {
  const nothing = () => undefined;
  return createShowPictures({
    pictures: { upload: () => ready },
    clock: { now: () => 0, sleep: () => patience },
    log: { info: nothing, warn: (_, message) => warned.push(message), error: nothing },
  });
}
const never = new Promise<never>(() => undefined);

it('a document without pictures is left as it is', async () => {
  const plain = { ...document, pieces: [] };
  expect(await showing(never, never)(plain)).toEqual({ document: plain, late: null });
});

it('a picture that Slack has soon stands in its place', async () => {
  const { document: shown, late } = await showing(Promise.resolve('F0CPU'), never)(document);
  expect(shown.pieces[1]).toEqual({ piece: 'image', file: 'F0CPU', alt });
  expect(late).toBeNull();
});

it('one that takes longer comes in a message after the figures', async () => {
  let upload: (file: string) => void = () => undefined;
  const ready = new Promise<string>((resolve) => {
    upload = resolve;
  });
  const { document: shown, late } = await showing(ready, Promise.resolve())(document);
  expect(shown.pieces.map(({ piece }) => piece)).toEqual(['text', 'context']);
  upload('F0CPU');
  expect(await late).toEqual({ summary: alt, pieces: [{ piece: 'image', file: 'F0CPU', alt }] });
});

it('one that Slack refuses is said, and the figures stand', async () => {
  const warned: string[] = [];
  const refused = Promise.reject(new Error('not_allowed'));
  const { document: shown } = await showing(refused, never, warned)(document);
  expect(shown.pieces.map(({ piece }) => piece)).toEqual(['text', 'context', 'context']);
  expect(JSON.stringify(shown.pieces[1])).toContain('slack.picture-failed');
  expect(warned).toHaveLength(1);
});
