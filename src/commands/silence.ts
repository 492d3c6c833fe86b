import { command } from '../core/command.ts';
import { Problem } from '../core/problem.ts';
import { code, say } from '../core/sentence.ts';
import { SILENCE_MS } from '../core/silence.ts';
import { lengthRefusal, readDuration } from '../core/time-window.ts';

export const silence = command({
  verb: 'silence',
  usage: ['silence ID 2h'],
  example: 'silence inc-7kq2m9xd4t 2h',
  summary: {
    es: 'silencia las alarmas de un incidente por un tiempo',
    en: 'silence the alarms of an incident for a while',
  },
  permission: ['operator', 'approver'],
  changes: false,
  arguments: {
    positional: { id: { kind: 'id', of: 'incident', required: true }, length: { kind: 'word' } },
    options: {},
  },
  async handle({ id, length }) {
    return { result: 'incident', incident: id, act: { action: 'silence', ms: lengthOf(id, length) } };
  },
});

function lengthOf(id: string, length: string | undefined): number {
  if (length === undefined) return SILENCE_MS;
  const ms = readDuration(length);
  if (ms === null) throw new Problem('refused', lengthRefusal(length), 'silence length refused');
  const line = code(`silence ${id} 2h`);
  if (ms <= 0) throw new Problem('refused', say('life.silence-length', { line }), 'silence of no length');
  return ms;
}
