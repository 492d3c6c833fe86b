/** Shortcuts: the bolt of the composer, and “More actions” of a message. Both begin with the choice of a verb. */
import { plain } from '../core/document.ts';
import type { FormWish } from '../core/form.ts';
import { say } from '../core/sentence.ts';
import { type Addressed, isOurs, type Listening, localeFor, memberOf } from './listening.ts';
import { openForm } from './open-form.ts';
import type { Address } from './replier.ts';
import { sourceOf } from './request-source.ts';

/** As in `manifest.yml`. */
export const SHORTCUTS: readonly string[] = ['hydrous:menu', 'hydrous:message'];

/** The signed body of a shortcut, as far as it is used. What the message says is not: nobody typed it to this bot. */
export interface ShortcutBody extends Addressed {
  readonly callback_id?: unknown;
  readonly user: { readonly id: string; readonly team_id?: string };
  readonly trigger_id?: string;
  readonly response_url?: string;
  readonly channel?: { readonly id?: string };
  readonly message?: { readonly ts?: unknown; readonly thread_ts?: unknown };
}

const MENU: FormWish = { verb: '', what: '', environment: null, given: {}, incident: null };

export async function answerShortcut(
  body: ShortcutBody,
  context: Readonly<Record<string, unknown>>,
  ack: () => Promise<void>,
  listening: Listening,
): Promise<void> {
  await ack();
  // Slack names no app in a shortcut; the signature already says for which one it was made.
  const ours = { ...body, api_app_id: body.api_app_id ?? listening.identity()?.app };
  if (!isOurs(ours, listening) || !SHORTCUTS.includes(String(body.callback_id)))
    return listening.count('hydrous_slack_refused_clicks_total');
  listening.inFlight.track(showMenu(body, context, listening));
}

async function showMenu(
  body: ShortcutBody,
  context: Readonly<Record<string, unknown>>,
  listening: Listening,
): Promise<void> {
  const to = addressOf(body, listening);
  const member = memberOf(body.user.id, body.user.team_id);
  const source = sourceOf('click', context, body.trigger_id);
  const place = body.message?.thread_ts ?? body.message?.ts;
  const thread = typeof place === 'string' ? { thread: place } : {};
  if (await openForm(body.trigger_id, { wish: MENU, member, to, source, ...thread }, listening)) return;
  await listening.replier.answer(to, plain(say('form.menu.closed')), localeFor(member.user, listening));
}

/** A global shortcut comes from no channel: its answers go where the cards are. */
function addressOf({ channel, message, response_url, user }: ShortcutBody, listening: Listening): Address {
  const thread = message?.thread_ts;
  const [operations = ''] = listening.channels;
  return {
    responseUrl: response_url ?? null,
    channel: channel?.id ?? operations,
    user: user.id,
    thread: typeof thread === 'string' ? thread : null,
  };
}
