/** Looks at the account for what a policy needs and `hydrous.yml` does not hold. */
import { createLog } from './ambient.ts';
import { createCaller } from './aws/call.ts';
import { createClients } from './aws/clients.ts';
import { readTaskPlace } from './aws/task-places.ts';
import type { Environment } from './core/environment.ts';
import type { IamPlace } from './core/iam/place.ts';

/** Reads each service as it runs now, with the credentials of whoever asks. Throws a Problem. */
export async function readTaskPlaces(environments: readonly Environment[]): Promise<readonly IamPlace[]> {
  const clients = createClients({ log: createLog('silent') });
  const caller = createCaller();
  try {
    return await Promise.all(environments.map((each) => readTaskPlace(clients, caller, each)));
  } finally {
    clients.close();
  }
}
