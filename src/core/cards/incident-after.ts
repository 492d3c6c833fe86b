/** The chart and the outcome of a fix, on an incident's card. */
import type { IncidentChart, Verification } from '../after.ts';
import type { Piece } from '../document.ts';
import type { Incident } from '../incident.ts';
import { code, moment, type Sentence, say } from '../sentence.ts';
import { incidentTitle } from './alarm-title.ts';

export function chartPieces(incident: Incident): readonly Piece[] {
  const { chart } = incident;
  if (chart == null) return [];
  return [{ piece: 'image', file: chart.file, alt: chartWords(incident, chart) }];
}

/** What the chart shows, complete for whoever cannot see it. */
export function chartWords(incident: Incident, chart: Omit<IncidentChart, 'file'>): Sentence {
  return say('after.chart', {
    alarm: incident.alarm?.name ?? incident.title.alarm,
    title: incidentTitle(incident),
    threshold: chart.threshold,
    deployments: chart.marks,
    at: moment(chart.at),
  });
}

/** Only while it is news: when the alarm has fired again since, the fix is another story. */
export function verificationPieces({ verification, alarm }: Incident): readonly Piece[] {
  if (verification == null) return [];
  if (alarm !== null && alarm.state === 'ALARM' && alarm.changedAt > verification.at) return [];
  const mark = verification.verified ? 'ok' : 'warning';
  return [{ piece: 'list', items: [{ mark, text: verificationWords(verification) }] }];
}

export function verificationWords({ operation, verified, at, alarm, targets }: Verification): Sentence {
  const values = { operation: code(operation), alarm, targets, at: moment(at) };
  return verified ? say('after.verified', values) : say('after.not-verified', values);
}
