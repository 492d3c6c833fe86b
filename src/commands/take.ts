import { command } from '../core/command.ts';

export const take = command({
  verb: 'take',
  usage: ['take ID [--to @user]'],
  example: 'take inc-7kq2m9xd4t',
  summary: {
    es: 'toma un incidente, también de manos de otra persona, o pásalo',
    en: 'take an incident, also over from somebody, or hand it over',
  },
  permission: ['operator', 'approver'],
  changes: false,
  arguments: {
    positional: { id: { kind: 'id', of: 'incident', required: true } },
    options: { to: { kind: 'person' } },
  },
  async handle({ id, to }) {
    return { result: 'incident', incident: id, act: { action: 'take', to: to ?? null } };
  },
});
