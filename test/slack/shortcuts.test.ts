import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { environment } from '../commands/builders.ts';
import { incident } from '../core/home-samples.ts';
import { person } from './fake-slack.ts';
import { chosen, type FormHouse, openFormHouse } from './form-house.ts';
import { clickPayload } from './signed.ts';

let house: FormHouse;
beforeEach(async () => {
  house = await openFormHouse();
});
afterEach(() => house.close());

const shown = () => JSON.stringify(house.view().blocks);

async function shortcut(over: object = {}) {
  const sent = await house.sendPayload({
    type: 'shortcut',
    callback_id: 'hydrous:menu',
    team: { id: 'T0HOME' },
    user: { id: 'U0ANN', team_id: 'T0HOME' },
    trigger_id: '7.1',
    ...over,
  });
  await house.settled();
  return sent;
}

/** A message's “More actions”, in a thread. */
function messageShortcut() {
  return shortcut({
    type: 'message_action',
    callback_id: 'hydrous:message',
    channel: { id: 'C0INC' },
    message: { ts: '17.1', thread_ts: '16.1', text: '/hydrous deploy v6.6.6' },
    response_url: house.fake.responseUrl(),
  });
}

function options(): readonly string[] {
  return [...shown().matchAll(/"value":"([^"]*)"/g)].map(([, value]) => value!);
}

describe('a shortcut', () => {
  test('offers what one may do, and leads to the form of what was chosen', async () => {
    await shortcut();
    expect(options()).toEqual(
      expect.arrayContaining(['deploy', 'rollback', 'scale', 'env set', 'env unset', 'status', 'redeploy']),
    );
    expect(options()).not.toContain('approve');
    const next = await house.submit({ verb: chosen('env set') });
    await house.settled();
    expect(next.response_action).toBe('update');
    expect(house.view().title.text).toBe('Poner variables');
    expect(house.ran).toEqual([]);
    await house.submit({ name: 'A', value: '1' });
    expect(house.ran.map(({ text }) => text)).toEqual(['env set A=1 production']);
  });

  test('whoever may only look is offered only that', async () => {
    house.fake.users.set('U0EVE', person('U0EVE'));
    await shortcut({ user: { id: 'U0EVE', team_id: 'T0HOME' } });
    expect(options()).toContain('status');
    expect(options()).not.toContain('deploy');
    expect(options()).not.toContain('env set');
  });

  test('a verb that only reads is answered at once', async () => {
    await shortcut();
    const sent = await house.submit({ verb: chosen('status') });
    await house.settled();
    expect(sent.response_action).toBeUndefined();
    expect(house.ran).toMatchObject([{ text: 'status production', via: 'form', channel: 'C0OPS' }]);
  });

  test('of a message is answered in its thread, and what the message says is not read', async () => {
    await messageShortcut();
    expect(shown()).not.toContain('v6.6.6');
    await house.submit({ verb: chosen('status') });
    await house.settled();
    expect(house.fake.responses.map(({ body }) => body['thread_ts'])).toEqual(['16.1']);
    expect(house.ran).toMatchObject([{ channel: 'C0INC' }]);
  });

  test('of a message of an incident leads to forms of its environment, and the change knows the incident', async () => {
    await house.close();
    const places: unknown[] = [];
    house = await openFormHouse({
      environments: [environment('production'), environment('staging')],
      threadCard: async (channel, thread) => {
        places.push([channel, thread]);
        return { card: 'incident', incident: incident({ environment: 'staging' }) };
      },
    });
    await messageShortcut();
    expect(places).toContainEqual(['C0INC', '16.1']);
    await house.submit({ verb: chosen('scale') });
    await house.settled();
    await house.submit({ count: '3' });
    expect(house.ran).toMatchObject([{ text: 'scale 3 staging', incident: 'inc-aaaaaaaaaa' }]);
  });

  test('that Slack lets expire is said', async () => {
    house.fake.fail('views.open', { error: 'expired_trigger_id' });
    await messageShortcut();
    expect(JSON.stringify(house.fake.responses)).toContain('/hydrous help');
  });

  test.each([
    ['an unknown one', { callback_id: 'other:thing' }],
    ['one of another app', { api_app_id: 'A0OTHER' }],
    ['one of another workspace', { team: { id: 'T0FAR' } }],
  ])('%s is acknowledged and nothing else', async (_, over) => {
    expect((await shortcut(over)).status).toBe(200);
    expect(house.fake.callsOf('views.open')).toEqual([]);
  });
});

describe('several environments', () => {
  beforeEach(async () => {
    await house.close();
    house = await openFormHouse({ environments: [environment('production'), environment('staging')] });
  });

  test('are asked for first, and none is guessed', async () => {
    await house.sendCommand({ text: 'deploy' });
    await house.settled();
    expect(options()).toEqual(['production', 'staging']);
    expect(shown()).not.toContain('initial_option');
    await house.submit({ environment: chosen('staging') });
    await house.settled();
    await house.submit({ image: chosen('v1.11.0') });
    expect(house.ran.map(({ text }) => text)).toEqual(['deploy v1.11.0 staging']);
  });

  test('one that was named is not asked for again', async () => {
    await house.sendCommand({ text: 'scale staging' });
    await house.settled();
    expect(shown()).toContain('hydrous:field:count');
  });
});

describe('a button', () => {
  const press = (value: string) => {
    const button = { action_id: 'open-form', value };
    return house.sendPayload(clickPayload(button, { response_url: house.fake.responseUrl() }));
  };

  test('leads to the same form, and remembers the incident it was pressed on', async () => {
    await press(house.slack.seal.seal('open-form', 'rollback::production:inc-7kq2m9xd4t'));
    await house.settled();
    expect(house.view().title.text).toBe('Revertir');
    await house.submit({ other: 'revision:7' });
    expect(house.ran).toMatchObject([{ text: 'rollback revision:7 production', incident: 'inc-7kq2m9xd4t' }]);
  });

  test('with a forged value opens nothing', async () => {
    await press('rollback::production:.AAAAAAAAAAAAAAAAAAAAAA');
    await house.settled();
    expect(house.fake.callsOf('views.open')).toEqual([]);
  });

  test('whose form cannot be opened is told what to type', async () => {
    house.fake.fail('views.open', { error: 'expired_trigger_id' });
    await press(house.slack.seal.seal('open-form', 'rollback::production:'));
    await house.settled();
    expect(house.clicks).toMatchObject([{ action: 'open-form', subject: 'rollback::production:' }]);
  });
});
