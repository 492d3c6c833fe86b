/** Words for lengths, days and months in Spanish and English, as people type them. Accents are left out. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Lower case, single spaces, no accents (the tilde of ñ stays), no brackets around it. */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\u0301/g, '')
    .normalize('NFC')
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/[\u2012-\u2015\u2212]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ...each(SECOND, 's sec secs second seconds seg segs segundo segundos'),
  ...each(MINUTE, 'm min mins minute minutes minuto minutos'),
  ...each(HOUR, 'h hr hrs hour hours hora horas'),
  ...each(DAY, 'd day days dia dias'),
  ...each(7 * DAY, 'w week weeks sem semana semanas'),
]);

const ONE = new Set(['a', 'an', 'one', 'un', 'una', 'uno']);

const FRACTIONS: ReadonlyMap<string, number> = new Map([
  ['half an hour', HOUR / 2],
  ['half hour', HOUR / 2],
  ['media hora', HOUR / 2],
  ['a quarter of an hour', HOUR / 4],
  ['un cuarto de hora', HOUR / 4],
  ['medio dia', DAY / 2],
  ['half a day', DAY / 2],
]);

/**
 * `90s`, `1h30m`, `1h 30m`, `5 minutes`, `2 horas`, `una hora y media`, `1 hour and 30 minutes` in ms. Null for
 * anything else, for months and years (which have no one length), and for a unit that comes twice or out of order.
 */
export function readLength(text: string): number | null {
  const fraction = FRACTIONS.get(text);
  if (fraction !== undefined) return fraction;
  const half = / (?:y media|and a half)$/.exec(text);
  const body = half === null ? text : text.slice(0, half.index);
  const parts = /^(?:\d{1,6} ?[a-z]+(?: ?(?:,|y|and))? ?)+$/.test(`${body} `)
    ? [...body.matchAll(/(\d{1,6}) ?([a-z]+?)(?= ?(?:,|y|and)? ?(?:\d|$))/g)].map(
        ([, amount, unit]) => [Number(amount), unit ?? ''] as const,
      )
    : oneOf(body);
  if (parts === null || parts.length === 0) return null;
  let [sum, last] = [0, Number.POSITIVE_INFINITY];
  for (const [amount, unit] of parts) {
    const length = UNITS.get(unit);
    if (length === undefined || length >= last) return null;
    sum += amount * length;
    last = length;
  }
  return half === null ? sum : parts.length > 1 ? null : sum + last / 2;
}

function oneOf(text: string): readonly (readonly [number, string])[] | null {
  const [first = '', unit = '', ...more] = text.split(' ');
  return ONE.has(first) && unit.length > 1 && more.length === 0 ? [[1, unit]] : null;
}

/** True for a word that is a length by itself (`hour`, `semana`): `last hour`. Letters alone are none. */
export function readUnit(text: string): number | null {
  return text.length > 2 ? (UNITS.get(text) ?? null) : null;
}

/** Days back from today. */
export const DAY_WORDS: ReadonlyMap<string, number> = new Map([
  ['today', 0],
  ['hoy', 0],
  ['yesterday', 1],
  ['ayer', 1],
  ['the day before yesterday', 2],
  ['day before yesterday', 2],
  ['anteayer', 2],
  ['antier', 2],
  ['antes de ayer', 2],
]);

/** 0 is Sunday. */
export const WEEKDAYS: ReadonlyMap<string, number> = new Map([
  ...each(0, 'sunday sun domingo dom'),
  ...each(1, 'monday mon lunes lun'),
  ...each(2, 'tuesday tue tues martes'),
  ...each(3, 'wednesday wed miercoles mie'),
  ...each(4, 'thursday thu thurs jueves jue'),
  ...each(5, 'friday fri viernes vie'),
  ...each(6, 'saturday sat sabado sab'),
]);

/** 0 is January. */
export const MONTHS: ReadonlyMap<string, number> = new Map(
  [
    'january jan enero ene',
    'february feb febrero',
    'march mar marzo',
    'april apr abril abr',
    'may mayo',
    'june jun junio',
    'july jul julio',
    'august aug agosto ago',
    'september sep sept septiembre setiembre',
    'october oct octubre',
    'november nov noviembre',
    'december dec diciembre dic',
  ].flatMap((names, month) => each(month, names)),
);

/** Times of the day that begin and end differently for everybody. */
export const VAGUE: ReadonlySet<string> = new Set([
  ...'anoche tonight anteanoche recently recientemente ultimamente earlier antes'.split(' '),
  'last night',
  'this morning',
  'this afternoon',
  'this evening',
  'esta mañana',
  'esta tarde',
  'esta noche',
  'esta madrugada',
  'hace un rato',
  'a while ago',
  'hace poco',
]);

function each(value: number, names: string): readonly (readonly [string, number])[] {
  return names.split(' ').map((name) => [name, value] as const);
}
