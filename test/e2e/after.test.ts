/** What comes after an incident opened, and the test of the alarms' way: the shipped bot over real wires. */
import { CloudWatchClient, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fieldsOf, textOf } from '../../sandbox/slack/json.ts';
import type { Message } from '../../sandbox/slack/state.ts';
import { type Sandbox, startSandbox } from '../../sandbox/start.ts';

let sandbox: Sandbox;
let cloudwatch: CloudWatchClient;

beforeAll(async () => {
  sandbox = await startSandbox({ aws: { speed: 10 } });
  cloudwatch = new CloudWatchClient({
    region: 'us-east-1',
    endpoint: sandbox.environment['AWS_ENDPOINT_URL']!,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' },
  });
  // What is published before the subscription is confirmed reaches nobody.
  await until(() => sandbox.bot.lines.some((line) => line.includes('subscribed to the topic')));
}, 60_000);
afterAll(async () => {
  cloudwatch.destroy();
  await sandbox.close();
});

/** Gives what `found` gives, once it is something. Throws after 20 s. */
async function until<T>(found: () => T | undefined | false): Promise<T> {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    const value = found();
    if (value !== undefined && value !== false) return value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`it never came: ${sandbox.bot.lines.slice(-5).join('\n')}`);
}

function message(channel: string, fits: (one: Message) => boolean): Promise<Message> {
  return until(() => sandbox.slack.state.messages(channel).find(fits));
}

const written = (one: Message): string => `${one.text} ${JSON.stringify(one.blocks)}`;
const imageOf = (one: Message) => one.blocks.find((block) => block['type'] === 'image');

describe('a chart', () => {
  test('comes to the card of an alarm, which was there before it', async () => {
    await cloudwatch.send(
      new SetAlarmStateCommand({
        AlarmName: 'hydrous-cpu-high',
        StateValue: 'ALARM',
        StateReason: 'Threshold Crossed: 1 datapoint [92.0 (24/11/26 10:00:00)] was greater than 80.0.',
      }),
    );
    const first = await message('C0INC', (one) => written(one).includes('hydrous-cpu-high'));
    expect(imageOf(first)).toBeUndefined();
    const card = await message('C0INC', (one) => one.ts === first.ts && imageOf(one) !== undefined);
    const image = fieldsOf(imageOf(card));
    expect(textOf(image['alt_text'])).toMatch(
      /^Gráfico de la alarma hydrous-cpu-high, tres horas hasta .*Umbral: > 80 %/,
    );
    const id = textOf(fieldsOf(image['slack_file'])['id']);
    const file = sandbox.slack.state.files.get(id);
    expect(file?.bytes?.subarray(1, 4).toString()).toBe('PNG');
    expect(file?.altText).toContain('Umbral: > 80 %');
  }, 40_000);
});

describe('the post-mortem', () => {
  test('comes to the one who asked as a file in the conversation with the bot', async () => {
    const card = await message('C0INC', (one) => written(one).includes('hydrous-cpu-high'));
    const id = textOf(fieldsOf(card.metadata?.['event_payload'])['incident']);
    await sandbox.slack.as('U0GRACE').command('/hydrous', `incident ${id} --export`);
    const direct = sandbox.slack.state.direct('U0GRACE').id;
    const shared = await message(direct, (one) => one.files.length > 0);
    const file = sandbox.slack.state.files.get(shared.files[0] ?? '')?.bytes?.toString() ?? '';
    expect(file).toMatch(/^# production: /);
    expect(file).toContain('| UTC | America/New\\_York | What happened | Who |');
    expect(file).toContain('The alarm fired; the incident opened');
    // The file is there before the answer takes the place of the first word.
    await until(() =>
      sandbox.slack
        .as('U0GRACE')
        .ephemerals()
        .some(({ text }) => text.includes('Post-mortem')),
    );
    expect(sandbox.slack.state.messages('C0OPS').some((one) => one.files.length > 0)).toBe(false);
  }, 40_000);
});

describe('alarms test', () => {
  test('goes through every hop without anybody’s approval, and says so on its card', async () => {
    await sandbox.slack.as('U0ANA').command('/hydrous', 'alarms test');
    const card = await message('C0OPS', (one) => /Hecho: probar el camino/.test(written(one)));
    expect(written(card)).toContain('CloudWatch aceptó la alarma');
    expect(written(card)).toContain('la firma vale');
    expect(written(card)).toContain('La tarjeta está en el canal de incidentes');
    const incident = await message('C0INC', (one) => written(one).includes('Alarma de prueba'));
    expect(written(incident)).toContain('alarms test');
    expect(imageOf(incident)).toBeUndefined();
    expect(sandbox.aws.calls.count('PutMetricAlarm')).toBe(1);
    expect(sandbox.aws.calls.count('SetAlarmState')).toBe(3);
  }, 40_000);

  test('may not be asked for by somebody who may only look', async () => {
    await sandbox.slack.as('U0VERA').command('/hydrous', 'alarms test');
    await until(() => sandbox.slack.as('U0VERA').ephemerals().length > 0);
    expect(sandbox.aws.calls.count('PutMetricAlarm')).toBe(1);
  });
});
