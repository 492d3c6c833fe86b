/** What the look-alike remembers. Everything is in memory; every change is told to whoever listens. */
import type { Fields } from './json.ts';
import {
  APP,
  CHANNELS,
  type Channel,
  PEOPLE,
  type Person,
  USER_GROUPS,
  type UserGroup,
} from './workspace.ts';

export interface Message {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs: string | null;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly Fields[];
  readonly attachments: readonly Fields[];
  readonly metadata: Fields | null;
  /** `ts` of the last edit. */
  readonly edited: string | null;
  /** Set for an ephemeral message: the only person who sees it. */
  readonly audience: string | null;
  /** A reply that was also sent to the channel. */
  readonly broadcast: boolean;
  readonly reactions: readonly { readonly name: string; readonly users: readonly string[] }[];
  readonly files: readonly string[];
}

export interface View {
  readonly id: string;
  readonly type: 'modal' | 'home';
  readonly user: string;
  readonly hash: string;
  readonly rootId: string;
  readonly previousId: string | null;
  /** What the bot sent, with block ids filled in. */
  readonly body: Fields;
}

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly length: number;
  readonly altText: string;
  readonly title: string;
  readonly bytes: Buffer | null;
  /** ms since the epoch from which Slack knows its type; null before completion. */
  readonly readyAt: number | null;
}

export type Change =
  | { readonly change: 'message'; readonly message: Message }
  | { readonly change: 'gone'; readonly message: Message }
  | { readonly change: 'modals'; readonly user: string; readonly views: readonly View[] }
  | { readonly change: 'home'; readonly user: string; readonly view: View }
  | { readonly change: 'channel'; readonly channel: Channel };

export interface State {
  /** What the bot was granted; Slack names it in a header of every answer. */
  readonly scopes: Set<string>;
  readonly people: Map<string, Person>;
  readonly channels: Map<string, Channel>;
  readonly groups: Map<string, UserGroup>;
  readonly files: Map<string, StoredFile>;
  /** Modal stacks, the open one last. */
  readonly modals: Map<string, readonly View[]>;
  readonly homes: Map<string, View>;
  /** Options that the bot offered for an external select, by person and action id. */
  readonly suggested: Map<string, readonly Fields[]>;
  /** Messages of a channel, oldest first; ephemeral ones only for `viewer`. */
  messages(channel: string, viewer?: string): readonly Message[];
  /** The ephemeral messages that this person still sees, oldest first. */
  ephemerals(user: string): readonly Message[];
  message(channel: string, ts: string): Message | null;
  put(message: Message): void;
  remove(message: Message): void;
  setModals(user: string, views: readonly View[]): void;
  setHome(user: string, view: View): void;
  /** The direct conversation of a person with the bot, made when missing. */
  direct(user: string): Channel;
  /** A new message time: seconds with six digits, never twice the same. */
  nextTs(): string;
  /** A new id such as `V0000012`. */
  nextId(prefix: string): string;
  /** Calls back on every change until the returned function is called. */
  onChange(listener: (change: Change) => void): () => void;
  /** Resolves with the first value that `find` yields, now or after a change. Rejects after `ms`. */
  until<Found>(find: () => Found | null | undefined | false, ms?: number): Promise<Found>;
}

/** With the optional ones of the manifest. */
const SCOPES = [
  'app_mentions:read',
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:write',
  'reactions:write',
  'usergroups:read',
  'users:read',
];

export function createState(now: () => number): State {
  const messages = new Map<string, Message>();
  const listeners = new Set<(change: Change) => void>();
  let lastMicros = 0;
  let ids = 0;

  function tell(change: Change): void {
    for (const listener of [...listeners]) listener(change);
  }

  const state: State = {
    scopes: new Set(SCOPES),
    people: new Map(PEOPLE.map((person) => [person.id, person])),
    channels: new Map(CHANNELS.map((channel) => [channel.id, channel])),
    groups: new Map(USER_GROUPS.map((group) => [group.id, group])),
    files: new Map(),
    modals: new Map(),
    homes: new Map(),
    suggested: new Map(),
    messages(channel, viewer) {
      return [...messages.values()]
        .filter((one) => one.channel === channel && (one.audience === null || one.audience === viewer))
        .sort(byTime);
    },
    ephemerals(user) {
      return [...messages.values()].filter((one) => one.audience === user).sort(byTime);
    },
    message: (channel, ts) => messages.get(`${channel} ${ts}`) ?? null,
    put(message) {
      messages.set(`${message.channel} ${message.ts}`, message);
      tell({ change: 'message', message });
    },
    remove(message) {
      messages.delete(`${message.channel} ${message.ts}`);
      tell({ change: 'gone', message });
    },
    setModals(user, views) {
      state.modals.set(user, views);
      tell({ change: 'modals', user, views });
    },
    setHome(user, view) {
      state.homes.set(user, view);
      tell({ change: 'home', user, view });
    },
    direct(user) {
      const id = `D${user.slice(1)}`;
      const known = state.channels.get(id);
      if (known !== undefined) return known;
      const channel: Channel = {
        id,
        name: 'directmessage',
        members: [user, APP.botUser],
        isDirect: true,
        isShared: false,
        isArchived: false,
      };
      state.channels.set(id, channel);
      tell({ change: 'channel', channel });
      return channel;
    },
    nextTs() {
      lastMicros = Math.max(lastMicros + 1, Math.floor(now()) * 1000);
      const seconds = Math.floor(lastMicros / 1_000_000);
      return `${seconds}.${String(lastMicros % 1_000_000).padStart(6, '0')}`;
    },
    nextId(prefix) {
      ids += 1;
      return `${prefix}${String(ids).padStart(8, '0')}`;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    until: (find, ms = 5000) => untilFound(state, find, ms),
  };
  return state;
}

function untilFound<Found>(
  state: State,
  find: () => Found | null | undefined | false,
  ms: number,
): Promise<Found> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`nothing of the kind appeared in Slack within ${ms} ms`));
    }, ms);
    const stop = state.onChange(look);
    function look(): void {
      const found = find();
      if (found === null || found === undefined || found === false) return;
      clearTimeout(timer);
      stop();
      resolve(found);
    }
    look();
  });
}

function byTime(one: Message, other: Message): number {
  return one.ts < other.ts ? -1 : 1;
}
