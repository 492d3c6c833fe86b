/** What was found and advised, and apart from it what was ruled out and what could not be looked at. */
import { cleanText, cut } from '../clean-text.ts';
import type { Diagnosis, MatchedEvidence, Verdict } from '../diagnosis.ts';
import type { Piece } from '../document.ts';
import type { Evidence, Gathered } from '../evidence.ts';
import type { Guide } from '../guide.ts';
import type { Incident } from '../incident.ts';
import { levelOf } from '../log-levels.ts';
import type { TaskView } from '../ports/ecs.ts';
import { redactLines } from '../redact.ts';
import type { Sentence } from '../sentence.ts';
import { say } from '../sentence.ts';
import { failedTasks } from '../task-facts.ts';
import { casePieces, entryOf, entryTitle } from './guide-pieces.ts';

const MOST_RAW = 6;
const LONGEST_RAW = 300;

export function diagnosisPieces(incident: Incident, guide: Guide): readonly Piece[] {
  const { diagnosis, evidence } = incident;
  if (diagnosis === null || evidence === null) return [];
  const [first, ...others] = diagnosis.verdicts;
  const pieces: Piece[] = [...(first === undefined ? noMatchPieces(evidence) : causePieces(first, guide))];
  const titles = (those: readonly Verdict[]) => those.map(({ entry }) => entryTitle(guide, entry));
  const symptoms = others.filter(({ symptomOf }) => symptomOf !== null);
  const besides = others.filter(({ symptomOf }) => symptomOf === null);
  if (symptoms.length > 0)
    pieces.push({ piece: 'context', text: say('incidents.symptoms', { entries: titles(symptoms) }) });
  if (besides.length > 0)
    pieces.push({ piece: 'text', text: say('incidents.also', { entries: titles(besides) }) });
  const mark = diagnosis.offerRollback ? 'ok' : 'none';
  // Once it is over, an advice to go back would only tempt somebody to do it again.
  if (diagnosis.advice.length > 0 && incident.state !== 'resolved')
    pieces.push({ piece: 'list', items: diagnosis.advice.map((text) => ({ mark, text })) });
  return pieces;
}

/** For whoever doubts: it comes after what can be done. */
export function ruledOutPieces({ diagnosis, evidence }: Incident, guide: Guide): readonly Piece[] {
  if (diagnosis === null || evidence === null) return [];
  const pieces: Piece[] = [];
  if (diagnosis.ruledOut.length > 0)
    pieces.push({
      piece: 'context',
      text: say('incidents.ruled-out', { items: ruledOutItems(diagnosis, guide) }),
    });
  const unread = notChecked(evidence);
  if (unread.length > 0)
    pieces.push({ piece: 'context', text: say('incidents.not-checked', { items: unread }) });
  return pieces;
}

/** Entries that are out for the same reason are named together. */
function ruledOutItems({ ruledOut }: Diagnosis, guide: Guide): readonly Sentence[] {
  const groups = new Map<string, { readonly why: Sentence; readonly entries: Sentence[] }>();
  for (const { entry, why } of ruledOut) {
    const key = JSON.stringify(why);
    const group = groups.get(key) ?? { why, entries: [] };
    group.entries.push(entryTitle(guide, entry));
    groups.set(key, group);
  }
  return [...groups.values()].map(({ why, entries }) => say('incidents.ruled-out.item', { entries, why }));
}

function causePieces(verdict: Verdict, guide: Guide): readonly Piece[] {
  const pair = entryOf(guide, verdict.entry);
  const pieces: Piece[] = [
    { piece: 'text', text: say('incidents.cause', { entry: entryTitle(guide, verdict.entry) }) },
    ...(pair === null ? [] : casePieces(pair, verdict.case)),
  ];
  const facts = verdict.evidence.filter(({ fact }) => fact !== undefined);
  const lines = verdict.evidence.filter(({ fact }) => fact === undefined).map(counted);
  if (lines.length > 0) pieces.push({ piece: 'code', lines });
  if (facts.length > 0)
    pieces.push({
      piece: 'list',
      items: facts.map(({ fact = '', text }) => ({
        mark: 'warning',
        text: say('incidents.fact', { name: fact, detail: text }),
      })),
    });
  return pieces;
}

function counted({ text, count }: MatchedEvidence): string {
  return count === 1 ? text : `${text}  (×${count})`;
}

/** The raw traces, for whoever has to judge without the guide: why tasks stopped, and the last errors. */
function noMatchPieces(evidence: Evidence): readonly Piece[] {
  const stops = failedTasks(evidence).map((task) =>
    [task.stopCode, task.stoppedReason, ...task.containers.map(containerEnd)]
      .filter((part) => part)
      .join(' · '),
  );
  const errors = evidence.logLines.ok
    ? evidence.logLines.value.filter(({ message }) => levelOf(message) === 'error')
    : [];
  const raw = [...unique(stops).slice(0, MOST_RAW / 2), ...unique(errors.map(({ message }) => message))];
  const lines = redactLines(raw.slice(0, MOST_RAW).map((line) => cleanText(line.slice(0, 20_000)))).map(
    (line) => cut(line, LONGEST_RAW),
  );
  const pieces: Piece[] = [{ piece: 'text', text: say('incidents.no-match') }];
  if (lines.length > 0) pieces.push({ piece: 'code', lines });
  if (evidence.service.ok) {
    const { running, desired } = evidence.service.value;
    const name =
      running >= desired ? 'tasks-running' : running === 0 ? 'no-running-tasks' : 'fewer-tasks-than-desired';
    const text = say('incidents.fact', { name, detail: `${running}/${desired}` });
    pieces.push({ piece: 'list', items: [{ mark: running >= desired ? 'ok' : 'warning', text }] });
  }
  return pieces;
}

function containerEnd({ name, exitCode, reason }: TaskView['containers'][number]): string {
  if (exitCode === null && reason === null) return '';
  return `${name}${exitCode === null ? '' : ` exit ${exitCode}`}${reason === null ? '' : ` ${reason}`}`;
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].filter((text) => text !== '');
}

function notChecked(evidence: Evidence): readonly Sentence[] {
  const parts: readonly (readonly [string, Gathered<unknown> | undefined])[] = [
    ['service', evidence.service],
    ['stoppedTasks', evidence.stoppedTasks],
    ['image', evidence.image],
    ['logLines', evidence.logLines],
    ['targets', evidence.targets],
    ['lastChange', evidence.lastChange],
    ['metrics', evidence.metrics],
    ['database', evidence.database],
    ['cache', evidence.cache],
  ];
  return parts.flatMap(([part, gathered]) =>
    gathered === undefined || gathered.ok
      ? []
      : [say('incidents.not-checked.item', { part, why: gathered.why })],
  );
}
