import { command } from '../core/command.ts';
import { Problem } from '../core/problem.ts';
import { code, say } from '../core/sentence.ts';

export const scale = command({
  verb: 'scale',
  usage: ['scale <count> [env] [--reason "…"]', 'scale 0 [env] --zero'],
  example: 'scale 3 --reason "Black Friday"',
  summary: { es: 'cambia el número de tareas', en: 'change the number of tasks' },
  permission: 'operator',
  changes: true,
  arguments: {
    positional: { count: { kind: 'count', required: true }, environment: { kind: 'environment' } },
    options: { reason: { kind: 'text' }, zero: { kind: 'flag' } },
  },
  async handle({ count, environment, reason, zero }) {
    if (count === 0 && zero === undefined) {
      const again = code(`/hydrous scale 0 ${environment.name} --zero`);
      throw new Problem('refused', say('grammar.zero', { command: again }), 'scale to zero without the flag');
    }
    return { result: 'change', kind: 'scale', environment, wish: { count }, reason: reason ?? null };
  },
});
