/** `hydrous audit verify` and `hydrous audit export`: the trail of who did what, checked and taken out. */
import type { CliDoor } from '../app-cli.ts';
import { AUDIT_HEAD, auditCsvLine, auditJsonLine } from '../core/audit-lines.ts';
import { openDoor, type Variables } from './open-door.ts';
import type { RunOutput } from './run.ts';

export const AUDIT_USAGE = `usage: hydrous audit verify
       hydrous audit export [--since 7d] [--environment NAME] [--json|--csv]
  exit code: 0 done (verify: the chain is whole), 1 broken or not readable, 2 usage, 78 settings`;

export type AuditExit = 0 | 1 | 2 | 78;

export interface ExportWish {
  /** ms back from now; null for all there is. */
  readonly since: number | null;
  readonly environment: string | null;
  readonly format: 'json' | 'csv';
}

/** `words` are what stands behind `audit`. */
export async function auditCommand(
  words: readonly string[],
  variables: Variables,
  output: RunOutput,
): Promise<AuditExit> {
  const [verb, ...rest] = words;
  const wish = verb === 'export' ? readExportWords(rest) : null;
  const isVerify = verb === 'verify' && rest.length === 0;
  if (!isVerify && (wish === null || 'mistake' in wish)) {
    output.err(
      wish !== null && 'mistake' in wish ? wish.mistake : `audit does not know "${words.join(' ')}"`,
    );
    output.err(AUDIT_USAGE);
    return 2;
  }
  const opened = await openDoor(variables);
  if (!opened.ok) {
    for (const line of opened.lines) output.err(line);
    return opened.exitCode;
  }
  const { door, environments } = opened;
  try {
    if (wish === null || 'mistake' in wish) return await verifyAudit(door, output);
    if (wish.environment !== null && !environments.includes(wish.environment)) {
      output.err(`there is no environment "${wish.environment}"; there are ${environments.join(', ')}`);
      return 2;
    }
    await exportAudit(door, wish, output);
    return 0;
  } finally {
    await door.close();
  }
}

export async function verifyAudit({ audit }: Pick<CliDoor, 'audit'>, { out }: RunOutput): Promise<0 | 1> {
  const { rows, broken } = await audit.verify();
  if (broken === null) {
    out(`${rows} rows, and each fits the one before it`);
    return 0;
  }
  out(`row ${broken} does not fit: it, or one before it, was changed or removed (${rows} rows fit)`);
  return 1;
}

/** Oldest first, one row a line. What looks like a secret is taken out of every text. */
export async function exportAudit(
  { audit, now }: Pick<CliDoor, 'audit' | 'now'>,
  wish: ExportWish,
  { out }: RunOutput,
): Promise<void> {
  const since = wish.since === null ? undefined : (await now()) - wish.since;
  if (wish.format === 'csv') out(AUDIT_HEAD);
  let after = 0;
  for (;;) {
    const rows = await audit.after(after, {
      ...(since === undefined ? {} : { since }),
      ...(wish.environment === null ? {} : { environment: wish.environment }),
      limit: PAGE,
    });
    for (const row of rows) out(wish.format === 'csv' ? auditCsvLine(row) : auditJsonLine(row));
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.seq;
  }
}

const PAGE = 500;

export function readExportWords(words: readonly string[]): ExportWish | { readonly mistake: string } {
  let wish: ExportWish = { since: null, environment: null, format: 'json' };
  const queue = [...words];
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    const [name = '', inline] = word.split(/=(.*)/s);
    if (name === '--json' || name === '--csv') {
      wish = { ...wish, format: name === '--csv' ? 'csv' : 'json' };
      continue;
    }
    if (name !== '--since' && name !== '--environment')
      return { mistake: `audit export does not know ${word}` };
    const value = inline ?? queue.shift();
    if (value === undefined) return { mistake: `${name} needs a value` };
    if (name === '--environment') wish = { ...wish, environment: value };
    else {
      const since = lengthOf(value);
      if (since === null) return { mistake: `--since takes a length such as 12h or 7d, not "${value}"` };
      wish = { ...wish, since };
    }
  }
  return wish;
}

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

function lengthOf(text: string): number | null {
  const [, digits = '', unit = ''] = /^([1-9]\d{0,4})([mhdw])$/.exec(text) ?? [];
  return digits === '' ? null : Number(digits) * (UNITS[unit] ?? 0);
}
