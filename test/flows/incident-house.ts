import type { CommandReaders } from '../../src/core/command.ts';
import type { Incident } from '../../src/core/incident.ts';
import type { Member } from '../../src/core/member.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { createActOnIncident } from '../../src/flows/act-on-incident.ts';
import { createInvestigate } from '../../src/flows/investigate.ts';
import { createReceiveAlarm } from '../../src/flows/receive-alarm.ts';
import { createRemind } from '../../src/flows/remind.ts';
import { ROLES, readers } from '../commands/builders.ts';
import { PRODUCTION, TOPIC } from '../core/alarm-fixtures.ts';
import { shippedGuide } from '../guide/shipped-guide.ts';

const { guide } = shippedGuide();

export const CHANNELS = { operations: 'C0OPS', incidents: 'C0INC' };

/** The incident flows on a real store, with AWS answering whatever a test says. */
export function incidentHouse(
  store: Store,
  over: Partial<CommandReaders> = {},
  owner = 'one',
  times: { readonly group?: number; readonly reminder?: number } = {},
) {
  let number = 0;
  let letters = 0;
  const errors: string[] = [];
  const log = {
    info: () => undefined,
    warn: () => undefined,
    error: (fields: Readonly<Record<string, unknown>>, message: string) => {
      errors.push(`${message}: ${String(fields['err'])}`);
    },
  };
  const ports = {
    store,
    environments: [PRODUCTION],
    channels: CHANNELS,
    guide,
    readers: readers({ clock: { ...readers().clock, now: Date.now }, ...over }),
    clock: { ...readers().clock, now: Date.now },
    log,
    owner,
    nudge: () => undefined,
  };
  const act = createActOnIncident({ ...ports, ...times });
  const ids = { next: (prefix: string) => `${prefix}-${owner}${(number++).toString().padStart(6, '0')}` };
  return {
    errors,
    receive: createReceiveAlarm({ ...ports, ...times, ids, reopen: 30 * 60_000 }),
    remind: createRemind({
      ...ports,
      reminder: 30 * 60_000,
      ...times,
      ids,
      reopen: 30 * 60_000,
      roles: ROLES,
    }),
    investigate: createInvestigate(ports),
    act,
    acknowledge: ({ incident, by }: { readonly incident: string; readonly by: Member }) =>
      act({ incident, by, act: { action: 'acknowledge', note: null } }),
    /** Puts a message into the inbox, as the HTTP endpoint does. */
    async deliver(message: string, id = `m-${owner}-${letters++}`): Promise<void> {
      await store.notifications.receive({
        id,
        topic: TOPIC,
        subject: null,
        message,
        publishedAt: Date.now(),
      });
    },
    async incidents(): Promise<readonly Incident[]> {
      return store.incidents.list({ limit: 100 });
    },
    async events(): Promise<readonly string[]> {
      const entries = await store.audit.recent({ limit: 100 });
      return entries.map(({ event }) => event).reverse();
    },
  };
}

/** The time of a state change as CloudWatch writes it, so many seconds from now. */
export function awsTime(seconds: number): string {
  return new Date(Date.now() + seconds * 1_000).toISOString().replace('Z', '+0000');
}
