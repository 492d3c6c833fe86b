/** The queue as it comes: the shipped bot polls it over the wire, and a card appears. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { type Program, startProgram } from '../../bench/programs.ts';
import { awsEnvironment } from '../../sandbox/aws/environment.ts';
import { startAws } from '../../sandbox/aws/server.ts';
import { startSlack } from '../../sandbox/slack/server.ts';
import { alarmMessage, TOPIC } from '../core/alarm-fixtures.ts';
import { snsEnvelope } from '../core/notification-fixtures.ts';
import { eventually, INC, payload } from '../faults/house.ts';

const LONG = 90_000;
const SECRET = 'queue-signing-secret';

describe('the queue of the configuration', () => {
  it('is read: an envelope in it becomes a card, and is gone from it then', { timeout: LONG }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hydrous-queue-'));
    const slack = await startSlack({
      signingSecret: SECRET,
      botToken: 'xoxb-queue-token',
      rateLimits: false,
    });
    const aws = await startAws();
    writeFileSync(join(folder, 'hydrous.yml'), configuration(aws.queueUrl));
    const environment = {
      ...awsEnvironment(aws.url),
      SLACK_BOT_TOKEN: 'xoxb-queue-token',
      SLACK_SIGNING_SECRET: SECRET,
      SLACK_API_URL: slack.url,
      HYDROUS_CONFIG: join(folder, 'hydrous.yml'),
      HYDROUS_DATA: join(folder, 'data'),
      HOST: '127.0.0.1',
      PORT: '0',
    };
    const sender = new SQSClient({
      endpoint: aws.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
    });
    let bot: Program | null = null;
    try {
      bot = await startProgram(fileURLToPath(new URL('../../src/main.ts', import.meta.url)), environment);
      const message = alarmMessage({ StateChangeTime: new Date().toISOString().replace('Z', '+0000') });
      await sender.send(
        new SendMessageCommand({
          QueueUrl: aws.queueUrl,
          MessageBody: snsEnvelope(message, { Timestamp: new Date().toISOString() }),
        }),
      );
      const card = await slack.state.until(
        () =>
          slack.state.messages(INC).find(({ metadata }) => metadata?.['event_type'] === 'hydrous_incident'),
        60_000,
      );
      expect(payload(card)['state']).toBe('open');
      await eventually('it is gone', () => aws.world.queues.all.get('hydrous-alarms')?.messages.length === 0);
      await bot.stop();
      bot = null;
    } finally {
      await bot?.stop();
      sender.destroy();
      await Promise.all([slack.close(), aws.close()]);
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

function configuration(queueUrl: string): string {
  return `channels: { operations: C0OPS, incidents: ${INC} }
people:
  operators: { users: [U0ANA] }
  approvers: { users: [U0BRUNO] }
  viewers: everyone
teams: [T0HYDROUS]
environments:
  production: { region: us-east-1, cluster: hydrous, service: hydrous-production, repository: hydrous, logGroup: /ecs/hydrous-backend }
sns: { topics: ['${TOPIC}'], queueUrl: '${queueUrl}' }
`;
}
