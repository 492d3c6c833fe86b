/** Saves the evidence of an incident as a folder's files: what AWS answers now, and what it has forgotten since. */
import { createLog, systemClock } from './ambient.ts';
import { surroundingReaders } from './app-readers.ts';
import { createAws } from './aws/aws.ts';
import { createClients } from './aws/clients.ts';
import { createRecorder } from './aws/replay/record-clients.ts';
import type { SavedFile } from './aws/replay/saved-answers.ts';
import { aboutFile, notificationFile, rememberedFiles } from './aws/replay/saved-incident.ts';
import type { Configuration } from './config/hydrous-file.ts';
import type { Settings } from './config/settings.ts';
import { gatherEvidence } from './flows/gather-evidence.ts';
import { logsFrom } from './flows/investigate.ts';
import { openStore } from './store/open-store.ts';

export type SaveEvidence =
  | { readonly ok: true; readonly files: readonly SavedFile[] }
  | { readonly ok: false; readonly why: string };

/** Reads the store and AWS, and changes neither. `why` is in English, for whoever typed the command. */
export async function saveEvidence(
  settings: Settings,
  { environments }: Configuration,
  id: string,
): Promise<SaveEvidence> {
  const log = createLog('silent');
  const store = openStore({
    url: settings.databaseUrl?.reveal() ?? null,
    folder: settings.dataFolder,
    log,
  });
  try {
    await store.start();
    const incident = await store.incidents.get(id);
    if (incident === null) return { ok: false, why: `there is no incident ${id}` };
    const environment = environments.find(({ name }) => name === incident.environment);
    if (environment === undefined)
      return { ok: false, why: `${id} belongs to no environment of the configuration` };
    const recorder = createRecorder(createClients({ log }));
    const aws = createAws({ clock: systemClock, log, clients: recorder.clients });
    const { alarm } = incident;
    const now = systemClock.now();
    const readers = {
      ...aws,
      ...surroundingReaders(aws, store),
      clock: systemClock,
      operations: async () => [],
    };
    const from = alarm === null ? incident.openedAt - 30 * 60_000 : logsFrom(alarm, now);
    const evidence = await gatherEvidence(readers, environment, from, log, alarm);
    aws.close();
    const probed = {
      ...(incident.evidence ?? evidence),
      ...(evidence.probes === undefined ? {} : { probes: evidence.probes }),
    };
    return {
      ok: true,
      files: [
        aboutFile(id, environment.name, now),
        ...(alarm === null ? [] : [notificationFile(alarm)]),
        ...recorder.files(),
        ...rememberedFiles(probed),
      ],
    };
  } finally {
    await store.close();
  }
}
