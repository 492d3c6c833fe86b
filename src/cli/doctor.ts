/** `hydrous doctor`: the whole set-up looked at, what is wrong, and what to do about each. */
import { lookOnce } from '../app-doctor.ts';
import { VERSION } from '../app-version.ts';
import { loadAlarmRecipes } from '../config/alarm-recipes.ts';
import { guardedStoreMistake } from '../config/guarded-store.ts';
import { loadGuideFiles } from '../config/guide-files.ts';
import { type Configuration, loadConfiguration } from '../config/hydrous-file.ts';
import { readSettings, type Settings } from '../config/settings.ts';
import { type CheckupReport, counted } from '../core/doctor/checkup-document.ts';
import { afterFailure, broken, type Finding, fine, type Verdict } from '../core/doctor/finding.ts';
import type { Locale } from '../core/member.ts';
import type { Clock } from '../core/ports/ambient.ts';
import { readGuide } from '../core/read-guide.ts';
import { code, type Sentence, say } from '../core/sentence.ts';
import { sentenceText } from './document-text.ts';
import type { Variables } from './open-door.ts';
import type { RunOutput } from './run.ts';

export const DOCTOR_USAGE = `usage: hydrous doctor [--json] [--only NAME]
  looks at settings, configuration, store, Slack, AWS, topics, queue, guide and clocks, and changes nothing
  --only        no more than the checks whose names begin so, such as slack or production.database
  exit code: 0 nothing to mend, 1 something to mend, 2 usage`;

/** `words` are what stands behind `doctor`. */
export async function doctorCommand(
  words: readonly string[],
  variables: Variables,
  { out, err }: RunOutput,
  clock?: Clock,
): Promise<0 | 1 | 2> {
  const wish = wordsOf(words);
  if (wish === null) {
    err(`doctor does not know "${words.join(' ')}"`);
    err(DOCTOR_USAGE);
    return 2;
  }
  const read = readSettings(variables);
  const path = variables['HYDROUS_CONFIG'] || 'hydrous.yml';
  const loaded = loadConfiguration(path);
  const settings = read.ok ? read.settings : null;
  const configuration = loaded.ok ? loaded.configuration : null;
  const local = [
    ...(read.ok
      ? [fine('settings')]
      : linesOf('settings', read.mistakes, say('doctor.do.correct', ENVIRONMENT))),
    ...(loaded.ok
      ? [fine('configuration', path)]
      : linesOf('configuration', loaded.mistakes, say('doctor.do.correct', { file: code(path) }))),
    ...(configuration === null || !concerns(wish.only, 'guide') ? [] : filesFindings(configuration, path)),
  ];
  const report = await reportOf(local, settings, configuration, {
    ...(clock === undefined ? {} : { clock }),
    ...(wish.only === null ? {} : { only: wish.only }),
  });
  const locale = configuration?.locale ?? 'en';
  if (wish.json) out(JSON.stringify(jsonOf(report, locale), null, 2));
  else for (const line of textOf(report, locale)) out(line);
  return counted(report.findings).ng > 0 ? 1 : 0;
}

function concerns(only: string | null, check: string): boolean {
  return only === null || only.startsWith(check) || check.startsWith(only);
}

/** Null for what means nothing here. */
function wordsOf(words: readonly string[]): { readonly json: boolean; readonly only: string | null } | null {
  let json = false;
  let only: string | null = null;
  const queue = [...words];
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    const [name, inline] = word.split(/=(.*)/s);
    if (word === '--json') json = true;
    else if (name === '--only') {
      only = inline ?? queue.shift() ?? null;
      if (only === null || only === '') return null;
    } else return null;
  }
  return { json, only };
}

const ENVIRONMENT = { file: code('the environment variables') };

async function reportOf(
  local: readonly Finding[],
  settings: Settings | null,
  configuration: Configuration | null,
  how: { readonly clock?: Clock; readonly only?: string },
): Promise<CheckupReport> {
  if (settings === null || configuration === null) {
    const failed = settings === null ? 'settings' : 'configuration';
    const rest = ['store', 'slack', 'aws'].map((check) => afterFailure(check, failed));
    return { findings: [...local, ...rest], version: VERSION, node: process.versions.node, took: 0 };
  }
  const guarded = guardedStoreMistake(settings, configuration.environments);
  const apart = guarded === null ? [] : linesOf('store.apart', [guarded], say('doctor.do.other-store'));
  const report = await lookOnce(settings, configuration, how);
  const only = how.only ?? '';
  const before = [...local, ...apart].filter(
    ({ check, verdict }) => verdict !== 'ok' || check.startsWith(only),
  );
  return { ...report, findings: [...before, ...report.findings] };
}

/** The guide and its recipes, which lie beside the configuration. */
function filesFindings(configuration: Configuration, path: string): readonly Finding[] {
  const files = loadGuideFiles(configuration.guide, path);
  const mend = say('doctor.do.correct', { file: code(configuration.guide) });
  if (!files.ok) return linesOf('guide', files.mistakes, mend);
  const { guide, mistakes } = readGuide(files.files);
  const recipes = loadAlarmRecipes(configuration.guide, path);
  return [
    ...(mistakes.length === 0
      ? [fine('guide', guide.es.length)]
      : linesOf(
          'guide',
          mistakes.map(({ file, line, text }) => `${file}${line === null ? '' : `:${line}`}: ${text}`),
          mend,
        )),
    ...(recipes.ok
      ? [fine('guide.alarms', recipes.recipes.length)]
      : linesOf('guide.alarms', recipes.mistakes, mend)),
  ];
}

function linesOf(check: string, lines: readonly string[], remedy: Sentence): readonly Finding[] {
  return lines.map((line) => broken(check, say('doctor.line', { line }), remedy));
}

const NAMES: Readonly<Record<Verdict, string>> = { ok: 'OK', ng: 'NG', skip: 'SKIP' };
/** What is to be mended stands last, where a terminal ends. */
const ORDER: readonly Verdict[] = ['ok', 'skip', 'ng'];

function textOf({ findings, version, node, took }: CheckupReport, locale: Locale): readonly string[] {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const rows = ORDER.flatMap((verdict) =>
    findings
      .filter((each) => each.verdict === verdict)
      .flatMap(({ check, text, remedy }) => [
        `${NAMES[verdict].padEnd(4)} ${check.padEnd(width)}  ${sentenceText(text, locale)}`,
        ...(remedy === null ? [] : [`${' '.repeat(width + 6)} → ${sentenceText(remedy, locale)}`]),
      ]),
  );
  const { ok, ng, skip } = counted(findings);
  const summary = ng === 0 ? say('doctor.all-well', { ok, skip }) : say('doctor.title', { ok, ng, skip });
  const last = say('doctor.version', { version, node, ms: { span: took } });
  return [...rows, '', sentenceText(summary, locale), sentenceText(last, locale)];
}

function jsonOf({ findings, version, node, took }: CheckupReport, locale: Locale): object {
  return {
    ok: counted(findings).ng === 0,
    counts: counted(findings),
    version,
    node,
    took,
    findings: findings.map(({ check, verdict, text, remedy }) => ({
      check,
      result: NAMES[verdict],
      text: sentenceText(text, locale),
      remedy: remedy === null ? null : sentenceText(remedy, locale),
    })),
  };
}
