import { afterAll, beforeAll, expect, it } from 'vitest';
import { awsEnvironment } from '../../sandbox/aws/environment.ts';
import { type SimulatedAws, startAws } from '../../sandbox/aws/server.ts';
import { diagnoseFiles } from '../../src/app-diagnose.ts';
import { createAws } from '../../src/aws/aws.ts';
import { createClients } from '../../src/aws/clients.ts';
import { createRecorder } from '../../src/aws/replay/record-clients.ts';
import { gatherEvidence } from '../../src/flows/gather-evidence.ts';
import { shippedGuide } from '../guide/shipped-guide.ts';
import { clock, environment, silent } from './fake-aws.ts';

const { guide } = shippedGuide();
let simulated: SimulatedAws;
beforeAll(async () => {
  simulated = await startAws({ speed: 20 });
  for (const name of Object.keys(process.env).filter((each) => each.startsWith('AWS_')))
    delete process.env[name];
  Object.assign(process.env, awsEnvironment(simulated.url));
});
afterAll(() => simulated.close());

it('what was recorded holds no value of a variable and no secret of the logs, and says the same when replayed', async () => {
  const token = `xoxb-${'1234567890'.repeat(2)}`;
  for (let time = 0; time < 6; time += 1)
    simulated.console.writeLine(
      `ConnectionRefusedError: [Errno 111] Connect call failed ('10.0.3.4', 5432) token=${token}`,
    );
  const recorder = createRecorder(createClients({}));
  const aws = createAws({ clock, log: silent, clients: recorder.clients });
  const readers = { ...aws, clock, operations: async () => [] };
  const live = await gatherEvidence(readers, environment, Date.now() - 600_000, silent);
  aws.close();

  const files = recorder.files();
  const text = files.map((each) => each.text).join('\n');
  expect(files.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['describe-services.json', 'filter-log-events.json', 'get-metric-data.json']),
  );
  expect(text).not.toContain(token);
  expect(text).not.toContain('hydrous-db.example.internal');
  expect(text).toContain('DATABASE_HOST');
  expect(text).not.toContain('$metadata');

  const { diagnosis, evidence, unused } = await diagnoseFiles(files, guide.en);
  expect(unused).toEqual([]);
  expect(diagnosis.verdicts[0]).toMatchObject({ entry: 'database-connection', case: 'refused' });
  expect(evidence.service).toEqual(live.service);
  expect(evidence.lastChange).toMatchObject({
    ok: true,
    value: { revision: live.lastChange.ok ? live.lastChange.value?.revision : 0 },
  });
}, 30_000);
