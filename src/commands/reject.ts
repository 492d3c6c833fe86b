import { command } from '../core/command.ts';

export const reject = command({
  verb: 'reject',
  usage: ['reject ID [reason]'],
  example: 'reject op-7kq2m9xd4t PR 214',
  summary: { es: 'rechaza una solicitud', en: 'reject a request' },
  permission: ['approver', 'operator'],
  changes: false,
  arguments: { positional: { id: { kind: 'id', of: 'operation', required: true } }, options: {}, rest: true },
  async handle({ id, rest }) {
    return { result: 'vote', vote: 'reject', operation: id, reason: rest.join(' ') || null };
  },
});
