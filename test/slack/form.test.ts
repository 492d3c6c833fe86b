import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plain } from '../../src/core/document.ts';
import { failing } from '../commands/builders.ts';
import { person } from './fake-slack.ts';
import { chosen, type FormHouse, IMAGES, openFormHouse } from './form-house.ts';

let house: FormHouse;
let reads: number;
beforeEach(async () => {
  reads = 0;
  const recent: typeof IMAGES.recent = (...given) => {
    reads += 1;
    return IMAGES.recent(...given);
  };
  house = await openFormHouse({ readers: { images: { ...IMAGES, recent } } });
});
afterEach(() => house.close());

async function type(text: string) {
  const sent = await house.sendCommand({ text });
  await house.settled();
  return sent;
}

const answers = () => house.fake.responses.map(({ body }) => JSON.stringify(body));
const field = (name: string) =>
  house.view().blocks.find((each) => each['block_id'] === `hydrous:field:${name}`);

describe('a verb without its arguments', () => {
  test('opens at once with a word, and is filled with what there is, in the language of the person', async () => {
    const sent = await type('deploy');
    expect(sent).toMatchObject({ status: 200, text: '' });
    const [opened] = house.fake.callsOf('views.open');
    expect(JSON.stringify(opened?.['view'])).not.toContain('v1.11.0');
    const [updated] = house.fake.callsOf('views.update');
    expect(updated).toMatchObject({ view_id: 'V0ONE', hash: 'first' });
    expect(house.view().title.text).toBe('Desplegar');
    expect(JSON.stringify(field('image'))).toContain('v1.11.0 · arquitectura sin leer · hace 1 h');
    expect(JSON.stringify(house.view().blocks.at(-1))).toContain('/hydrous deploy … production');
    expect(answers()).toEqual([]);
    expect(house.commands).toEqual([]);
  });

  test('keeps a reason that was typed already', async () => {
    await type('deploy --reason &lt;hotfix&gt;');
    expect(field('reason')).toMatchObject({ element: { initial_value: '<hotfix>' } });
  });

  test('with its arguments it goes its way, and no form is opened', async () => {
    await type('deploy v1.11.0');
    expect(house.commands).toMatchObject([{ text: 'deploy v1.11.0', via: 'slash' }]);
    expect(house.fake.callsOf('views.open')).toEqual([]);
  });

  test.each([
    ['the trigger is over', 'views.open', { error: 'expired_trigger_id' }],
    ['Slack answers nothing that can be used', 'views.open', { status: 500, body: 'oops' }],
    ['the form cannot be filled', 'views.update', { error: 'invalid_arguments' }],
  ])('when %s, the line is answered as it was typed', async (_, method, fault) => {
    house.fake.fail(method, fault);
    await type('deploy');
    expect(house.commands).toMatchObject([{ text: 'deploy', via: 'slash' }]);
    expect(answers()).toHaveLength(1);
  });

  test.each(['not_found', 'hash_conflict'])(
    'whoever closed it meanwhile (%s) hears nothing',
    async (error) => {
      house.fake.fail('views.update', { error });
      await type('deploy');
      expect(house.commands).toEqual([]);
      expect(answers()).toEqual([]);
    },
  );

  test('without AWS the form opens all the same, and says what could not be read', async () => {
    const down = await openFormHouse({
      readers: { images: { ...IMAGES, recent: () => Promise.reject(failing()) } },
    });
    await down.sendCommand({ text: 'deploy' });
    await down.settled();
    expect(JSON.stringify(down.view().blocks)).toContain('No pude leer las imágenes');
    expect(down.view().submit?.text).toBe('Preparar el plan');
    await down.close();
  });
});

describe('nobody sees values that they may not ask for', () => {
  test('a guest', async () => {
    house.fake.users.set('U0ANN', person('U0ANN', { is_restricted: true }));
    await type('deploy');
    expect(JSON.stringify(house.view().blocks)).toContain('full members');
    expect(house.view().submit).toBeUndefined();
    expect(reads).toBe(0);
  });

  test('somebody who is no operator, and the refusal leaves its trace', async () => {
    house.fake.users.set('U0EVE', person('U0EVE'));
    await house.sendCommand({ text: 'deploy', user_id: 'U0EVE' });
    await house.settled();
    expect(JSON.stringify(house.view().blocks)).toContain('U0ANN');
    expect(house.view().submit).toBeUndefined();
    expect(house.refusals).toEqual([{ at: 'permission', verb: 'deploy' }]);
    expect(reads).toBe(0);
  });

  test('another workspace is shown no form at all', async () => {
    await house.sendCommand({ text: 'deploy', team_id: 'T0FAR' });
    await house.settled();
    expect(house.fake.callsOf('views.open')).toEqual([]);
  });
});

describe('a submission', () => {
  beforeEach(() => type('deploy'));

  test('is the command line that one could have typed, and the answer says which', async () => {
    const sent = await house.submit({ image: chosen('v1.11.0'), reason: ' PR <214> ' });
    await house.settled();
    expect(sent).toMatchObject({ status: 200 });
    expect(sent.response_action).toBeUndefined();
    expect(house.ran).toMatchObject([
      {
        text: 'deploy v1.11.0 production --reason "PR &lt;214&gt;"',
        via: 'form',
        source: 'view:V0ONE',
        member: { user: 'U0ANN', team: 'T0HOME' },
        channel: 'C0OPS',
        locale: 'es',
      },
    ]);
    expect(answers()).toHaveLength(1);
    expect(answers()[0]).toContain('/hydrous deploy v1.11.0 production --reason');
  });

  test('twice is one request by name', async () => {
    await Promise.all([1, 2].map(() => house.submit({ image: chosen('v1.11.0') })));
    expect(new Set(house.ran.map(({ source }) => source))).toEqual(new Set(['view:V0ONE']));
  });

  test('says at its field what cannot be right, and runs nothing', async () => {
    const none = await house.submit({});
    expect(none.errors).toEqual({
      'hydrous:field:image': 'Elige una imagen de la lista, o escríbela abajo.',
    });
    const bad = await house.submit({ other: 'v1 && id' });
    expect(Object.keys(bad.errors ?? {})).toEqual(['hydrous:field:other']);
    expect(house.ran).toEqual([]);
  });

  test('says what the plan refuses while the form is open, and nothing is lost', async () => {
    house.run = async () => ({
      summary: { es: 'Se detuvo', en: 'Stopped' },
      pieces: [
        {
          piece: 'list',
          items: [
            { mark: 'ok', text: { es: 'Bien', en: 'Fine' } },
            { mark: 'stop', text: { es: 'Otra arquitectura', en: 'Another architecture' } },
          ],
        },
      ],
      refused: true,
    });
    const sent = await house.submit({ image: chosen('v1.11.0') });
    const typed = await house.submit({ other: 'v1.11.0' });
    await house.settled();
    expect(sent.errors).toEqual({ 'hydrous:field:image': 'Otra arquitectura' });
    expect(typed.errors).toEqual({ 'hydrous:field:other': 'Otra arquitectura' });
    expect(answers()).toEqual([]);
  });

  test('that takes longer closes the form within Slack’s time, and the refusal follows privately', async () => {
    house.run = async () => {
      await new Promise((resolve) => setTimeout(resolve, 2_300));
      return { ...plain({ es: 'No existe', en: 'No such tag' }), refused: true };
    };
    const sent = await house.submit({ image: chosen('v1.11.0') });
    expect(sent).toMatchObject({ status: 200 });
    expect(sent.errors).toBeUndefined();
    await house.settled();
    expect(answers().join()).toContain('No existe');
  });

  test('of somebody who became a guest meanwhile is refused in the form', async () => {
    house.fake.users.set('U0NEW', person('U0NEW', { is_ultra_restricted: true }));
    const view = house.view();
    const sent = await house.sendPayload({
      type: 'view_submission',
      api_app_id: 'A0APP',
      team: { id: 'T0HOME' },
      user: { id: 'U0NEW', team_id: 'T0HOME' },
      view: {
        id: 'V0ONE',
        callback_id: view.callback_id,
        private_metadata: view.private_metadata,
        state: { values: { 'hydrous:field:image': { image: chosen('v1.11.0') } } },
      },
    });
    expect(sent.text).toContain('full members');
    expect(house.ran).toEqual([]);
  });

  test.each(['', 'x', 'null', '{}', '{"wish":{"verb":"rm"},"to":{"channel":"C0OPS"}}'])(
    'with metadata that is no form (%j) does nothing and says so',
    async (private_metadata) => {
      const sent = await house.submit({ image: chosen('v1.11.0') }, { private_metadata });
      expect(sent).toMatchObject({ status: 200, response_action: 'update' });
      expect(JSON.stringify(sent.view)).toContain('ya no vale');
      expect(house.ran).toEqual([]);
    },
  );
});

describe('a secret value', () => {
  const VALUE = 'hunter2-zapato-verde';

  test('is in the one line that runs and nowhere else', async () => {
    await type('env set');
    expect((await house.submit({ name: 'A', value: `${VALUE}\u200b` })).errors).toBeDefined();
    expect((await house.submit({ more: VALUE })).errors).toBeDefined();
    await house.submit({ name: 'API_TOKEN', value: VALUE, more: 'LOG_LEVEL=debug' });
    await house.settled();
    expect(house.ran.map(({ text }) => text)).toEqual([
      `env set API_TOKEN=${VALUE} LOG_LEVEL=debug production`,
    ]);
    expect(answers().join()).toContain('env set API_TOKEN=*** LOG_LEVEL=*** production');
    expect(JSON.stringify([house.fake.calls, house.fake.responses, house.lines])).not.toContain(VALUE);
  });

  test('whose change fails unexpectedly is in no log', async () => {
    await type('env set');
    house.run = () => Promise.reject(new Error('broken'));
    await house.submit({ name: 'API_TOKEN', value: VALUE });
    await house.settled();
    expect(answers().join()).toContain('Algo falló de mi lado');
    expect(JSON.stringify([house.fake.calls, house.lines])).not.toContain(VALUE);
  });
});
