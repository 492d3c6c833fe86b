/** An outbox in memory on a clock that only moves when told, in front of the small Web API. */
import { createHash } from 'node:crypto';
import { WebClient } from '@slack/web-api';
import type { MessageRecords, OutboxMessage } from '../../src/core/ports/store.ts';
import { createButtonSeal } from '../../src/slack/button-seal.ts';
import { clientOptions } from '../../src/slack/clients.ts';
import type { CardView } from '../../src/slack/outbox/content.ts';
import { type Delivery, deliver } from '../../src/slack/outbox/deliver.ts';
import { createPacing } from '../../src/slack/outbox/pacing.ts';
import { type FakeSlack, startFakeSlack } from './fake-slack.ts';
import { type LogLine, recordingLog } from './house.ts';

interface Row {
  message: OutboxMessage;
  nextAt: number;
  owner: string | null;
  parked: boolean;
}

export interface Desk {
  readonly fake: FakeSlack;
  readonly messages: MessageRecords;
  readonly lines: LogLine[];
  readonly counts: string[];
  /** Text of each card by subject; a subject without one has no card. */
  readonly cards: Map<string, string>;
  /** File id of a card's picture by subject; most cards have none. */
  readonly images: Map<string, string>;
  row(id: string): Row;
  /** Claims and delivers what is due, once. Gives how many rows that were. */
  round(): Promise<number>;
  /** Moves the clock and makes rounds until nothing is due for so long. */
  pass(ms: number): Promise<void>;
  now(): number;
  close(): Promise<void>;
}

const OWNER = 'replica-1';

export async function openDesk(): Promise<Desk> {
  const fake = await startFakeSlack();
  const rows = new Map<string, Row>();
  const held = new Map<string, number>();
  const cards = new Map<string, string>();
  const images = new Map<string, string>();
  const lines: LogLine[] = [];
  const counts: string[] = [];
  let at = 1_000_000;
  const clock = {
    now: () => at,
    sleep: async (ms: number) => {
      at += ms;
    },
  };
  const log = recordingLog(lines);

  function patch(id: string, owner: string, change: Partial<OutboxMessage>, row: Partial<Row> = {}): void {
    const known = rows.get(id);
    if (known === undefined || known.owner !== owner) return;
    Object.assign(known, { owner: null, ...row, message: { ...known.message, ...change } });
  }

  function insert(message: Pick<OutboxMessage, 'id' | 'channel' | 'card' | 'note'>): void {
    const empty = { ts: null, wanted: 1, sent: 0, attempts: 0, lastDigest: null, unsure: false };
    rows.set(message.id, { message: { ...message, ...empty }, nextAt: at, owner: null, parked: false });
  }

  const messages: MessageRecords = {
    async want({ kind, subject, channel }) {
      const row = rows.get(`${kind}:${subject}`);
      if (row === undefined)
        return insert({ id: `${kind}:${subject}`, channel, card: { kind, subject }, note: null });
      row.message = { ...row.message, wanted: row.message.wanted + 1 };
      Object.assign(row, { nextAt: at, parked: false });
    },
    async say({ id, channel, text, parent = null, broadcast = false }) {
      if (!rows.has(id)) insert({ id, channel, card: null, note: { text, parent, broadcast } });
    },
    get: async (id) => rows.get(id)?.message ?? null,
    at: async (channel, ts) =>
      [...rows.values()].find(({ message }) => message.channel === channel && message.ts === ts)?.message
        .card ?? null,
    async claim(owner, _leaseMs, limit) {
      const channels = new Set<string>();
      const due = [...rows.values()].filter(({ message, nextAt, owner: holder, parked }) => {
        const free = holder === null && !parked && nextAt <= at && (held.get(message.channel) ?? 0) <= at;
        if (!free || message.wanted <= message.sent || channels.has(message.channel)) return false;
        channels.add(message.channel);
        return true;
      });
      return due.slice(0, limit).map((row) => {
        row.owner = owner;
        row.message = { ...row.message, attempts: row.message.attempts + 1 };
        return row.message;
      });
    },
    async sending(id, owner) {
      const row = rows.get(id);
      if (row?.owner !== owner) return false;
      row.message = { ...row.message, unsure: true };
      return true;
    },
    async sent(id, owner, { ts, channel, wanted, digest }) {
      patch(id, owner, { ts, channel, sent: wanted, lastDigest: digest, unsure: false, attempts: 0 });
    },
    async later(id, owner, what) {
      const channel = rows.get(id)?.message.channel ?? '';
      if (what.holdChannel) held.set(channel, at + what.delayMs);
      const forgotten = what.forgetTs ? { ts: null, lastDigest: null } : {};
      const row = { nextAt: at + what.delayMs, parked: what.parked === true };
      patch(id, owner, { unsure: what.unsure, ...forgotten }, row);
    },
  };

  const delivery: Delivery = {
    messages,
    client: new WebClient('xoxb-test', clientOptions(fake.apiUrl, 150, log)),
    cardOf: async ({ kind, subject }) => cardOf(kind, subject, cards.get(subject), images.get(subject)),
    locale: 'en',
    seal: createButtonSeal('secret'),
    botId: () => 'B0BOT',
    owner: OWNER,
    pacing: createPacing(clock),
    digest: (text) => createHash('sha256').update(text).digest('hex'),
    random: () => 0,
    clock,
    log,
    count: (name) => counts.push(name),
  };

  async function round(): Promise<number> {
    const claimed = await messages.claim(OWNER, 60_000, 20);
    for (const message of claimed) await deliver(message, delivery);
    return claimed.length;
  }

  return {
    fake,
    messages,
    lines,
    counts,
    cards,
    images,
    row: (id) => rows.get(id)!,
    round,
    async pass(ms) {
      const until = at + ms;
      while (at < until) if ((await round()) === 0) at += Math.min(250, until - at);
    },
    now: () => at,
    close: () => fake.close(),
  };
}

function cardOf(
  kind: string,
  subject: string,
  text: string | undefined,
  file: string | undefined,
): CardView | null {
  if (text === undefined) return null;
  return {
    document: {
      summary: { es: text, en: text },
      pieces: [
        { piece: 'heading', text: { es: text, en: text } },
        ...(file === undefined
          ? []
          : [
              {
                piece: 'image' as const,
                file,
                alt: { es: `gráfico de ${text}`, en: `chart of ${text}` },
              },
            ]),
        {
          piece: 'buttons',
          buttons: [{ action: 'approve', subject, label: { es: 'Aprobar', en: 'Approve' } }],
        },
      ],
    },
    metadata: { event_type: `hydrous_${kind}`, event_payload: { [kind]: subject, state: 'open' } },
  };
}
