/** The bot's HTTP server: alarms and Slack's requests in, readiness and metrics out. */
import { inboxCallbacks } from './app-inbox.ts';
import type { Aws } from './aws/aws.ts';
import type { Configuration } from './config/hydrous-file.ts';
import type { Log } from './core/ports/ambient.ts';
import type { Metrics } from './http/metrics.ts';
import { createHttpServer } from './http/server.ts';
import type { Slack } from './slack/app.ts';
import type { OpenedStore } from './store/open-store.ts';

type InboxParts = Parameters<typeof inboxCallbacks>[0];

export interface HttpParts extends Omit<InboxParts, 'channel' | 'observe'> {
  readonly configuration: Pick<Configuration, 'sns' | 'channels'>;
  /** The store itself, without what is kept while it is away. */
  readonly database: Pick<OpenedStore, 'ready' | 'engine'>;
  readonly aws: Pick<Aws, 'sns'>;
  readonly slack: Pick<Slack, 'events' | 'unready'>;
  readonly metrics: Pick<Metrics, 'render' | 'observe'>;
  readonly log: Log;
  /** Aborted once the bot takes no new work. */
  readonly stopping: AbortSignal;
}

export function createHttp(parts: HttpParts): ReturnType<typeof createHttpServer> {
  const { database, slack, stopping, log } = parts;
  const { sns, channels } = parts.configuration;
  const rules = { topics: new Set(sns.topics), allowSignatureV1: sns.allowSignatureV1, maxAge: sns.maxAge };
  const inbox = inboxCallbacks({
    ...parts,
    channel: channels.operations,
    observe: parts.metrics.observe,
  });
  const receiveSns = parts.aws.sns.receiver(rules, inbox);
  return createHttpServer({
    routes: {
      sns: ({ headers, body }) => receiveSns({ headers, body: body.toString('utf8') }),
      async readiness() {
        const away = (await database.ready()) ? [] : ['the store does not answer'];
        const reasons = [...away, ...slack.unready(), ...(stopping.aborted ? ['stopping'] : [])];
        return { ready: reasons.length === 0, engine: database.engine, reasons };
      },
      metrics: parts.metrics.render,
    },
    ...(slack.events === null ? {} : { slackEvents: slack.events }),
    log,
  });
}
