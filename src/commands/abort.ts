import { command } from '../core/command.ts';

export const abort = command({
  verb: 'abort',
  usage: ['abort [env] [--reason "…"]'],
  example: 'abort --reason "error 500"',
  summary: {
    es: 'detiene el despliegue en curso y lo revierte',
    en: 'stop the rollout in progress and roll it back',
  },
  permission: 'operator',
  changes: true,
  arguments: {
    positional: { environment: { kind: 'environment' } },
    options: { reason: { kind: 'text' } },
  },
  async handle({ environment, reason }) {
    return { result: 'change', kind: 'abort', environment, wish: {}, reason: reason ?? null };
  },
});
