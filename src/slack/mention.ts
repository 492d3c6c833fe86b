/** `@hydrous …` in a channel or a thread; answered privately, in that thread. */
import { plain } from '../core/document.ts';
import { documentOf } from './guarded.ts';
import { isOurs, type Listening, localeFor, memberOf } from './listening.ts';

/** The fields of an `app_mention` event that count. */
export interface MentionEvent {
  readonly user?: string;
  readonly text?: string;
  readonly channel?: string;
  readonly ts?: string;
  readonly thread_ts?: string;
  readonly bot_id?: string;
  readonly edited?: unknown;
  readonly team?: string;
  readonly user_team?: string;
  readonly source_team?: string;
}

export interface MentionBody {
  readonly api_app_id?: string;
  readonly team_id?: string;
  readonly event_id?: string;
}

/** Bots are not answered, and neither is an edit: the same words must not ask for the same change twice. */
export async function answerMention(
  event: MentionEvent,
  body: MentionBody,
  listening: Listening,
): Promise<void> {
  const { user, channel, ts } = event;
  if (user === undefined || channel === undefined || ts === undefined) return;
  if (event.bot_id !== undefined || event.edited !== undefined) return;
  if (!isOurs({ api_app_id: body.api_app_id }, listening)) return;
  const member = memberOf(user, teamOf(event, body, listening));
  const text = commandOf(event.text ?? '');
  let locale = localeFor(user, listening);
  const document = await documentOf(async () => {
    const admission = await listening.people.admit(member, listening.isChange(text) ? 'change' : 'read');
    if (!admission.ok) return plain(admission.refusal);
    locale = admission.profile.locale ?? listening.locale;
    return await listening.handlers.command({
      text,
      member,
      channel,
      source: `mention:${body.event_id ?? `${channel}:${ts}`}`,
      via: 'mention',
      locale,
      zone: admission.profile.zone,
      ...(event.thread_ts === undefined ? {} : { thread: event.thread_ts }),
    });
  }, listening.log);
  const to = { responseUrl: null, channel, user, thread: event.thread_ts ?? null };
  await listening.replier.answer(to, document, locale);
}

/** The person's workspace. In a shared channel the event names it beside the app's; any foreign one counts. */
function teamOf(event: MentionEvent, body: MentionBody, listening: Listening): string | undefined {
  const named = [event.user_team, event.source_team, event.team].filter((team) => team !== undefined);
  return named.find((team) => !listening.people.isHome(team)) ?? named[0] ?? body.team_id;
}

function commandOf(text: string): string {
  return text.replace(/^\s*<@[A-Z0-9]+(?:\|[^>]*)?>\s*:?/, '').trim();
}
