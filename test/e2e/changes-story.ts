/** Every change of the administration guide, asked for and decided by people with phones, in the words of one language. */
import { beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/start.ts';
import { payload } from '../faults/house.ts';
import { WORDS } from './changes-words.ts';
import { type Language, PATIENCE } from './page-house.ts';
import type { Phone, Phones } from './phones.ts';

/** As a person would type it; it must not come back on any screen. */
const VALUE = 'hunter2-zapato-verde';

/**
 * Slack takes about one message a second in a channel, and the bot keeps to that, so that a change from its request to
 * its end takes five seconds at least. Every change is asked for and read in both languages, and carried out in one of
 * them; in the other it is cancelled. A deploy is carried out in both.
 */
const CARRIED_OUT: Readonly<Record<Language, readonly string[]>> = {
  es: ['snapshot', 'deploy', 'scale', 'undo', 'variables'],
  en: ['deploy', 'size', 'autoscale', 'cache', 'alarms', 'quorum', 'glass'],
};

export interface Place {
  readonly sandbox: Sandbox;
  readonly phones: Phones;
}

/** Steps that build on each other: Ana asks, Bruno and Grace decide. */
export function tellOfChanges(language: Language, placeOf: () => Place): void {
  const words = WORDS[language];
  let ana: Phone;
  let bruno: Phone;
  let grace: Phone;
  const seen: string[] = [];
  const read = async (phone: Phone, place: ReturnType<Phone['card']>, name: string): Promise<string> => {
    const text = await phone.read(place, name);
    seen.push(text);
    return text;
  };
  const step = (sentence: string, work: () => Promise<void>) =>
    test(sentence, { concurrent: false, timeout: PATIENCE * 2 }, work);

  const isCarriedOut = (name: string) => CARRIED_OUT[language].includes(name);

  /** The card of this request on Bruno's phone, and his thumb on Approve. */
  async function approve(what: string, name: string): Promise<void> {
    const card = bruno.card(what);
    await read(bruno, card, `${name}-asked`);
    if (isCarriedOut(name)) return bruno.tap(card, words.approve);
    await cancel(what, name);
  }
  async function cancel(what: string, name: string): Promise<void> {
    await ana.tap(ana.card(what), words.cancel);
    await read(ana, ana.card(words.cancelled).filter({ hasText: what }), `${name}-cancelled`);
  }
  async function done(what: string, name: string): Promise<void> {
    if (isCarriedOut(name)) await read(ana, ana.card(`${words.done} ${what}`), `${name}-done`);
  }
  async function carriedOut(what: string, name: string): Promise<void> {
    await approve(what, name);
    await done(what, name);
  }

  beforeAll(async () => {
    const { phones } = placeOf();
    [ana, bruno, grace] = await Promise.all([phones.of('U0ANA'), phones.of('U0BRUNO'), phones.of('U0GRACE')]);
  }, PATIENCE);

  step('she sees what she may do, and how everything stands', async () => {
    await ana.type('/hydrous help');
    await read(ana, ana.whisper(words.change), 'help');
    await ana.type('/hydrous status');
    await read(ana, ana.whisper('hydrous-production'), 'status');
  });

  step('a snapshot of the database is taken while she goes on', async () => {
    await ana.type('/hydrous db snapshot');
    await approve(words.snapshot, 'snapshot');
  });

  step('she deploys by form, and reads each state on the same card', async () => {
    await ana.type('/hydrous deploy');
    await ana.field('image').waitFor();
    await read(ana, ana.modal(), 'deploy-form');
    await ana.field('image').selectOption('v1.11.0');
    await ana.submit();
    await ana.modal().waitFor({ state: 'detached' });
    await read(ana, ana.whisper('/hydrous deploy v1.11.0 production'), 'deploy-typed');
    await approve(words.deploy, 'deploy');
    await read(ana, ana.card(words.running).or(ana.card(words.done)).first(), 'deploy-running');
    await done(words.deploy, 'deploy');
  });

  step('she scales, and takes it back with the button of the card', async () => {
    await ana.type('/hydrous scale 3');
    await carriedOut(words.up, 'scale');
    if (!isCarriedOut('scale')) return;
    await ana.tap(ana.card(words.up), words.undo);
    await carriedOut(words.down, 'undo');
    await done(words.snapshot, 'snapshot');
  });

  step('tasks get another size', async () => {
    await ana.type('/hydrous scale cpu=1024 memory=2048');
    await carriedOut(words.size, 'size');
  });

  step('variables are set in a form, and their values are on no screen', async () => {
    await ana.type('/hydrous env set');
    await ana.field('name').fill('API_TOKEN');
    await ana.field('value').fill(VALUE);
    await ana.field('more').fill('LOG_LEVEL=debug');
    await ana.submit();
    await ana.modal().waitFor({ state: 'detached' });
    await carriedOut(words.variables, 'variables');
  });

  step('autoscaling is changed from what it shows', async () => {
    await ana.type('/hydrous autoscale');
    const shown = ana.whisper(words.autoscaling);
    await read(ana, shown, 'autoscale');
    await ana.tap(shown, words.changeIt);
    await ana.field('max').fill('6');
    await read(ana, ana.modal(), 'autoscale-form');
    await ana.submit();
    await ana.modal().waitFor({ state: 'detached' });
    await carriedOut(words.autoscale, 'autoscale');
  });

  step('the cache gets other nodes', async () => {
    await ana.type('/hydrous cache resize cache.t3.small');
    await approve(words.cache, 'cache');
  });

  step('the alarms of the guide are created', async () => {
    await ana.type('/hydrous alarms create');
    await read(ana, ana.whisper('/hydrous alarms create'), 'alarms');
    await ana.type('/hydrous alarms create alb-latency rds-cpu');
    await carriedOut(words.alarms, 'alarms');
    await done(words.cache, 'cache');
  });

  step('a locked environment refuses, says who and why, and opens with a button', async () => {
    await grace.type(`/hydrous lock ${words.lockReason} --for 2h`);
    await ana.said(words.lockedBy).waitFor();
    await ana.type('/hydrous deploy v1.10.0');
    const refused = ana.whisper(words.locked);
    await read(ana, refused, 'locked');
    await ana.tap(refused, words.unlock);
    await read(ana, ana.page.getByTestId('confirm'), 'unlock-sure');
    await ana.page.getByTestId('confirm-yes').tap();
    await read(grace, grace.said(words.unlocked), 'unlocked');
  });

  step('a frozen one offers to ask when it opens; what then comes is rejected with a reason', async () => {
    await grace.type(`/hydrous freeze ${words.freezeReason}`);
    await ana.said(words.froze).waitFor();
    await ana.type('/hydrous scale 4');
    const refused = ana.whisper(words.frozen);
    await read(ana, refused, 'frozen');
    await ana.tap(refused, words.wait);
    await read(ana, ana.whisper(words.noted), 'waits');
    await ana.type('/hydrous status');
    await read(ana, ana.whisper(words.waiting), 'status-frozen');
    await grace.type('/hydrous unfreeze');
    const request = bruno.card(words.further);
    await request.waitFor();
    await bruno.tap(request, words.reject);
    await bruno.modal().locator('textarea').fill(words.rejectReason);
    await read(bruno, bruno.modal(), 'reject-form');
    await bruno.submit();
    expect(await read(ana, ana.card(words.rejected), 'rejected')).toContain(
      `${words.whyRejected}: ${words.rejectReason}`,
    );
  });

  step('two people of whom one is of a group', async () => {
    await ana.type('/hydrous redeploy');
    const card = bruno.card(words.redeploy);
    await read(bruno, card, 'quorum-asked');
    await bruno.tap(card, words.approve);
    await read(bruno, bruno.card(words.oneOfTwo), 'quorum-one');
    if (!isCarriedOut('quorum')) return cancel(words.redeploy, 'quorum');
    await grace.tap(grace.card(words.redeploy), words.approve);
    await done(words.redeploy, 'quorum');
  });

  step('nobody answers: she goes without approval, and Bruno reviews it', async () => {
    await ana.type(`/hydrous scale 4 --break-glass "${words.emergency}"`);
    const question = ana.whisper(words.sure);
    await read(ana, question, 'glass-sure');
    if (!isCarriedOut('glass')) return ana.tap(question, words.cancel);
    await ana.tap(question, words.withoutApproval);
    const card = bruno.card(words.further).filter({ hasText: words.done });
    await read(bruno, card, 'glass-done');
    await bruno.tap(card, words.reviewed);
    await read(ana, ana.card(words.reviewedBy), 'glass-reviewed');
  });

  step('the history tells all of it', async () => {
    await ana.type('/hydrous history');
    await read(ana, ana.whisper('redeploy'), 'history');
  });

  test('nothing was sent twice, no value was shown, and the page had nothing to complain about', {
    concurrent: false,
  }, () => {
    const { sandbox, phones } = placeOf();
    const cards = sandbox.slack.state
      .messages('C0OPS')
      .filter(({ metadata }) => metadata?.['event_type'] === 'hydrous_operation');
    expect(cards.filter((card) => payload(card)['state'] === 'succeeded')).toHaveLength(
      CARRIED_OUT[language].length,
    );
    expect(sandbox.aws.calls.count('RegisterTaskDefinition')).toBe(2);
    expect(sandbox.aws.calls.count('CreateDBSnapshot')).toBe(isCarriedOut('snapshot') ? 1 : 0);
    expect(JSON.stringify(sandbox.slack.state.messages('C0OPS')) + seen.join('\n')).not.toContain(VALUE);
    expect(phones.complaints).toEqual([]);
  });
}
