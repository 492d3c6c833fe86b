import type { TimeSentences } from '../../core/sentences/time.ts';
import type { Part } from '../words.ts';

const or = (codes: readonly string[]): string => codes.join(' o ');

export const time: Part<TimeSentences> = {
  'time.unclear': ({ option, word, write }) =>
    `No entiendo «${word}» en ${option}. Escribe por ejemplo ${or(write)}.`,
  'time.vague': ({ word, write }) => `«${word}» no dice una hora concreta. Escribe por ejemplo ${or(write)}.`,
  'time.unit': ({ word, write }) => `«${word}» no tiene una unidad clara. Escribe ${write}.`,
  'time.bare-number': ({ word, write }) => `¿«${word}» de qué? Escribe ${or(write)}.`,
  'time.bare-hour': ({ word, write }) => `¿Qué hora es la de «${word}»? Escribe ${or(write)}.`,
  'time.no-such-day': ({ word }) => `El día de «${word}» no existe.`,
  'time.no-such-time': ({ word }) =>
    `La hora de «${word}» no existe. Las horas van de \`00:00\` a \`23:59\`.`,
  'time.either-day': ({ word, write }) => `«${word}» puede ser dos días. Escribe ${or(write)}.`,
  'time.weekday-today': ({ word, write }) => `En «${word}», ¿hoy o hace una semana? Escribe ${or(write)}.`,
  'time.skipped': ({ word, zone, write }) =>
    `La hora de «${word}» no existió en ${zone}: el reloj se adelantó. Escribe ${write}.`,
  'time.twice': ({ word, zone, write }) =>
    `La hora de «${word}» pasó dos veces en ${zone}: el reloj se atrasó. Escribe ${or(write)}.`,
  'time.range-or-zone': ({ word, write }) =>
    `«${word}» puede ser una hora con zona o un intervalo. Escribe ${or(write)}.`,
  'time.backwards': () => 'El intervalo acaba antes de empezar. Pon primero el comienzo.',
  'time.around-alone': () => '`--around` va solo, sin `--since` ni `--until`.',
  'time.around-what': ({ word }) =>
    `\`--around\` quiere una hora, no «${word}». Escribe por ejemplo \`--around 14:05\`.`,
  'time.range-alone': () => 'Un intervalo en `--since` ya dice su fin: va sin `--until`.',
  'time.range-since': () => 'Un intervalo va en `--since`, por ejemplo `--since 14:00-14:30`.',
};
