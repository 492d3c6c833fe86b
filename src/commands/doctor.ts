import { command } from '../core/command.ts';
import { checkupDocument } from '../core/doctor/checkup-document.ts';

export const doctor = command({
  verb: 'doctor',
  usage: ['doctor'],
  example: 'doctor',
  summary: {
    es: 'revisa la instalación del bot: permisos, canales, temas, base de datos, y qué hacer',
    en: "checks the bot's own set-up: rights, channels, topics, database, and what to do",
  },
  permission: 'operator',
  changes: false,
  arguments: { positional: {}, options: {} },
  async handle(_given, { readers }) {
    return { result: 'answer', document: checkupDocument(await readers.checkup()) };
  },
});
