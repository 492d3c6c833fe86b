/** Reads single fields out of JSON that others wrote: a field of the wrong kind is absent, never an error. */
export type Fields = Readonly<Record<string, unknown>>;

/** The text as a JSON object; null for anything else, however long, deep or broken it is. */
export function parseFields(text: string): Fields | null {
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    return null;
  }
}

export function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

export function field(fields: Fields | null, name: string): unknown {
  return fields !== null && Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** A text that says something; the empty one is absent. */
export function textField(fields: Fields | null, name: string): string | null {
  const value = field(fields, name);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

export function numberField(fields: Fields | null, name: string): number | null {
  const value = field(fields, name);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

export function listField(fields: Fields | null, name: string): readonly unknown[] | null {
  const value = field(fields, name);
  return Array.isArray(value) ? value : null;
}
