import type { GuideSentences } from '../../core/sentences/guide.ts';
import { quantity } from '../phrases.ts';
import type { Part } from '../words.ts';

export const guide: Part<GuideSentences> = {
  'guide.list-title': () => 'Guía de solución de problemas',
  'guide.list-summary': ({ count }) => `La guía tiene ${quantity(count, 'entrada', 'entradas')}.`,
  'guide.list-item': ({ title, command }) => `${title}: ${command}`,
  'guide.list-hint': () => 'Escribe lo que ves con tus palabras, por ejemplo `/hydrous guide base de datos`',
  'guide.several': ({ count }) => `${quantity(count, 'entrada encaja', 'entradas encajan')}:`,
  'guide.none': ({ words, entries }) =>
    `La guía no dice nada sobre «${words}». Sus entradas: ${entries.join(', ')}`,
  'guide.entry-summary': ({ entry }) => `Guía: ${entry}`,
  'guide.cases': () => '*Formas en que se presenta*',
  'guide.more': ({ count, command }) =>
    `${count === 1 ? 'Queda 1 paso' : `Quedan ${count} pasos`} más: ${command}`,
};
