/** `hydrous diagnose`: what the guide makes of saved evidence, without AWS, Slack or a store; and saving it. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnoseFiles, type Replay } from '../app-diagnose.ts';
import { saveEvidence } from '../app-save-evidence.ts';
import { loadGuideFiles } from '../config/guide-files.ts';
import { loadConfiguration } from '../config/hydrous-file.ts';
import { readSettings } from '../config/settings.ts';
import type { Evidence, Gathered } from '../core/evidence.ts';
import { readGuide } from '../core/read-guide.ts';
import type { Sentence } from '../core/sentence.ts';
import { speak } from '../words/speak.ts';

/** What to print, and the exit code: 0 when it was done, 1 when not, 2 for a command that is none, 78 for settings. */
export interface DiagnoseResult {
  readonly out: string;
  readonly err: readonly string[];
  readonly exitCode: 0 | 1 | 2 | 78;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** `words` are what stands behind `diagnose` on the command line. */
export async function diagnoseCommand(
  words: readonly string[],
  variables: Variables,
): Promise<DiagnoseResult> {
  const [first = '', ...rest] = words;
  if (first !== '--save') {
    return rest.length === 0
      ? diagnoseFolder(first, variables['HYDROUS_CONFIG'] || 'hydrous.yml')
      : { out: '', err: ['diagnose takes one folder'], exitCode: 2 };
  }
  const [id, folder = id === undefined ? '' : `./${id}`] = rest;
  if (id === undefined || !/^[a-z]+-[a-z0-9]{4,40}$/.test(id))
    return { out: '', err: ['--save takes the id of an incident, such as inc-7kq2m9xd4t'], exitCode: 2 };
  return saveFolder(id, folder, variables);
}

async function saveFolder(id: string, folder: string, variables: Variables): Promise<DiagnoseResult> {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    return failed(`${folder} is there already and is not empty; give another folder`);
  const read = readSettings(variables);
  if (!read.ok) return { out: '', err: read.mistakes, exitCode: 78 };
  const loaded = loadConfiguration(read.settings.configPath);
  if (!loaded.ok) return { out: '', err: loaded.mistakes, exitCode: 78 };
  const saved = await saveEvidence(read.settings, loaded.configuration, id);
  if (!saved.ok) return failed(saved.why);
  // Logs may hold what no rule knows as a secret, so the folder is for its owner only.
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const { name, text } of saved.files) writeFileSync(join(folder, name), `${text}\n`, { mode: 0o600 });
  return { out: `${saved.files.length} files in ${folder}`, err: [], exitCode: 0 };
}

/** Bytes of one file and files of a folder that are read. */
const LARGEST = 64 * 1024 * 1024;
const MOST_FILES = 500;
const READ = /\.(?:json|log|txt)$/i;

const PARTS = [
  'service',
  'stoppedTasks',
  'image',
  'logLines',
  'targets',
  'lastChange',
  'metrics',
  'database',
  'cache',
  'alarmHistory',
] as const satisfies readonly (keyof Evidence)[];

/** `configPath` names the guide; without a configuration it is the one that ships with the bot. Never throws on bad files. */
export async function diagnoseFolder(folder: string, configPath: string): Promise<DiagnoseResult> {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    return failed(`${folder} is not a folder; give one that holds AWS answers as JSON files`);
  const names = readdirSync(folder)
    .filter((name) => READ.test(name))
    .sort();
  const files = names
    .slice(0, MOST_FILES)
    .filter((name) => statSync(join(folder, name)).size <= LARGEST)
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
  if (files.length === 0) return failed(`${folder} holds no .json, .log or .txt file`);

  const configuration = existsSync(configPath) ? loadConfiguration(configPath) : null;
  if (configuration?.ok === false) return { out: '', err: configuration.mistakes, exitCode: 1 };
  const loaded = loadGuideFiles(configuration?.configuration.guide ?? 'guide/', configPath);
  if (!loaded.ok) return { out: '', err: loaded.mistakes, exitCode: 1 };
  const { guide } = readGuide(loaded.files);
  const replay = await diagnoseFiles(files, guide.en);
  const err = replay.unused.map((name) => `${name}: not an AWS answer that is known; it was left out`);
  return { out: JSON.stringify(printed(replay), null, 2), err, exitCode: 0 };
}

function failed(why: string): DiagnoseResult {
  return { out: '', err: [why], exitCode: 1 };
}

function printed({ diagnosis, evidence, alarm }: Replay): object {
  return {
    verdicts: diagnosis.verdicts.map((verdict) => ({
      entry: verdict.entry,
      confidence: verdict.confidence,
      case: verdict.case ?? null,
      symptomOf: verdict.symptomOf,
      evidence: verdict.evidence.map(({ source, fact, text, count, at }) => ({
        source,
        ...(fact === undefined ? {} : { fact }),
        text,
        count,
        at: at === null ? null : new Date(at).toISOString(),
      })),
    })),
    ruledOut: diagnosis.ruledOut.map(({ entry, why }) => ({ entry, why: inEnglish(why) })),
    advice: diagnosis.advice.map(inEnglish),
    offerRollback: diagnosis.offerRollback,
    notChecked: PARTS.flatMap((part) => {
      const gathered: Gathered<unknown> | undefined = evidence[part];
      return gathered === undefined || gathered.ok ? [] : [{ part, why: inEnglish(gathered.why) }];
    }),
    alarm: alarm?.name ?? null,
  };
}

function inEnglish(sentence: Sentence): string {
  return speak(sentence, 'en', 'plain');
}
