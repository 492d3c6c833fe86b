/** The life of an incident, in the words of one language: from the first ring to the post-mortem. */
import { expect, test } from 'vitest';
import { type Device, type Language, PATIENCE, type PageHouse, type Visitor } from './page-house.ts';

const WORDS = {
  es: {
    looking: 'Buscando la causa',
    cause: 'Causa: Problemas de conexión a la base de datos',
    acknowledge: 'Reconocer',
    acknowledged: /reconocido por @Ana Torres/,
    resolve: 'Resolver',
    stillAlarming: 'sigue en alarma',
    silence: 'Silenciar',
    silenced: /Silenciado por @Ana Torres hasta/,
    over: /resuelto/,
    twice: 'se disparó 2 veces',
    youResolved: 'Resolviste',
    file: 'Te mandé',
    timeline: 'Cronología',
    foreign: /\b(acknowledged|resolved|fired|silenced|Cause|What to do)\b/,
  },
  en: {
    looking: 'Looking for the cause',
    cause: 'Cause: Database connection problems',
    acknowledge: 'Acknowledge',
    acknowledged: /acknowledged by @Ana Torres/,
    resolve: 'Resolve',
    stillAlarming: 'still in alarm',
    silence: 'Silence',
    silenced: /Silenced by @Ana Torres until/,
    over: /resolved/,
    twice: 'fired 2 times',
    youResolved: 'You resolved',
    file: 'I sent you',
    timeline: 'Timeline',
    foreign: /\b(reconocido|resuelto|disparó|Silenciado|Causa|Qué hacer)\b/,
  },
} as const;

/** Steps that build on each other; each one waits for what a person would wait for. */
export function tellLifeOfAnIncident(language: Language, device: Device, houseOf: () => PageHouse): void {
  const words = WORDS[language];
  let ana: Visitor;
  let id = '';
  let before = 0;

  const incident = () => ana.card(/hydrous-5xx/).filter({ hasText: /inc-/ });
  const pings = () =>
    houseOf().sandbox.slack.calls.filter(
      ({ method, args }) => method === 'chat.postMessage' && JSON.stringify(args).includes('<!subteam^'),
    ).length;

  test(
    'the first card is there before the cause is known, and calls people',
    async () => {
      ana = await houseOf().open(device);
      before = pings();
      await ana.goTo('C0INC');
      await ana.press('fire-alarm');
      await ana.card('hydrous-5xx').waitFor();
      await ana.picture('life-1-first', incident());
      await expect.poll(pings, { timeout: PATIENCE }).toBe(before + 1);
    },
    PATIENCE,
  );

  test(
    'the complete card names the cause, quotes its proof and says what to do',
    async () => {
      await ana.card(words.cause).waitFor();
      await ana.picture('life-2-cause', incident());
      id = /inc-[a-z0-9]+/u.exec(await incident().innerText())?.[0] ?? '';
      expect(id).not.toBe('');
    },
    PATIENCE,
  );

  test(
    'Ana acknowledges it with the button, and the card says so',
    async () => {
      await incident().getByTestId(`button-${words.acknowledge}`).click();
      await ana.card(words.acknowledged).waitFor();
      await ana.whisper(id).waitFor();
      await ana.picture('life-3-acknowledged', incident());
    },
    PATIENCE,
  );

  test(
    'resolving while the alarm goes on asks what she means',
    async () => {
      await incident().getByTestId(`button-${words.resolve}`).click();
      const question = ana.whisper(words.stillAlarming);
      await question.getByTestId(`button-${words.silence}`).waitFor();
      await ana.picture('life-4-asks', question);
      await question.getByTestId(`button-${words.silence}`).click();
      await ana.card(words.silenced).waitFor();
      await ana.picture('life-5-silenced', incident());
    },
    PATIENCE,
  );

  test(
    'the alarm flaps: the same card counts, and nobody is called again',
    async () => {
      await ana.press('end-trouble');
      await incident().filter({ hasText: words.over }).waitFor();
      await ana.picture('life-6-over', incident());
      await ana.press('fire-alarm');
      await incident().filter({ hasText: words.twice }).waitFor();
      await ana.picture('life-7-again', incident());
      expect(pings()).toBe(before + 1);
      expect(await ana.page.getByTestId('message').filter({ hasText: id }).count()).toBe(1);
    },
    PATIENCE * 2,
  );

  test(
    'now that it is silent she may resolve it, and the calm does not disturb that',
    async () => {
      await incident().getByTestId(`button-${words.resolve}`).click();
      await ana.whisper(words.youResolved).waitFor();
      await incident().filter({ hasText: words.over }).waitFor();
      await ana.press('end-trouble');
      await incident().filter({ hasText: /· OK/ }).waitFor();
      await ana.picture('life-8-resolved', incident());
    },
    PATIENCE * 2,
  );

  test(
    'the post-mortem is a file for her eyes, with all that happened',
    async () => {
      await ana.type(`/hydrous incident ${id}`);
      await ana.whisper(id).last().waitFor();
      await ana.type(`/hydrous incident ${id} --export`);
      await ana.whisper(words.file).waitFor();
      await ana.picture('life-9-export', ana.whisper(words.file));
      await ana.goTo('app');
      await ana.page.getByTestId('tab-messages').click();
      const text = ana.page.getByTestId('file-text');
      await text.filter({ hasText: words.timeline }).waitFor();
      await ana.picture('life-10-post-mortem', text);
      const story = await text.innerText();
      expect(story).toContain(id);
      expect(story).not.toMatch(words.foreign);
    },
    PATIENCE,
  );

  test(
    'nothing was said in the other language, nothing is wider than the screen, and no script failed',
    async () => {
      await ana.goTo('C0INC');
      await incident().waitFor();
      expect(await ana.page.getByTestId('messages').innerText()).not.toMatch(words.foreign);
      const width = Number(await ana.page.evaluate('document.documentElement.scrollWidth'));
      expect(width).toBeLessThanOrEqual(ana.page.viewportSize()?.width ?? 0);
      expect(houseOf().complaints).toEqual([]);
    },
    PATIENCE,
  );
}
