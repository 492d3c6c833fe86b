import { command } from '../core/command.ts';
import { rollbackForm } from '../core/forms/rollback-form.ts';

export const rollback = command({
  verb: 'rollback',
  usage: ['rollback [revision:N] [env] [--reason "…"]', 'rollback --form [env]'],
  example: 'rollback revision:41',
  summary: {
    es: 'vuelve al último despliegue probado, o a la revisión que digas',
    en: 'go back to the last proven deployment, or to the revision you name',
  },
  permission: 'operator',
  changes: true,
  arguments: {
    positional: { revision: { kind: 'revision' }, environment: { kind: 'environment' } },
    options: { reason: { kind: 'text' } },
  },
  form: rollbackForm,
  async handle({ revision, environment, reason }) {
    const wish = { revision: revision ?? null };
    return { result: 'change', kind: 'rollback', environment, wish, reason: reason ?? null };
  },
});
