import { command } from '../core/command.ts';

export const deploy = command({
  verb: 'deploy',
  usage: ['deploy <tag | @sha256:… | revision:N> [env] [--reason "…"]'],
  example: 'deploy v1.11.0 --reason "PR 214"',
  summary: { es: 'planifica y despliega una imagen', en: 'plan and roll out an image' },
  permission: 'operator',
  changes: true,
  arguments: {
    positional: { image: { kind: 'image', required: true }, environment: { kind: 'environment' } },
    options: { reason: { kind: 'text' } },
  },
  async handle({ image, environment, reason }) {
    return { result: 'change', kind: 'deploy', environment, wish: { image }, reason: reason ?? null };
  },
});
