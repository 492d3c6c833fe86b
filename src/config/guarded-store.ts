/** The bot's own records must not live in a database that it restarts, resizes and restores. */
import type { Environment } from '../core/environment.ts';
import type { Secret } from './secret.ts';

/**
 * Null when the store may be used; else the mistake. `endpoints` are the host names of guarded databases where
 * they are known; beside them, an RDS host that starts with a guarded database's name counts as that database
 * (`<database>.<hash>.<region>.rds.amazonaws.com`, Amazon RDS User Guide, "Finding the connection information").
 */
export function guardedStoreMistake(
  store: { readonly databaseUrl: Secret | null; readonly allowGuardedStore: boolean },
  environments: readonly Pick<Environment, 'name' | 'database'>[],
  endpoints: readonly string[] = [],
): string | null {
  if (store.databaseUrl === null || store.allowGuardedStore) return null;
  const hosts = hostsOf(store.databaseUrl.reveal());
  const guarded = environments.find((environment) =>
    hosts.some((host) => environment.database !== null && isEndpointOf(host, environment.database)),
  );
  const known = hosts.some((host) => endpoints.some((endpoint) => bare(endpoint) === host));
  if (guarded === undefined && !known) return null;
  const which = guarded === undefined ? 'a guarded database' : `the database that ${guarded.name} guards`;
  return `DATABASE_URL is ${which}; the bot would lose its memory together with it. Use another database, leave DATABASE_URL unset for the embedded one, or set HYDROUS_ALLOW_GUARDED_STORE=true`;
}

/** The host of the address, and the one in `?host=`, which the driver prefers. */
function hostsOf(databaseUrl: string): string[] {
  const url = new URL(databaseUrl);
  return [url.hostname, ...url.searchParams.getAll('host')].map(bare);
}

function bare(host: string): string {
  return decodeURIComponent(host).toLowerCase().replace(/\.$/, '').replace(/:\d+$/, '');
}

function isEndpointOf(host: string, database: string): boolean {
  return host.startsWith(`${database.toLowerCase()}.`) && host.endsWith('.rds.amazonaws.com');
}
