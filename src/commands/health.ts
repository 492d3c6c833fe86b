import { afterIt, answerTime } from '../core/answer-time.ts';
import { type CommandReaders, command } from '../core/command.ts';
import type { Environment } from '../core/environment.ts';
import type { ProbeEvidence } from '../core/evidence.ts';
import { healthDocument } from '../core/health-document.ts';
import { targetsOf } from '../core/service-targets.ts';

export const health = command({
  verb: 'health',
  usage: ['health [env]'],
  example: 'health',
  summary: {
    es: 'si responde: la API y CORS probados ahora, destinos con su motivo, base de datos y caché',
    en: 'whether it answers: the API and CORS probed now, targets with reasons, database and cache',
  },
  permission: 'viewer',
  changes: false,
  arguments: { positional: { environment: { kind: 'environment' } }, options: {} },
  async handle({ environment }, { readers }) {
    const { clock, ecs, targetGroups, databases, caches } = readers;
    const { soon } = answerTime(clock);
    const service = soon(ecs.service(environment));
    const [seen, targets, groups, tasks, probes, database, cache] = await Promise.all([
      service,
      afterIt(service, (found) => soon(targetsOf(readers, environment, found))),
      afterIt(service, (found) =>
        soon(
          targetGroups.groups(
            environment,
            found.targetGroups.map(({ arn }) => arn),
          ),
        ),
      ),
      soon(ecs.tasks(environment, 'RUNNING')),
      soon(probeOf(readers, environment)),
      soon(databases.state(environment)),
      soon(caches.state(environment)),
    ]);
    const facts = { environment, at: clock.now(), service: seen, targets, groups, tasks, probes };
    return { result: 'answer', document: healthDocument({ ...facts, database, cache }) };
  },
});

/** As a browser on the configured page would ask, and never another address than the configured one. */
async function probeOf({ probe }: CommandReaders, environment: Environment): Promise<ProbeEvidence | null> {
  const { healthUrl: url, frontendOrigin: origin } = environment;
  if (url === null) return null;
  const [health, preflight] = await Promise.all([
    probe({ method: 'GET', url, headers: origin === null ? {} : { origin } }),
    origin === null
      ? null
      : probe({ method: 'OPTIONS', url, headers: { origin, 'access-control-request-method': 'GET' } }),
  ]);
  return { health, preflight, origin };
}
