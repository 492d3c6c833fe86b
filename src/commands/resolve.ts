import { command } from '../core/command.ts';

export const resolve = command({
  verb: 'resolve',
  usage: ['resolve ID [note]'],
  example: 'resolve inc-7kq2m9xd4t',
  summary: { es: 'da un incidente por resuelto', en: 'resolve an incident' },
  permission: ['operator', 'approver'],
  changes: false,
  arguments: { positional: { id: { kind: 'id', of: 'incident', required: true } }, options: {}, rest: true },
  async handle({ id, rest }) {
    const note = rest.join(' ') || null;
    return { result: 'incident', incident: id, act: { action: 'resolve', note } };
  },
});
