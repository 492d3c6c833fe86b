import { command } from '../core/command.ts';

export const unlock = command({
  verb: 'unlock',
  usage: ['unlock [env]'],
  example: 'unlock',
  summary: {
    es: 'abre un entorno bloqueado, también tras un rollback; se avisa a quien lo bloqueó',
    en: 'open a locked environment, also after a rollback; whoever locked it is told',
  },
  permission: 'operator',
  changes: true,
  arguments: { positional: { environment: { kind: 'environment' } }, options: {} },
  async handle({ environment }) {
    return { result: 'lock', act: { act: 'unlock', environment: environment.name } };
  },
});
