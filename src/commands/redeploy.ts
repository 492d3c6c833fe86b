import { command } from '../core/command.ts';

export const redeploy = command({
  verb: 'redeploy',
  usage: ['redeploy [env] [--reason "…"]'],
  example: 'redeploy --reason "PR 214"',
  summary: { es: 'vuelve a desplegar la misma revisión', en: 'roll out the same revision again' },
  permission: 'operator',
  changes: true,
  arguments: {
    positional: { environment: { kind: 'environment' } },
    options: { reason: { kind: 'text' } },
  },
  async handle({ environment, reason }) {
    return { result: 'change', kind: 'redeploy', environment, wish: {}, reason: reason ?? null };
  },
});
