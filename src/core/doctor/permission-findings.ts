/** What AWS lets the bot do: reads by reading, writes by IAM's simulator. */
import type { TriedRead } from '../ports/checkup.ts';
import { code, say } from '../sentence.ts';
import { broken, type Finding, fine, skipped } from './finding.ts';

/** The right that the bot can do without, and loses nothing but CloudWatch's own hand. */
const PICTURE = 'cloudwatch:GetMetricWidgetImage';

export function readFindings(environment: string, tried: readonly TriedRead[]): readonly Finding[] {
  const check = `${environment}.permissions.read`;
  const refused = tried.filter(({ outcome }) => outcome === 'denied').map(({ action }) => action);
  const denied = refused.filter((action) => action !== PICTURE).map(code);
  const open = tried.flatMap(({ action, outcome }) =>
    typeof outcome === 'string' ? [] : [{ action, why: outcome.sentence }],
  );
  return [
    denied.length === 0
      ? fine(check, tried.length - open.length - refused.length)
      : broken(check, say('doctor.denied', { actions: denied }), say('doctor.do.permission')),
    ...(refused.includes(PICTURE)
      ? [skipped(check, say('doctor.denied-picture', { action: code(PICTURE) }), say('doctor.do.permission'))]
      : []),
    ...open.map(({ action, why }) =>
      skipped(check, say('doctor.unread', { action: code(action), why }), say('doctor.do.again')),
    ),
  ];
}

/** `denied` null: IAM may not be asked. */
export function writeFinding(environment: string, asked: number, denied: readonly string[] | null): Finding {
  const check = `${environment}.permissions.change`;
  if (denied === null) return skipped(check, say('doctor.no-simulation'), say('doctor.do.role'));
  if (denied.length === 0) return fine(check, asked);
  return broken(
    check,
    say('doctor.denied', { actions: [...new Set(denied)].map(code) }),
    say('doctor.do.permission'),
  );
}
