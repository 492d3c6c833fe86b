/** Rows of the audit trail as lines of a file. What looks like a secret is taken out of every text. */
import type { AuditEntry } from './ports/store.ts';
import { redact } from './redact.ts';

export const AUDIT_COLUMNS = [
  'seq',
  'at',
  'actor',
  'event',
  'subject',
  'environment',
  'data',
  'hash',
] as const;

export const AUDIT_HEAD = AUDIT_COLUMNS.join(',');

function fieldsOf(row: AuditEntry): Readonly<Record<(typeof AUDIT_COLUMNS)[number], unknown>> {
  const { seq, at, actor, event, subject, environment, hash } = row;
  const data = redacted(row.data);
  return { seq, at: new Date(at).toISOString(), actor, event, subject, environment, data, hash };
}

function redacted(value: unknown): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map(redacted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, redacted(inner)]));
}

export function auditJsonLine(row: AuditEntry): string {
  return JSON.stringify(fieldsOf(row));
}

/** Quoted where needed. A spreadsheet would run what begins with one of =+-@. */
export function auditCsvLine(row: AuditEntry): string {
  const fields = fieldsOf(row);
  return AUDIT_COLUMNS.map((column) => {
    const value = fields[column];
    const text = value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }).join(',');
}
