/** The road from evidence to verdicts without Slack, store or AWS: the same readers and the same judgement, from a folder. */
import { createAws } from './aws/aws.ts';
import { createReplayClients } from './aws/replay/replay-clients.ts';
import { answersIn, type SavedAnswer, type SavedFile } from './aws/replay/saved-answers.ts';
import { logAnswerIn } from './aws/replay/saved-logs.ts';
import {
  alarmIn,
  changeTimeIn,
  newestIn,
  notificationIn,
  placeIn,
  probeIn,
  withSavedConfig,
} from './aws/replay/saved-world.ts';
import type { MetricAlarm } from './core/alarm.ts';
import type { Diagnosis } from './core/diagnosis.ts';
import type { Environment } from './core/environment.ts';
import type { Evidence } from './core/evidence.ts';
import type { GuideEntry } from './core/guide.ts';
import { parseFields, textField } from './core/json-fields.ts';
import type { Clock, Log } from './core/ports/ambient.ts';
import type { Probe } from './core/ports/evidence.ts';
import { readNotification } from './core/read-notification.ts';
import { diagnose } from './core/verdicts.ts';
import { gatherEvidence } from './flows/gather-evidence.ts';
import { logsFrom } from './flows/investigate.ts';

export interface Replay {
  readonly diagnosis: Diagnosis;
  readonly evidence: Evidence;
  readonly alarm: MetricAlarm | null;
  /** Files that are no answer of AWS, no notification and no log. */
  readonly unused: readonly string[];
}

/** Without an alarm, how far back the logs are taken, ms. */
const SAME_TIME_MS = 2 * 60 * 60_000;
/** The newest evidence of an alarm is never this much older than the alarm, ms. */
const APART_MS = 10 * 60_000;
const SILENT: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** The address that stands for the configured one; nothing is ever asked of it. */
const SAVED_URL = 'http://saved.invalid/';
const SAVED_ORIGIN = 'https://saved.invalid';

/** Never asks anybody anything. Throws only what is a fault of this program. */
export async function diagnoseFiles(
  files: readonly SavedFile[],
  guide: readonly GuideEntry[],
): Promise<Replay> {
  const json = files.filter(({ name }) => !/\.(?:log|txt)$/i.test(name));
  const saved = json.flatMap(answersIn);
  const now = savedNow(files, saved);
  const answers = [
    ...saved,
    ...files.filter(({ name }) => /\.(?:log|txt)$/i.test(name)).map((file) => logAnswerIn(file, now)),
  ];
  const alarm = alarmOf(json, answers, now, newestIn(saved));
  const clock = stoppedClock(now);
  const aws = createAws({ clock, log: SILENT, clients: createReplayClients(answers) });
  const probe = savedProbe(json);
  const environment = environmentOf(answers, json);
  const readers = {
    ...aws,
    images: withSavedConfig(aws.images, json),
    operations: async () => [],
    clock,
    ...(probe === null ? {} : { probe }),
  };
  const from = alarm === null ? now - SAME_TIME_MS : logsFrom(alarm, now);
  const gathered = await gatherEvidence(readers, environment, from, SILENT, alarm);
  const evidence = await withTargets(gathered, readers, environment);
  aws.close();
  return { diagnosis: diagnose(evidence, guide, alarm), evidence, alarm, unused: unusedIn(json) };
}

/** When the folder was saved: as it says itself, or the newest time in it. */
function savedNow(files: readonly SavedFile[], answers: readonly SavedAnswer[]): number {
  const own = files.find(({ name }) => name === 'hydrous.json');
  const at = Date.parse(textField(parseFields(own?.text ?? ''), 'savedAt') ?? '');
  if (Number.isFinite(at)) return at;
  const newest = newestIn(answers);
  const told = files.map(notificationIn).find((found) => found !== null);
  const alarmAt = told === undefined ? 0 : (changeTimeIn(told) ?? told.publishedAt ?? 0);
  return (newest === 0 || alarmAt - newest <= APART_MS ? Math.max(newest, alarmAt) : newest) + 1_000;
}

function alarmOf(
  files: readonly SavedFile[],
  answers: readonly SavedAnswer[],
  now: number,
  newest: number,
): MetricAlarm | null {
  const told = files.map(notificationIn).find((found) => found !== null) ?? alarmIn(answers);
  if (told === null) return null;
  // An alarm's own time must not be refused for being later than the answers.
  const latest = changeTimeIn(told) === null ? now : Number.MAX_SAFE_INTEGER / 2;
  const publishedAt = told.publishedAt ?? latest;
  const content = readNotification({ ...told, publishedAt });
  if (content.kind !== 'metric-alarm') return null;
  // An alarm that comes long after everything else was saved apart from it, or got its time from nobody.
  const isApart = content.changedAt > now + SAME_TIME_MS || content.changedAt - newest > APART_MS;
  return newest > 0 && isApart ? { ...content, changedAt: now } : content;
}

/** Time stands still: what waits for its turn goes at once, what waits for too long never comes. */
function stoppedClock(now: number): Clock {
  const LONG_MS = 5_000;
  return {
    now: () => now,
    sleep: (ms, signal) =>
      ms < LONG_MS || signal === undefined
        ? Promise.resolve()
        : new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true })),
  };
}

function environmentOf(answers: readonly SavedAnswer[], files: readonly SavedFile[]): Environment {
  const hasPreflight = files.some((file) => /cors|preflight/i.test(file.name) && probeIn(file) !== null);
  const hasProbe = files.some((file) => probeIn(file) !== null);
  return {
    name: 'saved',
    ...placeIn(answers),
    container: null,
    logGroup: 'saved',
    loadBalancer: null,
    healthUrl: hasProbe ? SAVED_URL : null,
    frontendOrigin: hasPreflight ? SAVED_ORIGIN : null,
    approvals: 1,
    selfApproval: false,
    expires: 0,
    scale: { min: 0, max: 0 },
    images: 'revisions',
  };
}

function savedProbe(files: readonly SavedFile[]): Probe | null {
  const probes = files.flatMap((file) => {
    const answer = probeIn(file);
    return answer === null ? [] : [{ isPreflight: /cors|preflight/i.test(file.name), answer }];
  });
  if (probes.length === 0) return null;
  const silent = { status: null, headers: {}, failure: 'not saved', took: 0 };
  return async ({ method }) =>
    probes.find(({ isPreflight }) => isPreflight === (method === 'OPTIONS'))?.answer ?? silent;
}

/** Targets are found through the service; where only they were saved, they still count. */
async function withTargets(
  evidence: Evidence,
  { targets, targetGroups }: Pick<ReturnType<typeof createAws>, 'targets' | 'targetGroups'>,
  environment: Environment,
): Promise<Evidence> {
  if (evidence.service.ok) return evidence;
  const health = await targets.health(environment, 'saved').catch(() => null);
  const groups = await targetGroups.groups(environment, ['saved']).catch(() => null);
  return {
    ...evidence,
    ...(health === null ? {} : { targets: { ok: true, value: health } }),
    ...(groups === null ? {} : { targetGroups: { ok: true, value: groups } }),
  };
}

function unusedIn(files: readonly SavedFile[]): readonly string[] {
  return files
    .filter((file) => file.name !== 'hydrous.json' && answersIn(file).length === 0)
    .filter((file) => notificationIn(file) === null && probeIn(file) === null)
    .filter(({ text }) => textField(parseFields(text), 'architecture') === null)
    .map(({ name }) => name);
}
