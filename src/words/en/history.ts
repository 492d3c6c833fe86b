import type { HistorySentences } from '../../core/sentences/history.ts';
import { quantity } from '../phrases.ts';
import type { Part } from '../words.ts';

const ACTS: Readonly<Record<string, string>> = {
  locked: 'locked changes',
  unlocked: 'ended the lock',
  unfrozen: 'ended the freeze',
  'incident-acknowledged': 'acknowledged the incident',
  'incident-taken': 'took the incident',
  'incident-handed-over': 'handed the incident over',
  'incident-silenced': 'silenced the incident',
  'incident-resolved': 'resolved the incident',
  'glass-broken': 'skipped an approval in an emergency',
  'glass-reviewed': 'reviewed an emergency',
};

export const history: Part<HistorySentences> = {
  'history.acts': () => '*Other acts*',
  'history.act': ({ at, who, act, subject }) =>
    `${at} · ${who} ${ACTS[act] ?? act}${subject === null ? '' : ` · ${subject}`}`,
  'history.part.acts': () => 'Other acts',
  'history.part.file': () => 'File',
  'history.file-hint': ({ command }) => `The whole trail as a file, with its chain verified: ${command}`,
  'history.file-title': ({ environment, count, chain }) =>
    `Audit trail of ${environment}, ${quantity(count, 'row', 'rows')}. ${chain}`,
  'history.file-partial': ({ count }) =>
    `The file has the last ${count} rows; narrow it with \`--since\`, or take all of it with \`npx hydrous audit export\``,
  'history.chain-holds': ({ rows }) =>
    `Chain verified: ${rows === 1 ? 'the only row fits' : `all ${rows} rows of the trail fit, each the one before it`}`,
  'history.chain-broken': ({ row }) =>
    `*Chain broken* at row ${row}: it, or one before it, was changed or removed`,
  'history.chain-unread': ({ why }) => `The chain could not be verified: ${why}`,
};
