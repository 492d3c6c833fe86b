/** `hydrous manifest`: what is pasted into Slack when the app is made. */
import { readFileSync } from 'node:fs';
import { slackManifest } from '../config/slack-manifest.ts';

const SOURCE = new URL('../../manifest.yml', import.meta.url);
const USAGE = 'usage: hydrous manifest [--url https://bot.example.com | --socket]';

export interface Printed {
  readonly out: string;
  readonly err: readonly string[];
  readonly exitCode: number;
}

/** The manifest for HTTP, with `--url` for your own address, or with `--socket` for Socket Mode. */
export function manifestCommand(words: readonly string[]): Printed {
  const read = wordsOf(words);
  if (read === null) return { out: '', err: [USAGE], exitCode: 2 };
  const source = sourceText();
  if (source === null)
    return { out: '', err: ['manifest.yml is not in the image; run this where you cloned it'], exitCode: 1 };
  const made = slackManifest(source, read);
  if (!made.ok) return { out: '', err: [`hydrous manifest: ${made.mistake}`, USAGE], exitCode: 2 };
  return { out: made.text.trimEnd(), err: [], exitCode: 0 };
}

/** Null when there is a word that means nothing here. */
function wordsOf(
  words: readonly string[],
): { readonly socket: boolean; readonly address: string | null } | null {
  let socket = false;
  let address: string | null = null;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const joined = /^--url=(.+)$/.exec(word)?.[1];
    if (word === '--socket') socket = true;
    else if (joined !== undefined) address = joined;
    else if (word === '--url' && words[at + 1] !== undefined) {
      address = words[at + 1] ?? null;
      at += 1;
    } else return null;
  }
  return { socket, address };
}

function sourceText(): string | null {
  try {
    return readFileSync(SOURCE, 'utf8');
  } catch {
    return null;
  }
}
