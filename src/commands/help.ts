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

/** Verbs that decide about a request are those that only some may use and that change nothing by themselves. */
function groupOf(one: Command): 'read' | 'change' | 'decide' {
  if (one.changes) return 'change';
  return one.permission === 'anyone' || one.permission === 'viewer' ? 'read' : 'decide';
}

function overview(verbs: readonly Command[]): Document {
  const pieces: Piece[] = [];
  const groups = [
    ['read', say('reading.help-read')],
    ['change', say('reading.help-change')],
    ['decide', say('reading.help-decide')],
  ] as const;
  for (const [group, title] of groups) {
    const members = verbs.filter((one) => groupOf(one) === group);
    if (members.length === 0) continue;
    pieces.push(
      { piece: 'text', text: title },
      { piece: 'list', items: members.map((one) => ({ mark: 'none', text: line(one) })) },
    );
  }
  pieces.push({
    piece: 'context',
    text: say('reading.help-more', { example: code('/hydrous help deploy') }),
  });
  return { summary: say('reading.help-summary', { count: verbs.length }), pieces };
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
