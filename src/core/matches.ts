/** Runs the guide's patterns over the evidence. Every hit says where it was found. */
import { cleanText, cut } from './clean-text.ts';
import type { MatchedEvidence } from './diagnosis.ts';
import type { DependencyEvidence, Evidence } from './evidence.ts';
import type { Fact } from './fact.ts';
import type { GuideEntry, Pattern, PatternSource } from './guide.ts';
import { nearestFrames, tracesAbove } from './log-context.ts';
import type { LineShape } from './log-shape.ts';
import { isCalm, shapesOf } from './log-shape.ts';
import { redact } from './redact.ts';
import { failedTasks } from './task-facts.ts';

/** A text of one source, as it can be matched. */
interface Trace {
  readonly text: string;
  readonly at: number | null;
  readonly count: number;
  /** Task definition of the task that it comes from. */
  readonly taskDefinition: string | null;
  readonly shapes: readonly LineShape[];
  /** The last line of its log stream. */
  readonly last: boolean;
  /** Of a log line: itself and the stack trace above it. */
  readonly context: string;
}

export type Traces = Readonly<Record<PatternSource, readonly Trace[]>>;

export interface Hit {
  readonly pattern: Pattern;
  readonly evidence: MatchedEvidence;
  /** First and last time, where the traces have one. */
  readonly from: number | null;
  readonly taskDefinitions: readonly string[];
  /** Last time in a trace of which nobody knows the task. */
  readonly elsewhereAt: number | null;
}

/** A trace this strong stands against any fact, and needs no other. */
const DECISIVE = 0.9;

export function isDecisive({ pattern }: Hit): boolean {
  return pattern.weight >= DECISIVE;
}

/** One entry with what was found for it. */
export interface Weighed {
  readonly entry: GuideEntry;
  readonly hits: readonly Hit[];
  readonly confidence: number;
  readonly precedence: number;
}

/** AWS's own texts are cut here before they are matched, and all shown texts before they are kept. */
const LONGEST = 2_000;
const LONGEST_SHOWN = 400;

export function tracesOf(evidence: Evidence, facts: readonly Fact[]): Traces {
  const tasks = failedTasks(evidence);
  const trace = (
    text: string | null,
    at: number | null,
    taskDefinition: string | null = null,
  ): readonly Trace[] =>
    text === null || text === ''
      ? []
      : [
          {
            text: text.slice(0, LONGEST),
            at,
            count: 1,
            taskDefinition,
            shapes: [],
            last: false,
            context: '',
          },
        ];
  const service = evidence.service.ok ? evidence.service.value : null;
  return {
    log: logTraces(evidence),
    'stop-reason': tasks.flatMap((task) => trace(task.stoppedReason, task.stoppedAt, task.taskDefinition)),
    'stop-code': tasks.flatMap((task) => trace(task.stopCode, task.stoppedAt, task.taskDefinition)),
    'container-reason': tasks.flatMap((task) =>
      task.containers.flatMap(({ reason }) => trace(reason, task.stoppedAt, task.taskDefinition)),
    ),
    event: service?.events.flatMap(({ message, at }) => trace(message, at)) ?? [],
    'rollout-reason':
      service?.deployments.flatMap((each) =>
        trace(each.rolloutStateReason, each.createdAt, each.taskDefinition),
      ) ?? [],
    fact: facts.map(({ name, detail, count, at }) => ({
      text: detail,
      at,
      count,
      taskDefinition: null,
      shapes: [{ starts: [name], level: null, unquoted: null }],
      last: false,
      context: '',
    })),
    'database-event': eventsOf(evidence.database).flatMap(({ message, at }) => trace(message, at)),
    'cache-event': eventsOf(evidence.cache).flatMap(({ message, at }) => trace(message, at)),
  };
}

function eventsOf(dependency: Evidence['database']): DependencyEvidence['events'] {
  return dependency?.ok === true ? (dependency.value?.events ?? []) : [];
}

/** The last part of a stream's name is the id of the task that wrote it, which tells the revision. */
function logTraces({ logLines, stoppedTasks }: Evidence): readonly Trace[] {
  if (!logLines.ok) return [];
  const tasks = stoppedTasks.ok ? stoppedTasks.value : [];
  const definitions = new Map(tasks.map(({ id, taskDefinition }) => [id, taskDefinition]));
  const ends = new Map<string, number>();
  for (const { stream, at } of logLines.value) ends.set(stream, Math.max(at, ends.get(stream) ?? at));
  const above = tracesAbove(logLines.value);
  return logLines.value
    .map((line) => ({ ...line, trace: above.get(line) ?? '' }))
    .map(({ message, at, stream, trace }) => ({
      text: message,
      at,
      count: 1,
      taskDefinition: definitions.get(stream.slice(stream.lastIndexOf('/') + 1)) ?? null,
      shapes: shapesOf(message),
      // Lines whose stream nobody knows cannot be told to go on.
      last: stream === '' || ends.get(stream) === at,
      context: nearestFrames(`${trace}\n${message.slice(-LONGEST * 2)}`),
    }));
}

/** The hits of an entry's patterns, each with its newest text and how often it was seen. */
export function hitsOf(entry: GuideEntry, traces: Traces): readonly Hit[] {
  const facts = new Set(traces.fact.map(({ shapes }) => shapes[0]?.starts[0] ?? ''));
  return entry.patterns.flatMap((pattern) => {
    if (pattern.with?.some((fact) => !facts.has(fact)) === true) return [];
    if (pattern.without?.some((fact) => facts.has(fact)) === true) return [];
    const matches = matcher(pattern);
    const found = traces[pattern.source].filter(
      (trace) => matches(trace) && (pattern.last !== true || trace.last),
    );
    const count = found.reduce((sum, trace) => sum + trace.count, 0);
    const [first, ...others] = found;
    if (first === undefined || count < (pattern.atLeast ?? 1)) return [];
    const newest = others.reduce((best, trace) => ((trace.at ?? 0) > (best.at ?? 0) ? trace : best), first);
    const times = timesOf(found);
    const elsewhere = timesOf(found.filter(({ taskDefinition }) => taskDefinition === null));
    return [
      {
        pattern,
        evidence: {
          source: pattern.source,
          text: shown(newest.text),
          count,
          at: newest.at,
          ...factName(pattern),
        },
        from: times.length === 0 ? null : Math.min(...times),
        taskDefinitions: [...new Set(found.flatMap(({ taskDefinition }) => taskDefinition ?? []))],
        elsewhereAt: elsewhere.length === 0 ? null : Math.max(...elsewhere),
      },
    ];
  });
}

function timesOf(traces: readonly Trace[]): readonly number[] {
  return traces.flatMap(({ at }) => (at === null ? [] : [at]));
}

function factName(pattern: Pattern): { readonly fact?: string } {
  return pattern.source === 'fact' ? { fact: pattern.match } : {};
}

/** Secrets go before the cut, or half of one might stay. One line only. */
function shown(text: string): string {
  return cut(
    redact(cleanText(text))
      .trim()
      .replace(/\s*\n\s*/g, ' ⏎ '),
    LONGEST_SHOWN,
  );
}

function matcher(pattern: Pattern): (trace: Trace) => boolean {
  const { source, match } = pattern;
  if (source === 'fact') return ({ shapes }) => shapes[0]?.starts[0] === match;
  const expression = compiled(match);
  if (source !== 'log') return ({ text }) => expression.test(text);
  const anchored = match.startsWith('^');
  return ({ shapes, context }) =>
    inContext(pattern, context) &&
    shapes.some(({ starts, unquoted, level }) => {
      if (!anchored) return unquoted !== null && expression.test(unquoted);
      // What is said calmly is the application's everyday, and often somebody else's words.
      if (isCalm(level) && pattern.calm !== true) return false;
      return starts.some((start) => expression.test(start));
    });
}

function inContext({ context, notContext }: Pattern, text: string): boolean {
  if (context !== undefined && !compiled(context).test(text)) return false;
  return notContext === undefined || !compiled(notContext).test(text);
}

const COMPILED = new Map<string, RegExp>();

/** Patterns come from the guide's files, checked when they were read, so there are only so many. */
function compiled(match: string): RegExp {
  const known = COMPILED.get(match) ?? new RegExp(match, 'iu');
  COMPILED.set(match, known);
  return known;
}
