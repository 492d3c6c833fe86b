/** The only place that calls constructors: it knows every room, and the rooms do not know each other. */
import { randomUUID } from 'node:crypto';
import { randomIds, systemClock } from './ambient.ts';
import { CHANGES } from './app-changes.ts';
import { type CliDoor, type CliOrigin, createCliDoor, namedWithoutSlack, throughCli } from './app-cli.ts';
import { createForms } from './app-forms.ts';
import { createHomeTabs } from './app-home.ts';
import { createHttp } from './app-http.ts';
import { createIncidentWork } from './app-incidents.ts';
import { createLocks, messageLink } from './app-locks.ts';
import { createLogs } from './app-logs.ts';
import { createLoops } from './app-loops.ts';
import { createOutbox, slackSettings } from './app-outbox.ts';
import { createPolicy } from './app-policy.ts';
import { changeReaders, commandReaders, surroundingReaders } from './app-readers.ts';
import { createWatch } from './app-watch.ts';
import { createAws } from './aws/aws.ts';
import { alarmStandings } from './changes/alarms-create.ts';
import { loadCommands } from './command-files.ts';
import type { Configuration } from './config/hydrous-file.ts';
import type { Settings } from './config/settings.ts';
import type { AlarmRecipe } from './core/alarm-recipe.ts';
import { calledFor } from './core/call.ts';
import { isChangeLine } from './core/changing-form.ts';
import type { CostGuide } from './core/cost-guide.ts';
import type { Guide } from './core/guide.ts';
import type { Log } from './core/ports/ambient.ts';
import { diagnose } from './core/verdicts.ts';
import { createActOnIncident } from './flows/act-on-incident.ts';
import { createAuditRefusal } from './flows/audit-refusal.ts';
import { createAuthority } from './flows/authority.ts';
import { createVote } from './flows/decide-operation.ts';
import { createEndSuspensions } from './flows/end-suspensions.ts';
import { createExplainFailure } from './flows/explain-failure.ts';
import { createPressButton } from './flows/press-button.ts';
import { createRequestChange } from './flows/request-change.ts';
import { createRunCommand } from './flows/run-command.ts';
import { createOperationWorker } from './flows/run-operations.ts';
import { createThreadCardAt } from './flows/thread-card.ts';
import { createTurnstile, inTurn } from './flows/turnstile.ts';
import { createFingerprint, createSealer } from './sealer.ts';
import { createSlack } from './slack/app.ts';
import { openStore } from './store/open-store.ts';
import { withSpool } from './store/spool.ts';

export interface AppInput {
  readonly settings: Settings;
  readonly configuration: Configuration;
  readonly guide: Guide;
  readonly recipes?: readonly AlarmRecipe[];
  readonly costGuide?: CostGuide;
  readonly log: Log;
  /** Given where the command line uses the parts instead of starting the bot. */
  readonly origin?: CliOrigin;
}

export interface App {
  readonly cli: CliDoor;
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

export async function createApp(input: AppInput): Promise<App> {
  const { settings, configuration, guide, log, origin } = input;
  const { environments, roles, channels, locale, sns, incidents } = configuration;
  const clock = systemClock;
  const owner = randomUUID();
  const watch = createWatch({ log, configuration });
  const { count, observe } = watch.metrics;
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
  const store = throughCli(withSpool(database, settings.dataFolder, log), origin);
  // One of the two is always there, and every replica has the same.
  const secret = (settings.slackSigningSecret ?? settings.slackAppToken)?.reveal() ?? '';
  const sealer = createSealer(secret);
  const fingerprint = createFingerprint(secret);
  const aws = createAws({
    clock,
    log,
    fingerprint,
    observe: watch.awsCall,
  });
  const turnstile = createTurnstile(COMMANDS_AT_ONCE, COMMANDS_IN_LINE);
  const runInTurn = watch.traced(inTurn(turnstile, (invocation) => runCommand(invocation)));
  const slack = createSlack({
    settings: slackSettings(settings),
    roles,
    channels,
    locale,
    isChange: (text) => isChangeLine(commands, text),
    handlers: {
      isBusy: turnstile.isFull,
      command: runInTurn,
      get forms() {
        return forms;
      },
      click: watch.traced((click) => pressButton(click)),
      homeOpened: (member, empty) => home.opened(member, empty),
    },
    clock,
    log,
    count,
    observe,
    uploaded: (picture) => store.pictures.keep(picture),
  });

  const readers = changeReaders(aws, store, sns.topics, fingerprint, input.recipes);
  const permalink = (channel: string, ts: string) => messageLink(slack.identity()?.url, channel, ts);
  const reading = commandReaders(aws, store, input, permalink, (where) => alarmStandings(readers, where));
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
    permalink,
  };
  const locks = createLocks({ ...shared, environments, ids: randomIds, owner });
  const { breakGlass } = configuration;
  const policy = createPolicy({ ...shared, environments, breakGlass, owner });
  const vote = policy.votes(locks.votes(createVote({ ...shared, environments })));
  const forPeople = {
    commands,
    environments,
    roles,
    profiles: namedWithoutSlack(slack.profiles, roles, origin),
    groups: slack.groups,
    readers: reading,
    threadCard: createThreadCardAt(store),
    refused: createAuditRefusal({ store, log }),
  };
  const forms = createForms({ ...forPeople, runCommand: runInTurn });
  const home = createHomeTabs({ ...shared, ...forPeople, homes: slack.homes, locale, owner });
  const keptLogs = createLogs({ ...shared, readers: reading, tail: aws.logTail, environments, owner });
  const runCommand = createRunCommand({
    ...forPeople,
    logs: keptLogs,
    requestChange: createRequestChange({ ...shared, ids: randomIds, glass: policy.glass }),
    vote,
    actOnLock: locks.actOnLock,
    ran: watch.ran,
    act: createActOnIncident({ store, channels, reminder: incidents.reminder, nudge }),
  });
  const pressButton = createPressButton({
    store,
    changes: CHANGES,
    runCommand,
    vote,
    wait: locks.wait,
    glass: policy.glass,
    logs: keptLogs,
  });
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
    observe,
    nudge,
  });
  const endSuspensions = createEndSuspensions({ ...shared, environments, ids: randomIds, owner });
  const work = {
    ...shared,
    environments,
    owner,
    forOperation: watch.forOperation,
    writer: aws.writer,
    explainFailure: createExplainFailure({
      ...shared,
      entryFor: (evidence) => diagnose(evidence, guide[locale]).verdicts[0]?.entry ?? null,
    }),
  };
  const operations = createOperationWorker(work);
  const cards = { guide, environments, breakGlass, call: calledFor(roles, 0), logs: keptLogs.card };
  const outbox = createOutbox({ ...shared, ...cards, slack, locale, owner, count });
  const background = new AbortController();
  const stopping = background.signal;
  const server = createHttp({ ...shared, database, configuration, aws, slack, ...watch, count, stopping });

  async function close(): Promise<void> {
    await store.close();
    aws.close();
  }

  return {
    cli: createCliDoor({ database, work, roles, locale, runCommand, readers, close }),
    async start() {
      const url = await server.listen(settings.host, settings.port);
      await database.start();
      await database.takeOver();
      watch.start(database);
      loops.start({
        operations: operations.work,
        ...policy.work,
        homes: home.work,
        spool: store.drain,
        ...incidentWork,
        suspensions: endSuspensions.work,
        ...locks.work(runCommand),
        ...keptLogs.work,
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
      watch.stop();
      await slack.drain(DRAIN_MS);
      await loops.stop();
      await outbox.stop(OUTBOX_MS);
      await server.close(CLOSE_MS);
      await close();
    },
  };
}
