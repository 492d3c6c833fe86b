import { type Command, command } from '../core/command.ts';
import type { Document, Piece } from '../core/document.ts';
import type { Environment } from '../core/environment.ts';
import { nearMisses } from '../core/near-miss.ts';
import { Problem } from '../core/problem.ts';
import { code, type Sentence, say } from '../core/sentence.ts';
import { exampleOf, formsOf } from '../core/usage.ts';

export const help = command({
  verb: 'help',
  usage: ['help [verb]'],
  example: 'help deploy',
  summary: { es: 'lo que puedes hacer aquí', en: 'what you may do here' },
  permission: 'anyone',
  changes: false,
  arguments: { positional: { verb: { kind: 'word' } }, options: {} },
  async handle({ verb }, { verbs, environments }) {
    if (verb === undefined) return { result: 'answer', document: overview(verbs) };
    const asked = verb.toLowerCase().replace(/^\//, '');
    const known = verbs.find((one) => one.verb === asked);
    if (known === undefined) {
      const near = nearMisses(
        asked,
        verbs.map((one) => one.verb),
      ).map((one) => code(`/hydrous help ${one}`));
      throw new Problem('refused', say('grammar.verb-unknown', { verb, near }), 'help for an unknown verb');
    }
    return { result: 'answer', document: details(known, environments) };
  },
});

/** Verbs that decide name what they decide on, and only some may use them. */
function groupOf({ changes, changing, permission, usage }: Command): 'read' | 'both' | 'change' | 'decide' {
  if (changes) return 'change';
  if (changing !== undefined) return 'both';
  const isForAll = permission === 'anyone' || permission === 'viewer';
  return !isForAll && usage.some((form) => /\bID\b/.test(form)) ? 'decide' : 'read';
}

function overview(verbs: readonly Command[]): Document {
  const pieces: Piece[] = [];
  const groups = [
    ['read', say('reading.help-read')],
    ['both', say('reading.help-both')],
    ['change', say('reading.help-change')],
    ['decide', say('reading.help-decide')],
  ] as const;
  for (const [group, title] of groups) {
    const members = verbs.filter((one) => groupOf(one) === group);
    if (members.length === 0) continue;
    pieces.push(
      { piece: 'text', text: title },
      { piece: 'list', items: members.map((one) => ({ mark: 'none', text: shortLine(one) })) },
    );
  }
  pieces.push({
    piece: 'context',
    text: say('reading.help-more', { example: code('/hydrous help deploy') }),
  });
  return { summary: say('reading.help-summary', { count: verbs.length }), pieces };
}

/** What may be left out is left out: on a phone the list must fit into a few screens. */
function shortLine({ usage, verb, summary }: Command): Sentence {
  const needed = (usage[0] ?? verb).replace(/ \[[^\]]*\]/g, '');
  return say('reading.help-line', { usage: code(`/hydrous ${needed}`), summary });
}

function line(one: Command): Sentence {
  return say('reading.help-line', {
    usage: formsOf(one)[0] ?? code(`/hydrous ${one.verb}`),
    summary: one.summary,
  });
}

function details(one: Command, environments: readonly Environment[]): Document {
  const approved = environments.filter((environment) => environment.approvals > 0);
  const where = approved.map(({ name, approvals }) =>
    say('reading.approval-needed', { environment: name, people: approvals }),
  );
  const approval: Sentence =
    (one.changes || one.changing !== undefined) && where.length > 0
      ? say('reading.help-approval', { where })
      : say('reading.help-no-approval');
  return {
    summary: line(one),
    pieces: [
      { piece: 'text', text: line(one) },
      {
        piece: 'text',
        text: say('reading.help-forms', { forms: formsOf(one) }),
      },
      { piece: 'text', text: say('reading.help-example', { example: exampleOf(one, environments) }) },
      { piece: 'context', text: approval },
    ],
  };
}
