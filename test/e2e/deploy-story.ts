/** The main story in the words of one language: deploy, break, roll back, recover. */
import { expect, test } from 'vitest';
import { type Language, PATIENCE, type PageHouse, type Visitor } from './page-house.ts';

const WORDS = {
  es: {
    asks: 'quiere desplegar v1.11.0 en production',
    check: 'Arquitectura correcta',
    approve: 'Aprobar',
    waits: 'Falta que la apruebe 1 persona',
    notYours: /No puedes aprobar tu propia solicitud|No estás entre quienes aprueban/,
    running: /En marcha: desplegar/,
    deployed: /Hecho: desplegar v1.11.0/,
    deploy: 'desplegar v1.11.0',
    cause: 'Causa: La imagen es de otra arquitectura',
    rollBack: 'Revertir',
    logs: 'Ver logs',
    asksBack: 'quiere revertir production a',
    back: /Hecho: revertir production/,
    over: 'ya no ≥',
  },
  en: {
    asks: 'wants to deploy v1.11.0 to production',
    check: 'Architecture',
    approve: 'Approve',
    waits: /1 person/,
    notYours: /You cannot approve your own request|not among those who approve/,
    running: /On its way: deploy/,
    deployed: /Done: deploy v1.11.0/,
    deploy: 'deploy v1.11.0',
    cause: 'Cause: The image is for another architecture',
    rollBack: 'Roll back',
    logs: 'View logs',
    asksBack: 'wants to roll production back to',
    back: /Done: roll production back/,
    over: 'no longer ≥',
  },
} as const;

/** Steps that build on each other, in a house where nothing has happened yet. */
export function tellStoryOfADeploy(language: Language, houseOf: () => PageHouse): void {
  const words = WORDS[language];
  let person: Visitor;

  test(
    'Ana asks for a deploy, and the plan appears as a card with its checks',
    async () => {
      person = await houseOf().open('desk');
      const card = person.card(words.asks).filter({ hasText: words.check });
      // Where AWS was too slow to be read in time she is told so, and types it again.
      for (let time = 0; time < 3 && (await card.count()) === 0; time += 1) {
        await person.type('/hydrous deploy v1.11.0');
        await card.waitFor({ timeout: PATIENCE / 2 }).catch(() => undefined);
      }
      await card.waitFor();
      await person.whisper(words.waits).waitFor();
      await person.picture('story-1-request', person.card(words.asks));
    },
    PATIENCE * 2,
  );

  test(
    'she may not approve her own request, and is told why',
    async () => {
      await person.card(words.asks).getByTestId(`button-${words.approve}`).click();
      await person.whisper(words.notYours).waitFor();
      await expect.poll(() => person.card(words.asks).count()).toBe(1);
      await person.picture('story-2-own-request');
    },
    PATIENCE,
  );

  test(
    'a guest of another workspace is refused as well',
    async () => {
      await person.be('U0EVE');
      await person.card(words.asks).getByTestId(`button-${words.approve}`).click();
      await person.whisper(/./).waitFor();
      expect(houseOf().sandbox.aws.calls.count('UpdateService')).toBe(0);
    },
    PATIENCE,
  );

  test(
    'Bruno approves, and the rollout moves on the same card until it is done',
    async () => {
      await person.be('U0BRUNO');
      await person.card(words.asks).getByTestId(`button-${words.approve}`).click();
      // On a busy machine it may be over before anybody has seen it move.
      await person.card(words.running).or(person.card(words.deployed)).first().waitFor();
      await person.picture('story-3-rollout', person.card(words.deploy));
      await person.card(words.deployed).waitFor();
      expect(await person.page.getByTestId('message').filter({ hasText: words.deploy }).count()).toBe(1);
      await person.picture('story-4-deployed');
    },
    PATIENCE * 2,
  );

  test(
    'a bad image goes out past the checks; the card names the cause, and the fix is in reach',
    async () => {
      await person.press('deploy-past-checks');
      await person.goTo('C0INC');
      const incident = person.card(words.cause);
      await incident.getByText('exec format error').first().waitFor();
      await incident.getByText('--platform linux/amd64').waitFor();
      await incident.getByTestId(`button-${words.rollBack}`).waitFor();
      await person.picture('story-5-incident', incident);
    },
    PATIENCE * 2,
  );

  test(
    'the logs are one click away, for the eyes of who asked',
    async () => {
      await person.card(words.cause).getByTestId(`button-${words.logs}`).click();
      await person.whisper('exec format error').waitFor();
    },
    PATIENCE,
  );

  test(
    'Ana’s click on Roll back is a request that again needs a second person',
    async () => {
      await person.be('U0ANA');
      await person.card(words.cause).getByTestId(`button-${words.rollBack}`).click();
      await person.goTo('C0OPS');
      const request = person.card(words.asksBack);
      await request.getByTestId(`button-${words.approve}`).waitFor();
      await person.picture('story-6-rollback', request);
    },
    PATIENCE,
  );

  test(
    'Grace approves, the service goes back, and the channel hears that it is over',
    async () => {
      await person.be('U0GRACE');
      await person.card(words.asksBack).getByTestId(`button-${words.approve}`).click();
      await person.card(words.back).waitFor();
      await person.goTo('C0INC');
      await person.card(words.over).waitFor();
      await person.page.getByTestId('also-in-channel').first().waitFor();
      await person.picture('story-7-recovered', person.card(words.over));
    },
    PATIENCE * 3,
  );

  test(
    'on a phone the same cards can be read and used',
    async () => {
      const phone = await houseOf().open('phone');
      await phone.card(words.back).waitFor();
      const width = Number(await phone.page.evaluate('document.documentElement.scrollWidth'));
      expect(width).toBeLessThanOrEqual(390);
      await phone.picture('story-8-phone');
      await phone.page.close();
    },
    PATIENCE,
  );

  test('each AWS write was sent once, and the page had nothing to complain about', async () => {
    const { sandbox, complaints } = houseOf();
    expect(sandbox.aws.calls.count('RegisterTaskDefinition')).toBe(1);
    expect(sandbox.aws.calls.count('UpdateService')).toBe(2);
    expect(complaints).toEqual([]);
    await person.page.close();
  });
}
