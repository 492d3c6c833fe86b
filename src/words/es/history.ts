import type { HistorySentences } from '../../core/sentences/history.ts';
import { quantity } from '../phrases.ts';
import type { Part } from '../words.ts';

const ACTS: Readonly<Record<string, string>> = {
  locked: 'bloqueó los cambios',
  unlocked: 'quitó el bloqueo',
  unfrozen: 'quitó la congelación',
  'incident-acknowledged': 'reconoció el incidente',
  'incident-taken': 'tomó el incidente',
  'incident-handed-over': 'pasó el incidente',
  'incident-silenced': 'silenció el incidente',
  'incident-resolved': 'resolvió el incidente',
  'glass-broken': 'saltó una aprobación por emergencia',
  'glass-reviewed': 'revisó una emergencia',
};

export const history: Part<HistorySentences> = {
  'history.acts': () => '*Otros actos*',
  'history.act': ({ at, who, act, subject }) =>
    `${at} · ${who} ${ACTS[act] ?? act}${subject === null ? '' : ` · ${subject}`}`,
  'history.part.acts': () => 'Otros actos',
  'history.part.file': () => 'Archivo',
  'history.file-hint': ({ command }) => `Todo el rastro, con su cadena verificada, en un archivo: ${command}`,
  'history.file-title': ({ environment, count, chain }) =>
    `Auditoría de ${environment}, ${quantity(count, 'fila', 'filas')}. ${chain}`,
  'history.file-partial': ({ count }) =>
    `El archivo tiene las últimas ${count} filas; acota con \`--since\`, o sácalo entero con \`npx hydrous audit export\``,
  'history.chain-holds': ({ rows }) =>
    `Cadena verificada: ${rows === 1 ? 'la única fila cuadra' : `las ${rows} filas de la auditoría cuadran, cada una con la anterior`}`,
  'history.chain-broken': ({ row }) =>
    `*Cadena rota* en la fila ${row}: esa fila, o una anterior, fue cambiada o quitada`,
  'history.chain-unread': ({ why }) => `La cadena no se pudo verificar: ${why}`,
};
