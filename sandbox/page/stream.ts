/** Server-Sent Events: first everything a person may see, then every change of it. */
import type { ServerResponse } from 'node:http';
import type { Shortcut } from '../slack/manifest.ts';
import type { Slack } from '../slack/server.ts';
import type { Change, Message } from '../slack/state.ts';
import { APP, type Person, SLACKBOT } from '../slack/workspace.ts';
import type { Panel, PanelButton, PanelView } from './panel.ts';

/** How often the panel's view is read again, ms. */
const PANEL_EVERY_MS = 1000;

export interface ChannelView {
  readonly id: string;
  readonly name: string;
  readonly isDirect: boolean;
  readonly isShared: boolean;
  readonly members: number;
}

/** The first event of a stream. */
export interface Snapshot {
  readonly me: Person;
  readonly people: readonly Person[];
  readonly groups: Readonly<Record<string, string>>;
  readonly app: { readonly user: string; readonly name: string };
  readonly slackbot: string;
  readonly channels: readonly ChannelView[];
  readonly messages: readonly Message[];
  readonly modals: readonly unknown[];
  readonly home: unknown;
  readonly buttons: readonly PanelButton[];
  /** What the app declares in its manifest for the menus of a message and of the composer. */
  readonly shortcuts: readonly Shortcut[];
}

/** Ends when the viewer goes away. An unknown person gets 404. */
export function openStream(slack: Slack, panel: Panel, user: string, response: ServerResponse): void {
  const person = slack.state.people.get(user);
  if (person === undefined) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const send = (event: string, data: unknown) =>
    response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  send('snapshot', snapshotFor(person, slack, panel));
  const stop = slack.state.onChange((change) => {
    if (concerns(change, person, slack)) send('change', change);
  });
  const stopPanel = followPanel(panel, (view) => send('panel', view));
  response.on('close', () => {
    stop();
    stopPanel();
  });
}

function snapshotFor(me: Person, slack: Slack, panel: Panel): Snapshot {
  const { state } = slack;
  const channels = [...state.channels.values()].filter((one) => one.members.includes(me.id));
  return {
    me,
    people: [...state.people.values()],
    groups: Object.fromEntries([...state.groups.values()].map((one) => [one.id, one.handle])),
    app: { user: APP.botUser, name: APP.displayName },
    slackbot: SLACKBOT,
    channels: channels.map(({ id, name, isDirect, isShared, members }) => ({
      id,
      name,
      isDirect,
      isShared,
      members: members.length,
    })),
    messages: channels.flatMap((one) => state.messages(one.id, me.id)),
    modals: state.modals.get(me.id) ?? [],
    home: state.homes.get(me.id) ?? null,
    buttons: panel.buttons,
    shortcuts: slack.shortcuts,
  };
}

function concerns(change: Change, person: Person, slack: Slack): boolean {
  switch (change.change) {
    case 'message':
    case 'gone': {
      const { channel, audience } = change.message;
      const isMember = slack.state.channels.get(channel)?.members.includes(person.id) ?? false;
      return isMember && (audience === null || audience === person.id);
    }
    case 'modals':
    case 'home':
      return change.user === person.id;
    case 'channel':
      return change.channel.members.includes(person.id);
  }
}

/** Tells the view now and whenever it differs. */
function followPanel(panel: Panel, tell: (view: PanelView) => void): () => void {
  let last = '';
  let isOpen = true;
  async function look(): Promise<void> {
    const view = await panel.view();
    const written = JSON.stringify(view);
    if (!isOpen || written === last) return;
    last = written;
    tell(view);
  }
  // A view that cannot be read now is read again a second later; the page keeps showing the last one.
  const lookQuietly = () => void look().catch(() => undefined);
  lookQuietly();
  const timer = setInterval(lookQuietly, PANEL_EVERY_MS);
  return () => {
    isOpen = false;
    clearInterval(timer);
  };
}
