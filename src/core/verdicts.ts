/** From evidence to causes: which entries of the guide fit, which do not and why, and what would help. Pure. */
import type { MetricAlarm } from './alarm.ts';
import type { Diagnosis, MatchedEvidence, Verdict } from './diagnosis.ts';
import type { Evidence } from './evidence.ts';
import type { Fact } from './fact.ts';
import { factsOf } from './facts.ts';
import type { GuideEntry } from './guide.ts';
import { inTime } from './in-time.ts';
import type { Hit, Weighed } from './matches.ts';
import { hitsOf, isDecisive, tracesOf } from './matches.ts';
import { goneRevision } from './past-cause.ts';
import { rollbackAdvice } from './rollback-advice.ts';
import type { Sentence } from './sentence.ts';
import { say } from './sentence.ts';

/** What speaks for an entry less than this is not named. */
const LEAST = 0.5;
/** Weak verdicts come after strong ones, whatever their place in "cause before symptom". */
const STRONG = 0.75;
const MOST_SHOWN = 4;

/** Evidence that could not be had rules nothing out. Never throws. */
export function diagnose(
  gathered: Evidence,
  guide: readonly GuideEntry[],
  alarm: MetricAlarm | null = null,
): Diagnosis {
  const evidence = inTime(gathered, alarm);
  const facts = factsOf(evidence, alarm);
  const traces = tracesOf(evidence, facts);
  const weighed = guide.map((entry) => weigh(entry, hitsOf(entry, traces)));
  const against = new Map<string, Fact>();
  for (const { entry, hits } of weighed) {
    const fact = facts.find(({ name }) => entry.ruledOutBy?.includes(name));
    if (fact !== undefined && !hits.some(isDecisive)) against.set(entry.id, fact);
  }
  const fitting = weighed.filter(({ entry, confidence }) => confidence >= LEAST && !against.has(entry.id));
  const past = pastOf(fitting, evidence, alarm);
  const found = fitting.filter(({ entry }) => !past.has(entry.id)).sort(byCause);
  const verdicts = found.map((each, index) => verdictOf(each, found.slice(0, index)));
  const ruledOut = weighed.flatMap(({ entry, hits, confidence }) => {
    const revision = past.get(entry.id);
    if (revision !== undefined)
      return [{ entry: entry.id, why: say('incidents.gone-revision', { revision }) }];
    if (confidence >= LEAST && !against.has(entry.id)) return [];
    const why = whyNot(entry, hits, against.get(entry.id) ?? null, evidence);
    return why === null ? [] : [{ entry: entry.id, why }];
  });
  // What was seen before the alarm's time does not convict, but it tells whether the trouble is older than a change.
  const before = found[0] === undefined ? [] : hitsOf(found[0].entry, tracesOf(gathered, facts));
  return { verdicts, ruledOut, ...rollbackAdvice({ evidence, found, before, facts, alarm }) };
}

/**
 * The entries that explain only what a revision did that is gone, by that revision. None when nothing else is sure:
 * an alarm that rings late may still tell of it.
 */
function pastOf(
  fitting: readonly Weighed[],
  evidence: Evidence,
  alarm: MetricAlarm | null,
): ReadonlyMap<string, number> {
  const past = new Map<string, number>();
  for (const each of fitting) {
    const revision = goneRevision(each, evidence, alarm);
    if (revision !== null) past.set(each.entry.id, revision);
  }
  const isSure = ({ entry, confidence }: Weighed) =>
    confidence >= STRONG && !past.has(entry.id) && !entry.symptomOf?.some((cause) => past.has(cause));
  return fitting.some(isSure) ? past : new Map();
}

function weigh(entry: GuideEntry, hits: readonly Hit[]): Weighed {
  const doubt = hits.reduce((left, { pattern }) => left * (1 - pattern.weight), 1);
  const telling = hits.filter(({ pattern }) => pattern.weight >= LEAST);
  const places = telling.map(({ pattern }) => pattern.precedence ?? entry.precedence);
  return {
    entry,
    hits,
    confidence: Math.round((1 - doubt) * 100) / 100,
    precedence: Math.min(entry.precedence, ...places),
  };
}

function byCause(one: Weighed, other: Weighed): number {
  const weak = Number(one.confidence < STRONG) - Number(other.confidence < STRONG);
  return weak || one.precedence - other.precedence || other.confidence - one.confidence;
}

function verdictOf({ entry, hits, confidence }: Weighed, before: readonly Weighed[]): Verdict {
  const cause = before.find((each) => entry.symptomOf?.includes(each.entry.id));
  const strongest = [...hits].sort((one, other) => other.pattern.weight - one.pattern.weight);
  const named = strongest.find(({ pattern }) => pattern.case !== undefined)?.pattern.case;
  return {
    entry: entry.id,
    confidence: Math.min(confidence, 0.99),
    evidence: shownOnce(strongest.map((hit) => hit.evidence)).slice(0, MOST_SHOWN),
    symptomOf: cause?.entry.id ?? null,
    ...(named === undefined ? {} : { case: named }),
  };
}

/** Two patterns may know the same text. */
function shownOnce(evidence: readonly MatchedEvidence[]): readonly MatchedEvidence[] {
  const seen = new Map<string, MatchedEvidence>();
  for (const each of evidence) {
    const key = `${each.source} ${each.fact ?? ''} ${each.text}`;
    if (!seen.has(key)) seen.set(key, each);
  }
  return [...seen.values()];
}

/** Null when nothing speaks against the entry except that nobody could look. */
function whyNot(
  entry: GuideEntry,
  hits: readonly Hit[],
  fact: Fact | null,
  evidence: Evidence,
): Sentence | null {
  if (fact !== null) return say('incidents.fact', { name: fact.name, detail: fact.detail });
  if (hits.length > 0) return null;
  const { logLines, stoppedTasks } = evidence;
  const reads = (source: string) => entry.patterns.some((pattern) => pattern.source === source);
  if (!reads('log')) {
    if (!stoppedTasks.ok) return null;
    return say('incidents.no-trace-in-tasks', { tasks: stoppedTasks.value.length });
  }
  if (!logLines.ok || !stoppedTasks.ok || logLines.value.length === 0) return null;
  return say('incidents.no-trace', { lines: logLines.value.length, tasks: stoppedTasks.value.length });
}
