/** `guide/patterns.yml`: by which traces in the evidence each entry is recognised. */
import { z } from 'zod';
import type { GuideMistake, Pattern } from './guide.ts';
import { patternMistake } from './pattern-safety.ts';

const rollbackHelps = z.enum(['yes', 'no', 'if-it-began-with-the-change', 'if-the-change-touched-it']);
const id = z.string().regex(/^[a-z][a-z0-9-]{0,60}$/, 'use small letters, digits and hyphens');

const pattern = z.strictObject({
  id,
  source: z.enum([
    'log',
    'stop-reason',
    'stop-code',
    'event',
    'rollout-reason',
    'container-reason',
    'database-event',
    'cache-event',
    'fact',
  ]),
  match: z.string(),
  weight: z.number().gt(0).lt(1),
  case: id.optional(),
  atLeast: z.int().min(1).max(10_000).optional(),
  last: z.boolean().optional(),
  precedence: z.number().optional(),
  calm: z.boolean().optional(),
  context: z.string().optional(),
  notContext: z.string().optional(),
  with: z.array(z.string()).max(10).optional(),
  without: z.array(z.string()).max(10).optional(),
});

const entry = z.strictObject({
  precedence: z.number(),
  rollbackHelps,
  symptomOf: z.array(id).optional(),
  ruledOutBy: z.array(z.string()).optional(),
  touchedBy: z.string().optional(),
  broughtBy: z.array(z.string()).max(10).optional(),
  cases: z
    .record(id, z.strictObject({ rollbackHelps: rollbackHelps.optional(), touchedBy: z.string().optional() }))
    .optional(),
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
    const wrong = [
      ...found.patterns.flatMap((each) => mistakesOf(each, found.patterns)),
      ...[found.touchedBy, ...Object.values(found.cases ?? {}).map((each) => each.touchedBy)].flatMap(
        (expression) => expressionMistake('touchedBy', expression),
      ),
    ];
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
  const forLogs = ['last', 'calm', 'context', 'notContext'] as const;
  for (const key of forLogs) {
    if (each[key] !== undefined && each.source !== 'log')
      wrong.push(`${each.id}: ${key} is for log lines only`);
  }
  for (const key of ['context', 'notContext'] as const)
    wrong.push(...expressionMistake(`${each.id}: ${key}`, each[key]));
  return wrong;
}

function expressionMistake(name: string, expression: string | undefined): readonly string[] {
  const unsafe = expression === undefined ? null : patternMistake(expression);
  return unsafe === null ? [] : [`${name} ${unsafe}`];
}

/** Without the keys that are absent. */
function compact(each: z.infer<typeof pattern>): Pattern {
  return Object.fromEntries(
    Object.entries(each).filter(([, value]) => value !== undefined),
  ) as unknown as Pattern;
}
