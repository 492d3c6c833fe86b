import { answerTime } from '../core/answer-time.ts';
import { chosenContainer } from '../core/chosen-container.ts';
import { type CommandContext, type CommandReaders, type CommandResult, command } from '../core/command.ts';
import type { Document, Piece } from '../core/document.ts';
import type { Environment } from '../core/environment.ts';
import { envForm } from '../core/forms/env-form.ts';
import { formButton } from '../core/forms/form-button.ts';
import { revisionName } from '../core/image-name.ts';
import { Problem } from '../core/problem.ts';
import { MASK, readVariableNames, readVariables } from '../core/read-variables.ts';
import { code, type Sentence, say } from '../core/sentence.ts';

export const env = command({
  verb: 'env',
  usage: ['env [env]', 'env set KEY=VALUE … [env] [--reason "…"]', 'env unset KEY … [env] [--reason "…"]'],
  example: 'env set LOG_LEVEL=debug',
  summary: {
    es: 'variables sin sus valores; ponerlas o quitarlas en una revisión nueva',
    en: 'variables without their values; set or remove them in a new revision',
  },
  permission: 'viewer',
  changes: false,
  changing: { words: ['set', 'unset'], permission: 'operator' },
  arguments: {
    positional: { environment: { kind: 'environment' } },
    options: { reason: { kind: 'text' } },
    rest: true,
  },
  form: envForm,
  async handle({ environment, rest, reason }, { readers, invocation }) {
    const [word, ...more] = rest;
    switch (word?.toLowerCase()) {
      case undefined:
        return { result: 'answer', document: await list(environment, readers) };
      case 'set':
        return set(environment, more, reason ?? null, invocation);
      case 'unset': {
        const read = readVariableNames(more);
        if (!read.ok) throw refused(read.refusal);
        const wish = { set: {}, unset: read.value };
        const line = `env unset ${read.value.join(' ')} ${environment.name}`;
        return { result: 'change', kind: 'env', environment, wish, reason: reason ?? null, line };
      }
      default:
        throw refused(say('env.what', { word: word?.split('=')[0] ?? '' }));
    }
  },
});

function set(
  environment: Environment,
  words: readonly string[],
  reason: string | null,
  invocation: CommandContext['invocation'],
): CommandResult {
  // What stands in a message was read by others: it must not become the value of anything.
  if (invocation.via === 'mention') throw refused(say('env.mention'));
  const read = readVariables(words);
  if (!read.ok) throw refused(read.refusal);
  const names = Object.keys(read.value);
  const line = `env set ${names.map((name) => `${name}=${MASK}`).join(' ')} ${environment.name}`;
  const change = {
    result: 'change',
    kind: 'env',
    environment,
    wish: { set: read.value, unset: [] },
    reason,
    line,
  } as const;
  // Slack posts no slash command, but the line stays in the person's own input history.
  return invocation.via === 'slash' ? { ...change, note: say('env.typed') } : change;
}

/** The log text tells nothing of what was typed. */
function refused(refusal: Sentence): Problem {
  return new Problem('refused', refusal, 'env: refused');
}

async function list(environment: Environment, { ecs, clock }: CommandReaders): Promise<Document> {
  const { needed } = answerTime(clock);
  const service = await needed(ecs.service(environment));
  const revision = await needed(ecs.taskDefinition(environment, service.taskDefinition));
  const { variables, secretNames } = chosenContainer(environment, revision);
  const items = [
    ...variables.map(({ name, length, fingerprint }) =>
      say('env.variable', { name: code(name), length, fingerprint: code(`#${fingerprint}`) }),
    ),
    ...secretNames.map((name) => say('env.secret', { name: code(name) })),
  ];
  const title = say('env.title', {
    environment: environment.name,
    revision: code(revisionName(revision.arn)),
  });
  const pieces: Piece[] = [{ piece: 'heading', text: title }];
  if (items.length === 0) pieces.push({ piece: 'text', text: say('env.none') });
  else pieces.push({ piece: 'list', items: items.map((text) => ({ mark: 'none' as const, text })) });
  pieces.push({ piece: 'context', text: say('env.hidden') });
  pieces.push(formButton('env', 'set', environment.name, say('form.button.env')));
  const summary = say('env.summary', {
    environment: environment.name,
    variables: variables.length,
    secrets: secretNames.length,
  });
  return { summary, pieces };
}
