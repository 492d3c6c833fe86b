/** `guide/patterns.yml`: by which traces in the evidence each entry is recognised. */
import { z } from 'zod';
import type { GuideMistake, Pattern } from './guide.ts';
import { patternMistake } from './pattern-safety.ts';

const rollbackHelps = z.enum(['yes', 'no', 'if-it-began-with-the-change']);
const id = z.string().regex(/^[a-z][a-z0-9-]{0,60}$/, 'use small letters, digits and hyphens');

const pattern = z.strictObject({
  id,
  source: z.enum(['log', 'stop-reason', 'stop-code', 'event', 'rollout-reason', 'container-reason', 'fact']),
  match: z.string(),
  weight: z.number().gt(0).lt(1),
  case: id.optional(),
  atLeast: z.int().min(1).max(10_000).optional(),
  last: z.boolean().optional(),
  precedence: z.number().optional(),
});

const entry = z.strictObject({
  precedence: z.number(),
  rollbackHelps,
  symptomOf: z.array(id).optional(),
  ruledOutBy: z.array(z.string()).optional(),
  cases: z.record(id, z.strictObject({ rollbackHelps })).optional(),
  patterns: z.array(pattern).max(200),
});

const file = z.record(id, entry);

export interface EntryPatterns extends Omit<z.infer<typeof entry>, 'patterns'> {
  readonly patterns: readonly Pattern[];
}

/** An entry with a mistake is left out. */
export function readGuidePatterns(value: unknown): {
  readonly entries: ReadonlyMap<string, EntryPatterns>;
  readonly mistakes: readonly GuideMistake[];
} {
  const entries = new Map<string, EntryPatterns>();
  const mistakes: GuideMistake[] = [];
  const say = (text: string) => mistakes.push({ file: 'patterns.yml', line: null, text });
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    say('must be a map from the ids of the guide entries to their patterns');
    return { entries, mistakes };
  }
  for (const [name, part] of Object.entries(value)) {
    const read = file.safeParse({ [name]: part });
    const found = read.success ? read.data[name] : undefined;
    if (!read.success)
      for (const issue of read.error.issues) say(`${issue.path.map(String).join('.')}: ${issue.message}`);
    if (found === undefined) continue;
    const wrong = found.patterns.flatMap((each) => mistakesOf(each, found.patterns));
    for (const text of wrong) say(`${name}.${text}`);
    if (wrong.length === 0) entries.set(name, { ...found, patterns: found.patterns.map(compact) });
  }
  return { entries, mistakes };
}

function mistakesOf(
  each: z.infer<typeof pattern>,
  all: readonly { readonly id: string }[],
): readonly string[] {
  const wrong: string[] = [];
  if (all.filter((other) => other.id === each.id).length > 1) wrong.push(`${each.id}: the id is there twice`);
  const unsafe = each.source === 'fact' ? null : patternMistake(each.match);
  if (unsafe !== null) wrong.push(`${each.id}: match ${unsafe}`);
  if (each.last === true && each.source !== 'log') wrong.push(`${each.id}: last is for log lines only`);
  return wrong;
}

/** Without the keys that are absent. */
function compact(each: z.infer<typeof pattern>): Pattern {
  return Object.fromEntries(
    Object.entries(each).filter(([, value]) => value !== undefined),
  ) as unknown as Pattern;
}
