/** What an ack of `/hydrous status` costs beside a bare Bolt app, in turns within one run, and the memory after start. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load, median, percentile, residentMiB, SIGNING_SECRET } from './load.ts';
import { type Program, startProgram, startSilentAws, startSlackStub } from './programs.ts';

export interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly aim?: string;
}

const ROUNDS = 5;
const REQUESTS = 4_000;
const CONNECTIONS = 50;

const CONFIGURATION = `
channels: { operations: C0OPS, incidents: C0INC }
people:
  operators: { users: [U0ANA] }
  approvers: { users: [U0BRUNO] }
  viewers: everyone
teams: [T0HYDROUS]
environments:
  production:
    region: us-east-1
    cluster: hydrous
    service: hydrous-production
    repository: hydrous
    logGroup: /ecs/hydrous-backend
sns: { topics: ['arn:aws:sns:us-east-1:123456789012:hydrous-alarms'] }
`;

export async function ackBenchmark(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'hydrous-bench-'));
  const slack = await startSlackStub();
  const aws = await startSilentAws();
  writeFileSync(join(folder, 'hydrous.yml'), CONFIGURATION);
  const bot = await startProgram(fileURLToPath(new URL('../dist/main.js', import.meta.url)), {
    SLACK_BOT_TOKEN: 'xoxb-bench-token',
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: slack.url,
    HYDROUS_CONFIG: join(folder, 'hydrous.yml'),
    HYDROUS_DATA: join(folder, 'data'),
    HOST: '127.0.0.1',
    PORT: '0',
    AWS_ENDPOINT_URL: aws.url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
    AWS_EC2_METADATA_DISABLED: 'true',
  });
  const floor = await startProgram(fileURLToPath(new URL('./bare-bolt.ts', import.meta.url)), {});
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const resident = residentMiB(bot.pid);
  try {
    return [
      ...(await compare(bot, floor)),
      { what: 'RSS after start', value: resident, unit: 'MiB', aim: '<= 200' },
    ];
  } finally {
    await bot.stop();
    await floor.stop();
    slack.close();
    aws.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compare(bot: Program, floor: Program): Promise<readonly Row[]> {
  const ratios: number[] = [];
  const measured: { bot: number[]; floor: number[]; botTail: number[]; floorTail: number[] } = {
    bot: [],
    floor: [],
    botTail: [],
    floorTail: [],
  };
  let failures = 0;
  for (let round = 0; round <= ROUNDS; round += 1) {
    const ours = await load({ ...bot, text: 'status', connections: CONNECTIONS, total: REQUESTS });
    const bare = await load({ ...floor, text: 'status', connections: CONNECTIONS, total: REQUESTS });
    failures += ours.failures + bare.failures;
    // The first round warms both up and is not counted.
    if (round === 0) continue;
    ratios.push(ours.cpuPerRequest / bare.cpuPerRequest);
    measured.bot.push(ours.cpuPerRequest);
    measured.floor.push(bare.cpuPerRequest);
    measured.botTail.push(percentile(ours.latencies, 0.99));
    measured.floorTail.push(percentile(bare.latencies, 0.99));
  }
  return [
    { what: 'ack, CPU per request', value: median(measured.bot), unit: 'µs' },
    { what: 'bare Bolt, CPU per request', value: median(measured.floor), unit: 'µs' },
    { what: 'ack CPU against bare Bolt', value: median(ratios), unit: 'x', aim: '<= 1.3' },
    { what: `ack p99 at ${CONNECTIONS} connections`, value: median(measured.botTail), unit: 'ms' },
    { what: `bare Bolt p99 at ${CONNECTIONS} connections`, value: median(measured.floorTail), unit: 'ms' },
    { what: 'answers other than 200', value: failures, unit: '', aim: '0' },
  ];
}
