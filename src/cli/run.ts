/** `hydrous run "<command>" --as U…`: the same road as Slack, with the same rules, for the day Slack is down. */
import { randomUUID } from 'node:crypto';
import type { CliDoor } from '../app-cli.ts';
import type { Document } from '../core/document.ts';
import type { Operation } from '../core/operation.ts';
import { say } from '../core/sentence.ts';
import { documentText, sentenceText } from './document-text.ts';
import { openDoor, type Variables } from './open-door.ts';
import { RUN_USAGE, type RunWish, readRunWords } from './run-words.ts';

/** 0 done · 1 refused or failed · 2 not a command line · 3 waits for an approval · 78 settings · 130 left by Ctrl-C. */
export type RunExit = 0 | 1 | 2 | 3 | 78 | 130;

export interface RunOutput {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

/** `words` are what stands behind `run`. An aborted signal leaves the operation as it is: it can be followed again. */
export async function runCommandLine(
  words: readonly string[],
  variables: Variables,
  output: RunOutput,
  signal: AbortSignal,
): Promise<RunExit> {
  const wish = readRunWords(words);
  if ('mistake' in wish) {
    output.err(wish.mistake);
    output.err(RUN_USAGE);
    return 2;
  }
  const opened = await openDoor(variables);
  if (!opened.ok) {
    for (const line of opened.lines) output.err(line);
    return opened.exitCode;
  }
  const { door } = opened;
  try {
    return await runThrough(door, wish, output, signal);
  } finally {
    await door.close();
  }
}

export async function runThrough(
  door: CliDoor,
  wish: RunWish,
  output: RunOutput,
  signal: AbortSignal,
): Promise<RunExit> {
  const speaker = createSpeaker(door, wish.json, output);
  const before = wish.subject === null ? null : await door.operation(wish.subject);
  if (wish.command === null) return follow(door, wish, wish.subject ?? '', speaker, signal);
  const source = `cli:${randomUUID()}`;
  const document = await door.run(wish.command, wish.user, source);
  const asked = await door.bySource(source);
  if (asked !== null) {
    speaker.answer(document, asked.id);
    return follow(door, wish, asked.id, speaker, signal);
  }
  if (wish.vote === null || wish.subject === null) {
    speaker.answer(document, null);
    return speaker.end(document.refused === true || isRefusal(document) ? 1 : 0);
  }
  speaker.answer(document, wish.subject);
  const after = await door.operation(wish.subject);
  if (after === null || before === null || !hasCounted(wish, before, after)) return speaker.end(1);
  if (wish.vote !== 'approve') return speaker.end(0);
  return follow(door, wish, after.id, speaker, signal);
}

/** Whether the vote is in the row now and was not before. */
function hasCounted({ vote, user }: RunWish, before: Operation, after: Operation): boolean {
  if (before.version === after.version || !after.decidedBy.includes(user)) return false;
  switch (vote) {
    case 'approve':
      return !before.decidedBy.includes(user);
    case 'reject':
      return after.state === 'rejected';
    case 'cancel':
      return after.state === 'cancelled';
    case null:
      return false;
  }
}

/** A change that was refused has no operation; its first sentence says so. */
function isRefusal({ summary }: Document): boolean {
  return 'say' in summary && /^(?:plan\.|operation\.refused\.|gate\.)/.test(summary.say);
}

async function follow(
  door: CliDoor,
  wish: RunWish,
  id: string,
  speaker: Speaker,
  signal: AbortSignal,
): Promise<RunExit> {
  const operation = await door.follow(id, { wait: wish.wait, signal, tell: speaker.state });
  if (operation === null) {
    speaker.note(say('operation.refused.none', { id }));
    return speaker.end(1);
  }
  if (operation.outcome !== null) speaker.outcome(operation);
  switch (operation.state) {
    case 'succeeded':
      return speaker.end(0);
    case 'pending':
    case 'planned':
      if (!signal.aborted) {
        speaker.note(say('cli.pending', { id: { code: operation.id } }));
        return speaker.end(3);
      }
      break;
    case 'approved':
    case 'executing':
      break;
    default:
      return speaker.end(1);
  }
  speaker.note(say('cli.left', { id: { code: operation.id } }));
  return speaker.end(130);
}

interface Speaker {
  answer(document: Document, operation: string | null): void;
  state(operation: Operation): void;
  outcome(operation: Operation): void;
  note(sentence: ReturnType<typeof say>): void;
  end(exit: RunExit): RunExit;
}

/** Text for people, or one JSON object a line for programs: `answer`, `state`, `outcome`, `note`, `end`. */
function createSpeaker({ locale, describe }: CliDoor, json: boolean, { out }: RunOutput): Speaker {
  const line = (event: string, fields: object) => out(JSON.stringify({ event, ...fields }));
  return {
    answer(document, operation) {
      const text = documentText(document, locale);
      if (json) line('answer', { operation, refused: document.refused === true, text });
      else out(text);
    },
    state(operation) {
      const { id, kind, environment, state, rollout, decidedBy } = operation;
      const steps = operation.steps.map(({ step, result }) => ({ step, done: result !== null }));
      if (json) return line('state', { operation: id, kind, environment, state, decidedBy, steps, rollout });
      const what = sentenceText(say(`operation.state.${state}`), locale);
      const done = steps.filter((step) => step.done).length;
      const tasks =
        rollout === null
          ? ''
          : ` · ${rollout.running}/${rollout.desired} (+${rollout.pending}, -${rollout.failed})`;
      const count = steps.length === 0 ? '' : ` · ${done}/${steps.length}`;
      out(`${id} ${what}: ${sentenceText(describe(operation), locale)}${count}${tasks}`);
    },
    outcome({ id, state, outcome }) {
      if (outcome === null) return;
      const text = sentenceText(outcome.text, locale);
      const details = outcome.details.map((each) => sentenceText(each, locale));
      const { lines, entry } = outcome;
      if (json) return line('outcome', { operation: id, state, text, details, lines, entry });
      out(text);
      for (const detail of details) out(`  - ${detail}`);
      for (const each of lines) out(`    ${each}`);
    },
    note(sentence) {
      const text = sentenceText(sentence, locale);
      if (json) line('note', { text });
      else out(text);
    },
    end(exit) {
      if (json) line('end', { exit });
      return exit;
    },
  };
}
