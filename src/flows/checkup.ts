/** The whole of `doctor`: every part looks by itself, at the same time, and none longer than ten seconds. */

import { broken, type Finding, toldOnce } from '../core/doctor/finding.ts';
import { guardedFinding, storeFindings } from '../core/doctor/store-findings.ts';
import type { Clock } from '../core/ports/ambient.ts';
import type { StoreCheckup } from '../core/ports/checkup.ts';
import { say } from '../core/sentence.ts';
import { type AwsCheckupPorts, checkAws } from './checkup-aws.ts';
import { checkSlack, type Part, type SlackCheckupPorts } from './checkup-slack.ts';

export interface CheckupPorts extends AwsCheckupPorts, SlackCheckupPorts {
  readonly stored: StoreCheckup;
  readonly clock: Clock;
}

/** ms. */
const LIMIT = 10_000;

/**
 * Never rejects for what the world outside does. With `only`, no more than the rows whose names begin so: what has
 * just been mended is looked at again.
 */
export async function checkEverything(
  ports: CheckupPorts,
  only: string | null = null,
): Promise<readonly Finding[]> {
  const parts: readonly Part[] = [
    { check: 'store', work: () => checkStore(ports) },
    ...checkSlack(ports),
    ...checkAws(ports),
  ];
  const wanted = parts.filter((part) =>
    [part.check, ...(part.covers ?? [])].some((name) => meets(name, only)),
  );
  const found = await Promise.all(wanted.map((part) => within(ports.clock, part)));
  return only === null ? toldOnce(found.flat()) : found.flat().filter(({ check }) => meets(check, only));
}

/** One begins with the other. */
function meets(name: string, only: string | null): boolean {
  return only === null || name.startsWith(only) || only.startsWith(name);
}

async function checkStore(ports: CheckupPorts): Promise<readonly Finding[]> {
  const { stored, clock, environments, rds } = ports;
  const [look, guarded] = await Promise.all([
    stored.look(),
    Promise.all(
      environments.map((environment) =>
        environment.database === null || stored.hosts.length === 0
          ? null
          : rds.instance(environment, environment.database).then(
              (instance) => instance?.host ?? null,
              // Whether it can be read at all is said by the check of the database itself.
              () => null,
            ),
      ),
    ),
  ]);
  const hosts = guarded.flatMap((host) => (host === null ? [] : [host.toLowerCase()]));
  return [...storeFindings(look, clock.now()), guardedFinding(stored.hosts, hosts, stored.guardedAllowed)];
}

async function within(clock: Clock, { check, work }: Part): Promise<readonly Finding[]> {
  const over = new AbortController();
  const late = clock
    .sleep(LIMIT, over.signal)
    .then(() => [broken(check, say('doctor.too-slow', { limit: { span: LIMIT } }), say('doctor.do.again'))]);
  try {
    return await Promise.race([work(), late]);
  } finally {
    over.abort();
  }
}
