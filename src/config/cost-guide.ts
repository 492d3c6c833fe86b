/** `costs.yml` of the guide folder: what is expected of costs, checked whole, each mistake with its line. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CostGuide } from '../core/cost-guide.ts';
import { block, whole } from './fields.ts';
import { type Mistake, written } from './mistakes.ts';
import { schemaMistakes } from './schema-mistakes.ts';
import { LARGEST_YAML, readYaml } from './yaml-lines.ts';

export type ReadCostGuide =
  | { readonly ok: true; readonly costGuide: CostGuide }
  | { readonly ok: false; readonly mistakes: readonly string[] };

/** US dollars a month. */
const amount = () => whole(0, 10_000_000);

const CostFile = block('a block that begins with "costs:"', {
  costs: block('a block with expected, quiet, reserve and savings', {
    expected: block('from and until in US dollars', { from: amount(), until: amount() }),
    quiet: block('cpu and memory in percent', { cpu: whole(1, 100), memory: whole(1, 100) }),
    reserve: amount(),
    savings: amount(),
  }),
});

/** `fileName` starts every mistake. */
export function readCostGuide(content: string, fileName: string): ReadCostGuide {
  const read = readYaml(content);
  if (!read.ok) return { ok: false, mistakes: written(fileName, read.mistakes) };
  const parsed = CostFile.safeParse(read.yaml.value);
  const mistakes: Mistake[] = schemaMistakes(CostFile, read.yaml);
  if (!parsed.success || mistakes.length > 0) return { ok: false, mistakes: written(fileName, mistakes) };
  const { expected } = parsed.data.costs;
  if (expected.from > expected.until) {
    const line = read.yaml.lineOf(['costs', 'expected']);
    const text = `costs.expected goes from ${expected.from} to ${expected.until}; write the smaller one first`;
    return { ok: false, mistakes: written(fileName, [{ line, text }]) };
  }
  return { ok: true, costGuide: parsed.data.costs };
}

/** What ships with the bot, beside `src/` and beside `dist/` alike. */
const OWN_FILE = fileURLToPath(new URL('../../guide/costs.yml', import.meta.url));

/** A guide folder without `costs.yml` gets what ships with the bot. Never throws. */
export function loadCostGuide(folder: string, configPath: string): ReadCostGuide {
  const root = isAbsolute(folder) ? folder : resolve(dirname(resolve(configPath)), folder);
  const own = join(root, 'costs.yml');
  const path = existsSync(own) ? own : OWN_FILE;
  try {
    const { size } = statSync(path);
    if (size > LARGEST_YAML)
      return { ok: false, mistakes: [`${path} has ${size} bytes; keep it under ${LARGEST_YAML}`] };
    return readCostGuide(readFileSync(path, 'utf8'), path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    return { ok: false, mistakes: [`${path} cannot be read (${code}); check its permissions`] };
  }
}
