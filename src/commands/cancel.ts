import { command } from '../core/command.ts';

export const cancel = command({
  verb: 'cancel',
  usage: ['cancel ID [reason]'],
  example: 'cancel op-7kq2m9xd4t',
  summary: { es: 'retira una solicitud tuya', en: 'take back a request of yours' },
  permission: 'operator',
  changes: false,
  arguments: { positional: { id: { kind: 'id', of: 'operation', required: true } }, options: {}, rest: true },
  async handle({ id, rest }) {
    return { result: 'vote', vote: 'cancel', operation: id, reason: rest.join(' ') || null };
  },
});
