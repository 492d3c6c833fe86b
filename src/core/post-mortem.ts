/** The story of an incident as a Markdown file, from what the bot itself saw. Secrets are taken out. */

import { incidentTitle } from './cards/alarm-title.ts';
import { entryTitle } from './cards/guide-pieces.ts';
import { verificationWords } from './cards/incident-after.ts';
import { cleanText, cut } from './clean-text.ts';
import { shownLine } from './command-text.ts';
import type { Document } from './document.ts';
import type { Guide } from './guide.ts';
import type { Incident } from './incident.ts';
import type { Operation } from './operation.ts';
import type { AuditEntry } from './ports/store.ts';
import { timelineOf } from './post-mortem-timeline.ts';
import { redact, redactLines } from './redact.ts';
import { code, mention, type Sentence, say, span } from './sentence.ts';
import { wallClock } from './zoned-time.ts';

export interface PostMortemInput {
  readonly incident: Incident;
  /** Rows about the incident and its operations, in any order. */
  readonly audit: readonly AuditEntry[];
  /** Those that were started from its card. */
  readonly operations: readonly Operation[];
  readonly guide: Guide;
  /** IANA zone of the person; null for UTC only. */
  readonly zone: string | null;
}

type Line = Sentence | string;

const MOST_LINES = 20;
const LONGEST_LINE = 500;
const MOST_ROWS = 500;

/** The answer of `incident ID --export`: the file, for the one who asked. */
export function postMortemDocument(input: PostMortemInput): Document {
  const { id } = input.incident;
  const title = say('post.file', { id: code(id) });
  return {
    summary: title,
    pieces: [
      { piece: 'text', text: title },
      { piece: 'file', name: `${id}.md`, title, lines: postMortem(input) },
    ],
  };
}

/** Lines of Markdown; sentences among them are said in the reader's language. */
export function postMortem(input: PostMortemInput): readonly Line[] {
  const { incident } = input;
  return [
    say('post.title', { title: incidentTitle(incident), environment: incident.environment }),
    '',
    ...facts(input),
    ...causes(input),
    ...ruledOut(input),
    ...actions(input),
    ...timeline(input),
    ...unread(incident),
    '',
    say('post.source'),
  ];
}

function facts({ incident, zone }: PostMortemInput): readonly Line[] {
  const { id, alarm, openedAt, resolvedAt, fired, acknowledged } = incident;
  const lines: Line[] = [
    say('post.id', { id: code(id) }),
    say('post.began', { at: bothClocks(openedAt, zone) }),
    resolvedAt === null
      ? say('post.not-over')
      : say('post.ended', { at: bothClocks(resolvedAt, zone), lasted: span(resolvedAt - openedAt) }),
    say('post.fired', { fired }),
  ];
  if (alarm !== null) lines.push(say('post.alarm', { name: code(alarm.name), reason: redact(alarm.reason) }));
  const { signals = null } = incident;
  if (signals !== null && signals.total > 1)
    lines.push(
      say('post.signals', { count: signals.total, names: signals.shown.map(({ name }) => code(name)) }),
    );
  if (acknowledged !== null)
    lines.push(
      say('post.acknowledged', { by: mention(acknowledged.by), at: bothClocks(acknowledged.at, zone) }),
    );
  return lines;
}

function causes({ incident, guide, zone }: PostMortemInput): readonly Line[] {
  const { diagnosis, evidence, raw, alarm } = incident;
  const lines: Line[] = ['', say('post.section.cause'), ''];
  const [first, ...others] = diagnosis?.verdicts ?? [];
  if (first === undefined) lines.push(say(diagnosis === null ? 'post.not-investigated' : 'post.no-cause'));
  else {
    const entry = entryTitle(guide, first.entry);
    lines.push(say('post.cause', { entry, percent: Math.round(first.confidence * 100) }));
    lines.push(
      ...fenced(first.evidence.map(({ text, count }) => (count > 1 ? `${text}  (×${count})` : text))),
    );
    for (const other of others) lines.push(say('post.also', { entry: entryTitle(guide, other.entry) }));
  }
  if (alarm === null) lines.push(...fenced(raw));
  const change = evidence?.lastChange.ok ? evidence.lastChange.value : null;
  if (change != null)
    lines.push(
      '',
      say('post.last-change', {
        revision: change.revision,
        at: bothClocks(change.at, zone),
        by: change.by === null ? null : mention(change.by),
        from: change.image?.from == null ? null : code(change.image.from),
        to: change.image === null ? null : code(change.image.to),
      }),
    );
  return lines;
}

function ruledOut({ incident, guide }: PostMortemInput): readonly Line[] {
  const items = incident.diagnosis?.ruledOut ?? [];
  if (items.length === 0) return [];
  const lines = items.map(({ entry, why }) =>
    say('post.ruled-out', { entry: entryTitle(guide, entry), why }),
  );
  return ['', say('post.section.ruled-out'), '', ...lines];
}

function actions({ incident, operations, zone }: PostMortemInput): readonly Line[] {
  const lines: Line[] = ['', say('post.section.done'), ''];
  if (operations.length === 0) lines.push(say('post.nothing-done'));
  for (const each of operations) {
    lines.push(
      say('post.operation', {
        at: bothClocks(each.createdAt, zone),
        command: code(redact(shownLine(each.command))),
        by: mention(each.requester.user),
        decided: each.decidedBy.map(mention),
        state: say(`operation.state.${each.state}`),
        id: code(each.id),
      }),
    );
    if (each.outcome !== null) lines.push(say('post.outcome', { text: each.outcome.text }));
  }
  if (incident.verification != null)
    lines.push(say('post.verification', { text: verificationWords(incident.verification) }));
  return lines;
}

function timeline({ incident, audit, guide, zone }: PostMortemInput): readonly Line[] {
  const rows = timelineOf(incident, audit, guide).slice(0, MOST_ROWS);
  const local = zone !== null && zone !== 'UTC';
  return [
    '',
    say('post.section.timeline'),
    '',
    local ? say('post.table-local', { zone }) : say('post.table'),
    local ? '|---|---|---|---|' : '|---|---|---|',
    ...rows.map(({ at, what, who }) => {
      const utc = wallClock(at, null);
      const by = typeof who === 'string' ? say('post.actor', { name: who }) : say('post.person', { who });
      return local
        ? say('post.row-local', { utc, local: wallClock(at, zone), what, by })
        : say('post.row', { utc, what, by });
    }),
  ];
}

function unread({ evidence }: Incident): readonly Line[] {
  if (evidence === null) return [];
  const parts = Object.entries(evidence).flatMap(([part, gathered]) =>
    typeof gathered === 'object' && gathered !== null && 'ok' in gathered && gathered.ok === false
      ? [say('post.unread', { item: say('incidents.not-checked.item', { part, why: gathered.why }) })]
      : [],
  );
  return parts.length === 0 ? [] : ['', say('post.section.unread'), '', ...parts];
}

/** Lines of others, shown as they are: nothing in them ends the block. */
function fenced(lines: readonly string[]): readonly string[] {
  const shown = redactLines(lines.slice(0, MOST_LINES).map((line) => cleanText(line))).map((line) =>
    cut(line.replaceAll('`', 'ˋ').replace(/\s+/g, ' ').trim(), LONGEST_LINE),
  );
  const filled = shown.filter((line) => line !== '');
  return filled.length === 0 ? [] : ['', '```text', ...filled, '```', ''];
}

/** `2026-11-24 15:00:03 UTC (10:00:03 America/Bogota)`, with the date again where it is another one. */
function bothClocks(at: number, zone: string | null): string {
  const utc = wallClock(at, null);
  if (zone === null || zone === 'UTC') return `${utc} UTC`;
  const local = wallClock(at, zone);
  const shown = local.slice(0, 10) === utc.slice(0, 10) ? local.slice(11) : local;
  return `${utc} UTC (${shown} ${zone})`;
}
