/** What happened, in order, as the bot itself saw it: its audit trail, and what the evidence tells of AWS. */

import { entryTitle } from './cards/guide-pieces.ts';
import type { Guide } from './guide.ts';
import { revisionName } from './image-name.ts';
import type { Incident } from './incident.ts';
import type { AuditEntry } from './ports/store.ts';
import { redact } from './redact.ts';
import { code, type Mention, mention, type Sentence, say } from './sentence.ts';

export interface TimelineRow {
  /** ms. */
  readonly at: number;
  readonly what: Sentence;
  readonly who: Mention | string;
}

/** Stops of tasks that are told one by one. */
const MOST_STOPS = 10;

/** Oldest first. */
export function timelineOf(
  incident: Incident,
  audit: readonly AuditEntry[],
  guide: Guide,
): readonly TimelineRow[] {
  const rows = [...audit.flatMap((entry) => auditRow(entry, guide)), ...evidenceRows(incident)];
  return rows.sort((one, other) => one.at - other.at);
}

/** `done:` only repeats what the `intent:` before it said. */
function auditRow(entry: AuditEntry, guide: Guide): readonly TimelineRow[] {
  const { at, actor, event } = entry;
  if (event.startsWith('done:') || event === 'incident-not-investigated') return [];
  const what = say('post.event', {
    event: event.startsWith('intent:') ? 'intent' : event,
    detail: detailOf(entry, guide),
  });
  return [{ at, what, who: /^[UW][A-Z0-9]+$/.test(actor) ? mention(actor) : actor }];
}

function detailOf({ event, data, subject }: AuditEntry, guide: Guide): Sentence | null {
  const text = (name: string): string | null => {
    const value = data[name];
    return typeof value === 'string' && value !== '' ? redact(value) : null;
  };
  const coded = (value: string | null) => (value === null ? null : say('post.code', { text: code(value) }));
  if (event === 'incident-investigated') {
    const entry = text('entry');
    return entry === null ? say('incidents.summary.no-match') : entryTitle(guide, entry);
  }
  if (event.startsWith('intent:')) return coded(event.slice('intent:'.length));
  if (event === 'requested') return coded(text('command'));
  if (event.startsWith('fix-')) return coded(text('operation'));
  const words = text('note') ?? (event.startsWith('incident-') ? null : text('reason'));
  if (words !== null) return say('post.words', { text: words });
  return coded(text('signal') ?? (subject?.startsWith('op-') === true ? subject : null));
}

function evidenceRows({ evidence }: Incident): readonly TimelineRow[] {
  if (evidence === null) return [];
  const rows: TimelineRow[] = [];
  const change = evidence.lastChange.ok ? evidence.lastChange.value : null;
  if (change !== null) {
    const what = say('post.change', { revision: change.revision });
    rows.push({ at: change.at, what, who: change.by === null ? 'AWS' : mention(change.by) });
  }
  const stopped = evidence.stoppedTasks.ok ? evidence.stoppedTasks.value : [];
  for (const task of stopped.slice(0, MOST_STOPS)) {
    if (task.stoppedAt === null) continue;
    const reason = [task.stopCode, task.stoppedReason].filter((part) => part).join(': ');
    const what = say('post.stopped', {
      revision: code(revisionName(task.taskDefinition)),
      reason: reason === '' ? null : redact(reason),
    });
    rows.push({ at: task.stoppedAt, what, who: 'AWS' });
  }
  return rows;
}
