/** What the bot makes of texts, times and words; run as a program it prints that, to compare it with another machine. */
import { readFileSync } from 'node:fs';
import { loadGuideFiles } from '../src/config/guide-files.ts';
import { readHydrousFile } from '../src/config/hydrous-file.ts';
import { readCommandText } from '../src/core/command-text.ts';
import { searchGuide } from '../src/core/guide-search.ts';
import { readGuide } from '../src/core/read-guide.ts';
import { readTimeText } from '../src/core/time-range.ts';
import { canonicalJson } from '../src/store/canonical-json.ts';
import { es } from '../src/words/es.ts';
import { speak } from '../src/words/speak.ts';
import { declaredSentences, sampleSentence, VARIANTS } from './sentence-samples.ts';

const root = new URL('../', import.meta.url);
/** A Sunday on which Apia is a day ahead of Honolulu. */
const NOW = Date.UTC(2026, 10, 29, 23, 30);
const COMMANDS = [
  'STATUS',
  'DEPLOY V1.11.0 PRODUCTION',
  'INCIDENTS',
  'Logs --SINCE 2h ILIMITADO',
  'İNCİDENTS ıiIİ',
];
const TIMES = [
  'ayer',
  'AYER A LAS 22:30',
  'since FRIDAY',
  '14:00-14:30',
  '2026-11-01',
  'hace 20 MINUTOS',
  '1790000000',
];
const QUESTIONS = ['DATABASE CONNECTION', 'IMAGEN ARQUITECTURA', 'LIMITE DE MEMORIA'];
const MORE = `freezes:
  - { name: WEEKEND, from: "FRI 16:00", to: "MON 08:00", zone: America/Bogota }
  - { name: night, from: "22:00", to: "06:00", zone: Europe/Istanbul }
  - { name: holidays, from: 2026-12-23T00:00, to: 2027-01-02T00:00, zone: Pacific/Apia }
`;

export function whatIsRead(): Readonly<Record<string, unknown>> {
  const files = loadGuideFiles('guide/', new URL('hydrous.yml', root).pathname);
  if (!files.ok) throw new Error(files.mistakes.join('\n'));
  const { guide } = readGuide(files.files);
  const example = readFileSync(new URL('hydrous.yml', root), 'utf8').replace(/^freezes:.*\n(?: .*\n)*/m, '');
  return {
    configuration: readHydrousFile(`${example}\n${MORE}`, 'hydrous.yml'),
    commands: COMMANDS.map((text) => readCommandText(text)),
    times: ['America/Bogota', 'Europe/Istanbul', null].map((zone) =>
      TIMES.map((text) => readTimeText(text, 'since', { now: NOW, zone })),
    ),
    guide: QUESTIONS.map((text) => searchGuide(guide, text.split(' ')).map(({ pair }) => pair.es.id)),
    chained: canonicalJson({ I: 1, i: 2, ı: 3, İ: 4, z: 5, ä: 6 }),
    words: (['es', 'en'] as const).map((locale) =>
      declaredSentences(Object.keys(es)).map((declared) =>
        VARIANTS.map((variant) => speak(sampleSentence(declared, variant), locale, 'plain')),
      ),
    ),
  };
}

if (process.argv[1] === new URL(import.meta.url).pathname) process.stdout.write(JSON.stringify(whatIsRead()));
