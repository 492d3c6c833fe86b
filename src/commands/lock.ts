import { command } from '../core/command.ts';
import { gateDocument } from '../core/gate-document.ts';
import { Problem } from '../core/problem.ts';
import { code, say, span } from '../core/sentence.ts';

const MINUTE = 60_000;
const SHORTEST = MINUTE;
const LONGEST = 30 * 24 * 60 * MINUTE;

export const lock = command({
  verb: 'lock',
  usage: ['lock [env]', 'lock [env] for REASON [--for 2h] [--steal]'],
  example: 'lock for database migration --for 2h',
  summary: {
    es: 'cierra un entorno a los cambios, con un motivo; sin motivo, muestra quién lo cerró',
    en: 'keep changes away from an environment, with a reason; without one, show who does',
  },
  permission: 'viewer',
  changes: false,
  changing: { words: ['for', 'por', 'para', 'porque'], permission: 'operator' },
  arguments: {
    positional: { environment: { kind: 'environment' } },
    options: { for: { kind: 'duration' }, steal: { kind: 'flag' } },
    rest: true,
    tail: ['for', 'por', 'para', 'porque'],
  },
  async handle({ environment, rest, tail, for: forMs, steal }, { readers, invocation }) {
    const { name } = environment;
    const example = code(`/hydrous lock ${name} for ${rest.join(' ') || '…'}`);
    if (tail === '' || rest.length > 0)
      throw new Problem('refused', say('lock.reason', { line: example }), 'lock: no reason');
    if (tail === undefined)
      return {
        result: 'answer',
        document: gateDocument(environment, await readers.gate(environment), invocation.member.user),
      };
    if (forMs !== undefined && (forMs < SHORTEST || forMs > LONGEST)) {
      const bounds = { shortest: span(SHORTEST), longest: span(LONGEST) };
      throw new Problem('refused', say('lock.length', bounds), 'lock: length out of bounds');
    }
    const act = { environment: name, reason: tail, forMs: forMs ?? null, steal: steal === true };
    return { result: 'lock', act: { act: 'lock', ...act } };
  },
});
