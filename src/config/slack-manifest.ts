/** The manifest of the Slack app in both forms, from one source: `manifest.yml`, which is the one for HTTP. */
import { parseDocument } from 'yaml';

export interface ManifestWish {
  /** Socket Mode: the bot calls Slack, and nothing has to reach the bot. */
  readonly socket: boolean;
  /** `https://…` without a path, where Slack reaches the bot; null leaves the example. */
  readonly address: string | null;
}

export type MadeManifest =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly mistake: string };

const EXAMPLE = 'https://bot.example.com';
const HEAD = /^(?:#.*\n)+/;

/** Everything in the manifest that names an address; Slack refuses them in Socket Mode's stead only by silence. */
const ADDRESSES = [
  ['features', 'slash_commands', 0, 'url'],
  ['settings', 'event_subscriptions', 'request_url'],
  ['settings', 'interactivity', 'request_url'],
] as const;

/** Keeps the comments that say what each scope is for. `source` is the text of `manifest.yml`. */
export function slackManifest(source: string, { socket, address }: ManifestWish): MadeManifest {
  if (socket && address !== null)
    return { ok: false, mistake: 'in Socket Mode there is no address; leave --url out' };
  if (address !== null && !isOrigin(address))
    return { ok: false, mistake: `--url must be like ${EXAMPLE}: https, and no path behind the host` };
  const text = source.replace(HEAD, '');
  if (!socket)
    return { ok: true, text: address === null ? text : text.replaceAll(EXAMPLE, originOf(address)) };
  const manifest = parseDocument(text);
  for (const path of ADDRESSES) manifest.deleteIn(path);
  manifest.setIn(['settings', 'socket_mode_enabled'], true);
  return { ok: true, text: manifest.toString({ lineWidth: 0 }) };
}

function isOrigin(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, pathname, search, hash, username } = new URL(address);
  return protocol === 'https:' && pathname === '/' && `${search}${hash}${username}` === '';
}

function originOf(address: string): string {
  return new URL(address).origin;
}
