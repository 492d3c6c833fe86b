/** The Slack side as one value: what comes in goes to the handlers, what people are told goes out. */
import { App, type Receiver } from '@slack/bolt';
import { LogLevel } from '@slack/web-api';
import type { Locale, Roles } from '../core/member.ts';
import type { Clock, Log } from '../core/ports/ambient.ts';
import type { KeptPicture } from '../core/ports/retention.ts';
import type { Homes, Pictures, UploadedPictures } from '../core/ports/slack.ts';
import { say } from '../core/sentence.ts';
import { speak } from '../words/speak.ts';
import { timeAcks } from './ack-times.ts';
import { boltLogger } from './bolt-logger.ts';
import { type ButtonSeal, createButtonSeal } from './button-seal.ts';
import { answerClick, type ClickBody } from './clicks.ts';
import { clientOptions, createClients, type SlackClients } from './clients.ts';
import { createEventsEndpoint, type EventsEndpoint } from './events-endpoint.ts';
import { answerFilter, FILTER_CALLBACK } from './filter-modal.ts';
import { answerForm } from './form-submission.ts';
import { FORM_CALLBACK } from './form-view.ts';
import type { SlackHandlers } from './handlers.ts';
import { answerHomeOpened, createHomes, type HomeEvent } from './home.ts';
import { createIdentity, type Identity } from './identity.ts';
import { createInFlight } from './in-flight.ts';
import type { Listening } from './listening.ts';
import { answerMention, type MentionBody, type MentionEvent } from './mention.ts';
import { createPeople, type People } from './people.ts';
import { createSendFiles } from './private-file.ts';
import { answerSubmission, type SubmissionBody } from './reject-modal.ts';
import { createReplier } from './replier.ts';
import { answerShortcut, type ShortcutBody } from './shortcuts.ts';
import { createShowPictures } from './show-pictures.ts';
import { answerSkip, SKIP_CALLBACK } from './skip-modal.ts';
import { slashListener } from './slash-command.ts';
import { createSocket } from './socket.ts';
import { createUploader } from './upload-file.ts';
import { createPictures } from './upload-image.ts';

export interface SlackSettings {
  readonly botToken: string;
  /** Null in Socket Mode without one. */
  readonly signingSecret: string | null;
  /** Given: Socket Mode instead of HTTP. */
  readonly appToken: string | null;
  readonly apiUrl: string;
}

export interface Slack {
  /** For `POST /slack/events`; null in Socket Mode. */
  readonly events: EventsEndpoint['handle'] | null;
  readonly clients: SlackClients;
  readonly seal: ButtonSeal;
  readonly profiles: People['profiles'];
  readonly groups: People['groups'];
  readonly pictures: Pictures & UploadedPictures;
  readonly homes: Homes;
  identity(): Identity | null;
  /** Why Slack is not ready, for `/readyz`; empty when it is. */
  unready(): readonly string[];
  /** Begins to learn who it is and to connect, in the background; never rejects and needs no Slack. */
  start(): void;
  /** Stops taking work and waits for what runs, at most `deadlineMs`. True when all of it ended. */
  drain(deadlineMs: number): Promise<boolean>;
}

export function createSlack(options: {
  readonly settings: SlackSettings;
  readonly roles: Pick<Roles, 'teams'>;
  readonly channels: { readonly operations: string; readonly incidents: string };
  readonly locale: Locale;
  readonly handlers: SlackHandlers;
  /** Whether a command line would change something; decides the first words and what an unknown person may do. */
  readonly isChange: (text: string) => boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly count: (name: string, labels?: Readonly<Record<string, string>>) => void;
  readonly observe?: (name: string, seconds: number, labels: Readonly<Record<string, string>>) => void;
  /** Told of each picture that is uploaded. */
  readonly uploaded?: (picture: KeptPicture) => Promise<void>;
}): Slack {
  const { settings, clock, log, count, locale } = options;
  const clients = createClients({ botToken: settings.botToken, apiUrl: settings.apiUrl, log, count });
  const seal = createButtonSeal(secretOf(settings));
  const people = createPeople({ client: clients.interactive, roles: options.roles, clock, log });
  const identity = createIdentity({ client: clients.interactive, clock, log });
  const inFlight = createInFlight();
  const uploader = createUploader({ client: clients.background, apiUrl: settings.apiUrl });
  const sendFiles = createSendFiles({ client: clients.background, uploader, log });
  const pictures = createPictures({
    client: clients.background,
    uploader,
    locale,
    clock,
    log,
    ...(options.uploaded === undefined ? {} : { kept: options.uploaded }),
  });
  const replier = createReplier({
    client: clients.interactive,
    apiUrl: settings.apiUrl,
    seal,
    sendFiles,
    showPictures: createShowPictures({ pictures, clock, log }),
    log,
    count,
  });
  const stopping = new AbortController();

  const socket =
    settings.appToken === null
      ? null
      : createSocket({ appToken: settings.appToken, apiUrl: settings.apiUrl, clock, log });
  const endpoint =
    socket !== null || settings.signingSecret === null
      ? null
      : createEventsEndpoint({
          signingSecret: settings.signingSecret,
          clock,
          log,
          count,
          stillWorking: () => speak(say('slack.still-working'), locale, 'slack'),
        });
  const receiver: Receiver | undefined = socket?.receiver ?? endpoint?.receiver;
  if (receiver === undefined) throw new Error('Slack needs a signing secret or an app-level token');

  const app = new App({
    receiver,
    logger: boltLogger(log),
    logLevel: LogLevel.INFO,
    clientOptions: clientOptions(settings.apiUrl, 2_500, log),
    convoStore: false,
    // Static: Bolt's own ways ask Slack before each ack, or once and never again.
    authorize: async () => {
      const known = identity.current();
      return {
        botToken: settings.botToken,
        ...(known === null ? {} : { botId: known.botId, botUserId: known.botUserId }),
      };
    },
  });
  if (options.observe !== undefined) timeAcks(app, options.observe);
  listen(app, {
    handlers: options.handlers,
    client: clients.interactive,
    people,
    replier,
    seal,
    identity: identity.current,
    channels: new Set([options.channels.operations, options.channels.incidents]),
    locale,
    isChange: options.isChange,
    inFlight,
    log,
    count,
  });

  return {
    events: endpoint?.handle ?? null,
    clients,
    seal,
    profiles: people.profiles,
    groups: people.groups,
    pictures,
    homes: createHomes({ client: clients.background, seal, log }),
    identity: identity.current,
    unready: () => [
      ...(identity.current() === null ? ['slack identity is not known yet'] : []),
      ...(socket === null || socket.connected() ? [] : ['socket mode is not connected']),
    ],
    start() {
      void identity.learn(stopping.signal);
      void socket?.connect(stopping.signal);
    },
    async drain(deadlineMs) {
      stopping.abort();
      if (socket !== null) await socket.disconnect();
      return inFlight.drain(deadlineMs);
    },
  };
}

/** One listener a kind: what a payload asks for is decided in our own tables, so nothing is left unanswered. */
function listen(app: App, listening: Listening): void {
  app.command(/.*/, slashListener(listening));
  app.action({ type: 'block_actions' }, ({ body, ack, context }) =>
    answerClick(body as unknown as ClickBody, context, () => ack(), listening),
  );
  app.view({ type: 'view_submission' }, ({ body, ack }) =>
    submissionOf(body.view.callback_id)(
      body as unknown as SubmissionBody,
      (answer) => (answer ? ack(answer as never) : ack()),
      listening,
    ),
  );
  app.shortcut(/.*/, ({ body, ack, context }) =>
    answerShortcut(body as unknown as ShortcutBody, context, () => ack(), listening),
  );
  app.event('app_mention', async ({ event, body }) => {
    listening.inFlight.track(answerMention(event as MentionEvent, body as MentionBody, listening));
  });
  app.event('app_home_opened', async ({ event, body }) => {
    listening.inFlight.track(answerHomeOpened(event as HomeEvent, body as MentionBody, listening));
  });
}

function submissionOf(callback: string): typeof answerSubmission {
  switch (callback) {
    case FORM_CALLBACK:
      return answerForm;
    case FILTER_CALLBACK:
      return answerFilter;
    case SKIP_CALLBACK:
      return answerSkip;
    default:
      return answerSubmission;
  }
}

function secretOf(settings: SlackSettings): string {
  return settings.signingSecret ?? settings.appToken ?? '';
}
