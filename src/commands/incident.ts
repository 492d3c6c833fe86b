import { incidentCard } from '../core/cards/incident-card.ts';
import { type CommandReaders, command } from '../core/command.ts';
import type { Document } from '../core/document.ts';
import type { Environment } from '../core/environment.ts';
import type { Incident } from '../core/incident.ts';
import { postMortemDocument } from '../core/post-mortem.ts';
import { Problem } from '../core/problem.ts';
import { code, say } from '../core/sentence.ts';

export const incident = command({
  verb: 'incident',
  usage: ['incident ID [--export]', 'incident ID reopen'],
  example: 'incident inc-7kq2m9xd4t',
  summary: { es: 'un incidente con lo que se sabe de él', en: 'an incident with what is known of it' },
  permission: 'viewer',
  changes: false,
  changing: { words: ['reopen'], permission: ['operator', 'approver'] },
  arguments: {
    positional: { id: { kind: 'id', of: 'incident', required: true }, word: { kind: 'word' } },
    options: { export: { kind: 'flag' } },
  },
  async handle({ id, word, export: asFile }, { readers, environments, invocation }) {
    if (word !== undefined && word.toLowerCase() !== 'reopen') {
      const line = code(`incident ${id} reopen`);
      throw new Problem(
        'refused',
        say('life.word-unknown', { word, line }),
        'unknown word after an incident',
      );
    }
    if (word !== undefined) return { result: 'incident', incident: id, act: { action: 'reopen' } };
    const found = await readers.incident(id);
    if (found === null)
      throw new Problem('refused', say('incidents.unknown', { id }), 'there is no such incident');
    const environment = environments.find(({ name }) => name === found.environment) ?? null;
    if (asFile !== undefined)
      return { result: 'answer', document: await exported(found, environment, readers, invocation.zone) };
    return {
      result: 'answer',
      document: incidentCard({ incident: found, guide: readers.guide, environment }),
    };
  },
});

/** How far back operations are looked through for those that were started from the card. */
const OPERATIONS = 500;
const AUDIT_ROWS = 1_000;

/** The post-mortem, for the eyes of the one who asked. */
async function exported(
  incident: Incident,
  environment: Environment | null,
  readers: CommandReaders,
  zone: string | null,
): Promise<Document> {
  const started = (await readers.operations(environment, OPERATIONS)).filter(
    (operation) => operation.incident === incident.id,
  );
  const subjects = [incident.id, ...started.map(({ id }) => id)];
  const audit = await readers.audit({ subjects, limit: AUDIT_ROWS });
  const operations = [...started].reverse();
  return postMortemDocument({ incident, audit, operations, guide: readers.guide, zone });
}
