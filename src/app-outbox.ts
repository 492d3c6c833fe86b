/** What Slack needs of the settings, and what sends cards and notes to it. */
import { sha256, systemClock } from './ambient.ts';
import type { Settings } from './config/settings.ts';
import type { Locale } from './core/member.ts';
import type { Log } from './core/ports/ambient.ts';
import type { Store } from './core/ports/store.ts';
import { createCardOf } from './flows/card-of.ts';
import type { Slack, SlackSettings } from './slack/app.ts';
import { createOutboxSender } from './slack/outbox/sender.ts';

type CardParts = Parameters<typeof createCardOf>[0];

export interface OutboxParts extends CardParts {
  readonly store: Store & CardParts['store'];
  readonly slack: Pick<Slack, 'clients' | 'seal' | 'identity'>;
  readonly locale: Locale;
  readonly owner: string;
  readonly log: Log;
  readonly count: (name: string, labels?: Readonly<Record<string, string>>) => void;
}

export function createOutbox(parts: OutboxParts): ReturnType<typeof createOutboxSender> {
  const { store, slack, locale, owner, log, count } = parts;
  return createOutboxSender({
    messages: store.messages,
    client: slack.clients.background,
    cardOf: createCardOf(parts),
    locale,
    seal: slack.seal,
    botId: () => slack.identity()?.botId ?? null,
    owner,
    clock: systemClock,
    digest: sha256,
    random: Math.random,
    log,
    count,
  });
}

export function slackSettings(settings: Settings): SlackSettings {
  return {
    botToken: settings.slackBotToken.reveal(),
    signingSecret: settings.slackSigningSecret?.reveal() ?? null,
    appToken: settings.slackAppToken?.reveal() ?? null,
    apiUrl: settings.slackApiUrl,
  };
}
