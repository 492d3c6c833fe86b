/** `hydrous init`: looks into the account and writes `hydrous.yml`. */
import { existsSync, writeFileSync } from 'node:fs';
import { createSurveyor } from '../app-survey.ts';
import { readHydrousFile } from '../config/hydrous-file.ts';
import { configurationText, type Told } from '../core/configuration-text.ts';
import { isProblem } from '../core/problem.ts';
import type { ServiceName, Survey } from '../core/survey.ts';
import { sentenceText } from './document-text.ts';
import { INIT_USAGE, type InitWords, NEEDED, readInitWords } from './init-words.ts';
import type { Variables } from './open-door.ts';
import type { RunOutput } from './run.ts';

/** Asks the person at the terminal; null where there is none. */
export type Ask = ((question: string) => Promise<string>) | null;

/** `words` are what stands behind `init`. */
export async function initCommand(
  words: readonly string[],
  variables: Variables,
  { out, err }: RunOutput,
  ask: Ask,
): Promise<0 | 1 | 2> {
  const refuse = (exit: 1 | 2, ...lines: readonly string[]) => {
    for (const line of lines) err(line);
    return exit;
  };
  const read = readInitWords(words);
  if ('mistakes' in read) return refuse(2, ...read.mistakes, INIT_USAGE);
  const path = read.given.get('out') ?? (variables['HYDROUS_CONFIG'] || 'hydrous.yml');
  if (existsSync(path) && !read.force)
    return refuse(1, `${path} is there already and was left as it is; --force writes over it`);
  const region = read.given.get('region') ?? variables['AWS_REGION'];
  if (region === undefined || region === '')
    return refuse(2, 'no region: give --region us-east-1, or set AWS_REGION');
  const told = await completed(read, ask);
  if ('mistakes' in told) return refuse(2, ...told.mistakes, INIT_USAGE);

  const surveyor = createSurveyor(region);
  try {
    const survey = await surveyor.account();
    const chosen = await chosenService(survey, read, ask);
    if ('mistake' in chosen) return refuse(1, chosen.mistake);
    const found = await surveyor.service(survey, chosen);
    const text = configurationText(told.told, survey, found);
    const checked = readHydrousFile(text, path);
    if (!checked.ok) return refuse(1, 'what was found makes no configuration yet:', ...checked.mistakes);
    writeFileSync(path, text);
    out(
      `${path} is written for ${found.cluster}/${found.service} in ${region}. Read it, then: npx hydrous doctor`,
    );
    for (const warning of checked.warnings) out(`note: ${warning}`);
    return 0;
  } catch (error) {
    if (!isProblem(error)) throw error;
    return refuse(1, sentenceText(error.sentence, 'en'));
  } finally {
    surveyor.close();
  }
}

async function completed(
  { given, topics }: InitWords,
  ask: Ask,
): Promise<{ readonly told: Told } | { readonly mistakes: readonly string[] }> {
  const answers = new Map(given);
  const missing = Object.keys(NEEDED).filter((name) => !given.has(name));
  if (ask === null && missing.length > 0)
    return { mistakes: [`missing: ${missing.map((name) => `--${name}`).join(' ')}`] };
  for (const name of missing) answers.set(name, await answered(name, ask));
  const of = (name: string) => answers.get(name) ?? '';
  return {
    told: {
      locale: answers.get('locale') === 'en' ? 'en' : 'es',
      environment: answers.get('environment') ?? 'production',
      operations: of('operations'),
      incidents: of('incidents'),
      team: of('team'),
      operators: of('operators').split(','),
      approvers: of('approvers').split(','),
      topics,
      subscribe: answers.get('subscribe') ?? null,
      queueUrl: answers.get('queue') ?? null,
    },
  };
}

/** Asks until the answer fits. */
async function answered(name: string, ask: Ask): Promise<string> {
  const wanted = NEEDED[name];
  if (ask === null || wanted === undefined) return '';
  for (let hint = ''; ; hint = ` (${wanted.wanted})`) {
    const answer = (await ask(`${wanted.question}${hint}: `)).replace(/\s*,\s*/g, ',').trim();
    if (wanted.fits.test(answer)) return answer;
  }
}

async function chosenService(
  survey: Survey,
  { given }: InitWords,
  ask: Ask,
): Promise<ServiceName | { readonly mistake: string }> {
  const cluster = given.get('cluster');
  const service = given.get('service');
  const fitting = survey.services.filter(
    (each) =>
      (cluster === undefined || each.cluster === cluster) &&
      (service === undefined || each.service === service),
  );
  const [only] = fitting;
  if (only !== undefined && fitting.length === 1) return only;
  const listed = survey.services.map((each) => `${each.cluster}/${each.service}`);
  if (only === undefined)
    return {
      mistake:
        listed.length === 0
          ? `there is no ECS service in ${survey.region}; is it the right region and account?`
          : `there is no such service in ${survey.region}; there are ${listed.join(', ')}`,
    };
  const several = fitting.map((each) => `${each.cluster}/${each.service}`);
  if (ask === null)
    return {
      mistake: `several services: name one with --cluster and --service; there are ${several.join(', ')}`,
    };
  for (;;) {
    const answer = (await ask(`Which service? ${several.join(', ')}: `)).trim();
    const chosen = fitting[several.indexOf(answer)];
    if (chosen !== undefined) return chosen;
  }
}
