import { command } from '../core/command.ts';
import type { Environment } from '../core/environment.ts';
import { deployForm } from '../core/forms/deploy-form.ts';
import { nearMisses } from '../core/near-miss.ts';
import { Problem } from '../core/problem.ts';
import { code, type Sentence, say } from '../core/sentence.ts';

export const deploy = command({
  verb: 'deploy',
  usage: [
    'deploy <tag | @sha256:… | revision:N> [env] [--reason "…"]',
    'deploy --from ENV [env] [--reason "…"]',
  ],
  example: 'deploy v1.11.0 --reason "PR 214"',
  summary: { es: 'planifica y despliega una imagen', en: 'plan and roll out an image' },
  permission: 'operator',
  changes: true,
  arguments: {
    positional: {
      image: { kind: 'image', required: true, unless: 'from' },
      environment: { kind: 'environment' },
    },
    options: { reason: { kind: 'text' }, from: { kind: 'text' } },
  },
  form: deployForm,
  async handle({ image, environment, reason, from }, { environments }) {
    const asked = { result: 'change', kind: 'deploy', environment, reason: reason ?? null } as const;
    if (from === undefined) return { ...asked, wish: { image } };
    if (image !== undefined) throw refused(say('plan.image-and-from'));
    if (from === environment.name) throw refused(say('plan.from-itself', { from }));
    const source = environments.find(({ name }) => name === from);
    if (source === undefined) throw refused(noEnvironment(from, environments));
    return { ...asked, wish: { from: source } };
  },
});

function noEnvironment(word: string, environments: readonly Environment[]): Sentence {
  const names = environments.map(({ name }) => name);
  const near = nearMisses(word, names).map(code);
  return say('plan.from-no-environment', { word, near, names: names.map(code) });
}

function refused(refusal: Sentence): Problem {
  return new Problem('refused', refusal, 'deploy: refused');
}
