/** The only place that calls constructors: it knows every room, and the rooms do not know each other. */
import { randomUUID } from 'node:crypto';
import { randomIds, sha256, systemClock } from './ambient.ts';
import { CHANGES } from './app-changes.ts';
import { inboxCallbacks } from './app-inbox.ts';
import { createIncidentWork } from './app-incidents.ts';
import { createLoops } from './app-loops.ts';
import { changeReaders, commandReaders, surroundingReaders } from './app-readers.ts';
import { createAws } from './aws/aws.ts';
import { loadCommands } from './command-files.ts';
import type { Configuration } from './config/hydrous-file.ts';
import type { Settings } from './config/settings.ts';
import { calledFor } from './core/call.ts';
import { isChangeLine } from './core/changing-form.ts';
import { plain } from './core/document.ts';
import type { Guide } from './core/guide.ts';
import type { Log } from './core/ports/ambient.ts';
import { say } from './core/sentence.ts';
import { diagnose } from './core/verdicts.ts';
import { createActOnIncident } from './flows/act-on-incident.ts';
import { createAuditRefusal } from './flows/audit-refusal.ts';
import { createAuthority } from './flows/authority.ts';
import { createCardOf } from './flows/card-of.ts';
import { createVote } from './flows/decide-operation.ts';
import { createEndSuspensions } from './flows/end-suspensions.ts';
import { expireRequests } from './flows/expire-requests.ts';
import { createExplainFailure } from './flows/explain-failure.ts';
import { createPressButton } from './flows/press-button.ts';
import { createRequestChange } from './flows/request-change.ts';
import { createRunCommand } from './flows/run-command.ts';
import { createOperationWorker } from './flows/run-operations.ts';
import { createTurnstile } from './flows/turnstile.ts';
import { createMetrics } from './http/metrics.ts';
import { createHttpServer } from './http/server.ts';
import { createFingerprint, createSealer } from './sealer.ts';
import { createSlack } from './slack/app.ts';
import { createOutboxSender } from './slack/outbox/sender.ts';
import { openStore } from './store/open-store.ts';
import { withSpool } from './store/spool.ts';

export interface AppInput {
  readonly settings: Settings;
  readonly configuration: Configuration;
  readonly guide: Guide;
  readonly log: Log;
}

export interface App {
  /** Resolves with the address once it listens. Needs neither Slack nor AWS, and does not wait for PostgreSQL. */
  start(): Promise<string>;
  /** Takes no new work, finishes or hands over what runs. Within 20 s. */
  stop(): Promise<void>;
}

const COMMANDS_AT_ONCE = 16;
const COMMANDS_IN_LINE = 200;
/** ms, parts of the 20 s in which the process must be gone. */
const DRAIN_MS = 7_000;
const OUTBOX_MS = 4_000;
const CLOSE_MS = 3_000;

export async function createApp({ settings, configuration, guide, log }: AppInput): Promise<App> {
  const { environments, roles, channels, locale, sns, incidents } = configuration;
  const clock = systemClock;
  const owner = randomUUID();
  const metrics = createMetrics();
  const { count } = metrics;
  const commands = await loadCommands(new URL('./commands/', import.meta.url));
  const loops = createLoops({ clock, log });
  const nudge = () => {
    loops.nudge();
    outbox.nudge();
  };

  const database = openStore({
    url: settings.databaseUrl?.reveal() ?? null,
    folder: settings.dataFolder,
    log,
  });
  const store = withSpool(database, settings.dataFolder, log);
  // One of the two is always there, and every replica has the same.
  const secret = (settings.slackSigningSecret ?? settings.slackAppToken)?.reveal() ?? '';
  const sealer = createSealer(secret);
  const fingerprint = createFingerprint(secret);
  const aws = createAws({
    clock,
    log,
    fingerprint,
    observe({ operation, outcome, ms }) {
      count('hydrous_aws_calls_total', { operation, outcome });
      metrics.observe('hydrous_aws_call_seconds', ms / 1000);
    },
  });
  const turnstile = createTurnstile(COMMANDS_AT_ONCE, COMMANDS_IN_LINE);
  const slack = createSlack({
    settings: {
      botToken: settings.slackBotToken.reveal(),
      signingSecret: settings.slackSigningSecret?.reveal() ?? null,
      appToken: settings.slackAppToken?.reveal() ?? null,
      apiUrl: settings.slackApiUrl,
    },
    roles,
    channels,
    locale,
    isChange: (text) => isChangeLine(commands, text),
    handlers: {
      isBusy: turnstile.isFull,
      async command(invocation) {
        const answer = await turnstile.pass(() => runCommand(invocation));
        return answer === 'full' ? plain(say('slack.busy')) : answer;
      },
      click: (click) => pressButton(click),
    },
    clock,
    log,
    count,
  });

  const readers = changeReaders(aws, store, sns.topics, fingerprint);
  const reading = commandReaders(aws, store, guide);
  const authority = createAuthority(roles, slack.groups);
  const shared = {
    store,
    changes: CHANGES,
    readers,
    authority,
    sealer,
    log,
    channel: channels.operations,
    nudge,
  };
  const vote = createVote({ ...shared, environments });
  const runCommand = createRunCommand({
    commands,
    environments,
    roles,
    profiles: slack.profiles,
    groups: slack.groups,
    readers: reading,
    requestChange: createRequestChange({ ...shared, ids: randomIds }),
    vote,
    act: createActOnIncident({ store, channels, reminder: incidents.reminder, nudge }),
    refused: createAuditRefusal({ store, log }),
  });
  const pressButton = createPressButton({ store, changes: CHANGES, runCommand, vote });
  const incidentWork = createIncidentWork({
    store,
    aws,
    configuration,
    guide,
    readers: { ...reading, ...surroundingReaders(aws, store) },
    pictures: slack.pictures,
    owner,
    log,
    count,
    nudge,
  });
  const endSuspensions = createEndSuspensions({ ...shared, environments, ids: randomIds, owner });
  const operations = createOperationWorker({
    ...shared,
    environments,
    owner,
    writer: aws.writer,
    explainFailure: createExplainFailure({
      readers,
      log,
      entryFor: (evidence) => diagnose(evidence, guide[locale]).verdicts[0]?.entry ?? null,
    }),
  });
  const outbox = createOutboxSender({
    messages: store.messages,
    client: slack.clients.background,
    cardOf: createCardOf({ store, changes: CHANGES, guide, environments, call: calledFor(roles, 0) }),
    locale,
    seal: slack.seal,
    botId: () => slack.identity()?.botId ?? null,
    owner,
    clock,
    digest: sha256,
    random: Math.random,
    log,
    count,
  });

  const rules = { topics: new Set(sns.topics), allowSignatureV1: sns.allowSignatureV1, maxAge: sns.maxAge };
  const inbox = inboxCallbacks({ store, channel: channels.operations, log, count, nudge });
  const receiveSns = aws.sns.receiver(rules, inbox);
  const background = new AbortController();
  const server = createHttpServer({
    routes: {
      sns: ({ headers, body }) => receiveSns({ headers, body: body.toString('utf8') }),
      async readiness() {
        const away = (await database.ready()) ? [] : ['the store does not answer'];
        const reasons = [...away, ...slack.unready(), ...(background.signal.aborted ? ['stopping'] : [])];
        return { ready: reasons.length === 0, engine: store.engine, reasons };
      },
      metrics: metrics.render,
    },
    ...(slack.events === null ? {} : { slackEvents: slack.events }),
    log,
  });

  return {
    async start() {
      const url = await server.listen(settings.host, settings.port);
      await database.start();
      await database.takeOver();
      loops.start({
        operations: operations.work,
        expiry: () => expireRequests(store, channels.operations),
        spool: store.drain,
        ...incidentWork,
        suspensions: endSuspensions.work,
      });
      outbox.start();
      slack.start();
      if (sns.subscribe !== null) void aws.sns.subscribe(sns.topics, sns.subscribe, background.signal);
      log.info(
        { url, engine: store.engine, environments: environments.map((each) => each.name) },
        'listening',
      );
      return url;
    },
    async stop() {
      background.abort();
      await slack.drain(DRAIN_MS);
      await loops.stop();
      await outbox.stop(OUTBOX_MS);
      await server.close(CLOSE_MS);
      await store.close();
      aws.close();
    },
  };
}
