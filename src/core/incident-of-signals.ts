/** An incident brought in line with its signals: what it is about, how it stands, and what its card shows of them. */

import type { Incident } from './incident.ts';
import { eventSubject } from './open-incident.ts';
import type { SignalContent } from './ports/incident-life.ts';
import type { Signal } from './signal.ts';
import { type SignalSummary, stateOfAll, summaryOf } from './signal-summary.ts';

/** `notices` are the notifications that came since; `before` the summary that they came on top of. */
export function withSignals(
  incident: Incident,
  signals: readonly Signal[],
  before: SignalSummary | null,
  notices: number,
  storm = false,
): Incident {
  const summary = summaryOf(signals, before, notices);
  if (summary === null) return incident;
  const texts = signals.every(({ kind }) => kind === 'text');
  return {
    ...incident,
    alarmState: texts ? null : stateOfAll(signals.filter(({ kind }) => kind !== 'text')),
    signals: storm ? { ...summary, storm } : summary,
  };
}

/** The title follows the cause. A calm event leaves the trouble that it ended in its place. */
export function ledBy(incident: Incident, content: SignalContent): Incident {
  if (content === null) return incident;
  if (content.kind === 'metric-alarm')
    return { ...incident, title: { alarm: content.name }, alarm: content, event: null };
  return { ...incident, title: { alarm: eventSubject(content) }, event: content };
}
