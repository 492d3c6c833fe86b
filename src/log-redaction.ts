/** Takes secrets out of a log record before it is written: by what a text looks like, wherever in the record it stands. */
import { redact } from './core/redact.ts';

const DEEPEST = 6;
const MOST_ENTRIES = 100;

/** Errors stay as they are: their serializer reads them. What lies too deep or is too much is left out. */
export function redactedRecord(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return redactedFields(record, 0);
}

export function redactedText(value: unknown): unknown {
  return typeof value === 'string' ? redact(value) : value;
}

function redactedFields(record: object, depth: number): Record<string, unknown> {
  const entries = Object.entries(record).slice(0, MOST_ENTRIES);
  return Object.fromEntries(entries.map(([name, value]) => [name, redactedValue(value, depth)]));
}

function redactedValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redact(value);
  if (typeof value !== 'object' || value === null || value instanceof Error) return value;
  if (depth >= DEEPEST) return '…';
  if (Array.isArray(value)) return value.slice(0, MOST_ENTRIES).map((one) => redactedValue(one, depth + 1));
  return redactedFields(value, depth + 1);
}
