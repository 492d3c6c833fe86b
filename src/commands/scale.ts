import { command } from '../core/command.ts';
import { scaleForm } from '../core/forms/scale-form.ts';
import { Problem } from '../core/problem.ts';
import { code, say } from '../core/sentence.ts';

export const scale = command({
  verb: 'scale',
  usage: [
    'scale <count> [env] [--reason "…"]',
    'scale cpu=512 memory=1024 [env] [--reason "…"]',
    'scale 0 [env] --zero',
  ],
  example: 'scale 3 --reason "Black Friday"',
  summary: {
    es: 'cambia el número de tareas, o la CPU y la memoria de cada una',
    en: 'change the number of tasks, or the CPU and memory of each',
  },
  permission: 'operator',
  changes: true,
  arguments: {
    positional: { count: { kind: 'count' }, environment: { kind: 'environment' } },
    pairs: { cpu: 'cpu', memory: 'memory' },
    options: { reason: { kind: 'text' }, zero: { kind: 'flag' } },
  },
  form: scaleForm,
  async handle({ count, cpu, memory, environment, reason, zero }) {
    const sized = cpu !== undefined || memory !== undefined;
    if ((count !== undefined) === sized)
      throw new Problem('refused', say('grammar.scale-which'), 'scale with both forms or none');
    const asked = { result: 'change', environment, reason: reason ?? null } as const;
    if (sized) return { ...asked, kind: 'scale-task', wish: { cpu: cpu ?? null, memory: memory ?? null } };
    if (count === 0 && zero === undefined) {
      const again = code(`/hydrous scale 0 ${environment.name} --zero`);
      throw new Problem('refused', say('grammar.zero', { command: again }), 'scale to zero without the flag');
    }
    return { ...asked, kind: 'scale', wish: { count } };
  },
});
