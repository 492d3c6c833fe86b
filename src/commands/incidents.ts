import { command } from '../core/command.ts';
import { incidentsDocument } from '../core/incidents-document.ts';
import { nearMisses } from '../core/near-miss.ts';
import { Problem } from '../core/problem.ts';
import { code, say } from '../core/sentence.ts';

const READ = 100;

export const incidents = command({
  verb: 'incidents',
  usage: ['incidents [env]'],
  example: 'incidents',
  summary: {
    es: 'los incidentes abiertos y los últimos resueltos',
    en: 'open incidents and the last resolved ones',
  },
  permission: 'viewer',
  changes: false,
  // Without a name it is all of them: some belong to no environment.
  arguments: { positional: { name: { kind: 'word' } }, options: {} },
  async handle({ name }, { readers, environments }) {
    const environment = environments.find((each) => each.name === name) ?? null;
    if (name !== undefined && environment === null) {
      const known = environments.map((each) => each.name);
      const [near = known[0] ?? ''] = nearMisses(name, known);
      const line = code(`incidents ${near}`);
      throw new Problem('refused', say('life.word-unknown', { word: name, line }), 'unknown environment');
    }
    const found = await readers.incidents(environment, READ);
    return { result: 'answer', document: incidentsDocument(found, readers.clock.now()) };
  },
});
