import { command } from '../core/command.ts';

export const unfreeze = command({
  verb: 'unfreeze',
  usage: ['unfreeze [env]'],
  example: 'unfreeze',
  summary: {
    es: 'termina una congelación antes de tiempo; las de hydrous.yml se cambian en el archivo',
    en: 'end a freeze early; those of hydrous.yml are changed in the file',
  },
  permission: 'operator',
  changes: true,
  arguments: { positional: { environment: { kind: 'environment' } }, options: {} },
  async handle({ environment }) {
    return { result: 'lock', act: { act: 'unfreeze', environment: environment.name } };
  },
});
