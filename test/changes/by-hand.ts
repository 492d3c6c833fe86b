/**
 * The lines of a card, done as a person would do them in a shell, with a stand-in for `aws`: what would have been sent.
 * Everything but `aws` is run by the real shell, `jq` among it.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AwsCall, readAwsWords, refuse } from './aws-words.ts';

export const hasJq = (() => {
  try {
    execFileSync('jq', ['--version']);
    return true;
  } catch {
    return false;
  }
})();

export interface Hand {
  /** The definition of a revision and its tags. Throws when there is none. */
  described(taskDefinition: string): { readonly taskDefinition: object; readonly tags: readonly object[] };
  /** ARN that a registration is answered with. */
  readonly registered: string;
  /** What is typed where a line asks for a value. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly region: string;
}

/** The writes of the lines, in the order in which they would be sent. Throws what a shell or `aws` would refuse. */
export function doneByHand(lines: readonly string[], hand: Hand): readonly AwsCall[] {
  const folder = mkdtempSync(join(tmpdir(), 'hydrous-hand-'));
  const calls: AwsCall[] = [];
  const asked = new Set<string>();
  const variables = () =>
    Object.fromEntries(Object.entries(hand.variables ?? {}).filter(([name]) => asked.has(name)));

  /** What the command prints. */
  function aws(words: readonly string[]): string {
    const { region, inputFile, ...call } = readAwsWords(words);
    if (region !== hand.region) refuse(`it asks in ${region}`);
    if (call.operation === 'DescribeTaskDefinition') {
      const { taskDefinition, include = [] } = call.input;
      const { tags, ...rest } = hand.described(String(taskDefinition));
      return JSON.stringify(String(include) === 'TAGS' ? { ...rest, tags } : rest);
    }
    const file = inputFile?.replace('file://', '') ?? null;
    const given = file === null ? {} : JSON.parse(readFileSync(join(folder, file), 'utf8'));
    calls.push({ ...call, input: { ...given, ...call.input } });
    return call.operation === 'RegisterTaskDefinition' ? hand.registered : '';
  }

  function line(text: string): void {
    const read = /^read -rs (\w+) && export \1$/.exec(text)?.[1];
    if (read !== undefined) {
      asked.add(read);
      return;
    }
    if (!text.startsWith('aws ')) {
      if (!text.startsWith('jq ')) refuse(`nobody here runs ${text}`);
      execFileSync('sh', ['-ec', text], { cwd: folder, env: { ...process.env, ...variables() } });
      return;
    }
    const [, command = text, target = null] = /^(.*) > ([\w.]+)$/.exec(text) ?? [];
    const printed = aws(wordsOf(command, aws));
    if (target !== null) writeFileSync(join(folder, target), printed);
  }

  try {
    for (const each of lines) line(each);
    return calls;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The words as the shell splits them. `run` answers what stands in `"$(…)"`. */
export function wordsOf(
  text: string,
  run: (words: readonly string[]) => string = () => refuse('a command in a command'),
): readonly string[] {
  const words: string[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] === ' ') {
      at += 1;
      continue;
    }
    let word = '';
    while (at < text.length && text[at] !== ' ') {
      const part = partAt(text, at);
      word += part.command === null ? part.value : run(wordsOf(part.command, run));
      at += part.length;
    }
    words.push(word);
  }
  return words;
}

interface Part {
  readonly length: number;
  readonly value: string;
  readonly command: string | null;
}

function partAt(text: string, at: number): Part {
  const rest = text.slice(at);
  const single = /^'([^']*)'/.exec(rest);
  if (single !== null) return { length: single[0].length, value: single[1]!, command: null };
  const command = /^"\$\((.*)\)"/.exec(rest);
  if (command !== null) return { length: command[0].length, value: '', command: command[1]! };
  const escaped = /^\\(.)/.exec(rest);
  if (escaped !== null) return { length: 2, value: escaped[1]!, command: null };
  // What the shell gives a meaning to must stand in quotes.
  const plain = /^[^\s'"\\$`&|;<>()*?[\]#~!{}]+/.exec(rest);
  if (plain === null) return refuse(`the shell would read ${rest.slice(0, 20)} in its own way`);
  return { length: plain[0].length, value: plain[0], command: null };
}
