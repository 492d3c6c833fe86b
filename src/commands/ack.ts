import { command } from '../core/command.ts';

export const ack = command({
  verb: 'ack',
  usage: ['ack ID [note]'],
  example: 'ack inc-7kq2m9xd4t',
  summary: { es: 'reconoce un incidente: te haces cargo', en: 'acknowledge an incident: you are at it' },
  permission: ['operator', 'approver'],
  changes: false,
  arguments: { positional: { id: { kind: 'id', of: 'incident', required: true } }, options: {}, rest: true },
  async handle({ id, rest }) {
    const note = rest.join(' ') || null;
    return { result: 'incident', incident: id, act: { action: 'acknowledge', note } };
  },
});
