/** Reading verbs as people use them in Slack, in both languages, with the bot as a process of its own. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Message } from '../../sandbox/slack/state.ts';
import { type House, openHouse } from '../faults/house.ts';

/** ms. */
const PATIENCE = 30_000;

let house: House;
beforeAll(async () => {
  house = await openHouse();
  const { people } = house.slack.state;
  people.set('U0BRUNO', { ...people.get('U0BRUNO')!, locale: 'en-US' });
}, 60_000);
afterAll(() => house.close());

/** What somebody sees privately after they typed this, once it is as it should be. */
async function asked(user: string, line: string, fits: (all: string) => boolean): Promise<Message> {
  const person = house.slack.as(user);
  const before = person.ephemerals().length;
  await person.command('/hydrous', line);
  return house.slack.state.until(
    () =>
      person
        .ephemerals()
        .slice(before)
        .find((message) => fits(JSON.stringify(message.blocks))),
    PATIENCE,
  );
}

function pictureIn(message: Message): string | undefined {
  return /"slack_file":\{"id":"(F[A-Z0-9]+)"\}/.exec(JSON.stringify(message.blocks))?.[1];
}

test('metrics come with a picture that CloudWatch drew, and its words', async () => {
  const message = await asked('U0ANA', 'metrics cpu', (all) => all.includes('slack_file'));
  const file = house.slack.state.files.get(pictureIn(message) ?? '');
  expect([...(file?.bytes ?? []).slice(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
  expect(JSON.stringify(message.blocks)).toContain('Gráfica de production · CPU');
  expect(file?.name).toBe('production-cpu.png');
});

test('in English for whoever reads English', async () => {
  const message = await asked('U0BRUNO', 'metrics latency', (all) => all.includes('slack_file'));
  expect(JSON.stringify(message.blocks)).toContain('Chart of production · latency');
  expect(JSON.stringify(await asked('U0BRUNO', 'health', (all) => all.includes('API')))).toContain(
    'answers well',
  );
});

test('without a picture there are figures all the same, and a word about it', async () => {
  const takeBack = house.aws.faults.set('GetMetricWidgetImage', {
    kind: 'error',
    name: 'InvalidParameterValue',
  });
  const message = await asked('U0ANA', 'metrics memory', (all) => all.includes('Memoria'));
  takeBack();
  expect(pictureIn(message)).toBeUndefined();
  expect(JSON.stringify(message.blocks)).toContain('*Gráfica*: no se pudo leer.');
  expect(JSON.stringify(message.blocks)).toMatch(/[▁▂▃▄▅▆▇█]{20}/);
});

test('without the right to have it drawn there is a picture all the same', async () => {
  const takeBack = house.aws.faults.set('GetMetricWidgetImage', {
    kind: 'error',
    name: 'AccessDeniedException',
  });
  const message = await asked('U0ANA', 'metrics memory', (all) => all.includes('slack_file'));
  takeBack();
  const file = house.slack.state.files.get(pictureIn(message) ?? '');
  expect([...(file?.bytes ?? []).slice(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
  expect(JSON.stringify(message.blocks)).not.toContain('*Gráfica*: no se pudo leer');
});

describe.each([
  ['status', 'Tarea ', 'Task '],
  ['health', 'responde bien', 'answers well'],
  ['costs', 'Pronóstico', 'Forecast'],
  ['revisions', 'terminó bien', 'ended well'],
  ['images', 'linux/amd64', 'linux/amd64'],
])('%s', (line, spanish, english) => {
  test('answers in both languages', async () => {
    const shown = [
      await asked('U0ANA', line, (all) => all.includes(spanish)),
      await asked('U0BRUNO', line, (all) => all.includes(english)),
    ];
    for (const message of shown)
      expect(JSON.stringify(message.blocks)).not.toMatch(/could not be read|no se pudo leer/);
  });
});

test('the audit trail comes as a file to whoever asked, its chain verified', async () => {
  const told = await asked('U0ANA', 'history --file', (all) => all.includes('audit-production'));
  expect(JSON.stringify(told.blocks)).toContain('Cadena verificada');
  const file = [...house.slack.state.files.values()].find(
    ({ name }) => name === 'audit-production-verified.csv',
  );
  expect(Buffer.from(file?.bytes ?? []).toString()).toMatch(
    /^seq,at,actor,event,subject,environment,data,hash\n/,
  );
});
