import { command } from '../core/command.ts';

export const approve = command({
  verb: 'approve',
  usage: ['approve ID [reason]'],
  example: 'approve op-7kq2m9xd4t',
  summary: { es: 'aprueba una solicitud', en: 'approve a request' },
  permission: 'approver',
  changes: false,
  arguments: { positional: { id: { kind: 'id', of: 'operation', required: true } }, options: {}, rest: true },
  async handle({ id, rest }) {
    return { result: 'vote', vote: 'approve', operation: id, reason: rest.join(' ') || null };
  },
});
