/** Opens a form: at once with a word, for a trigger lives 3 s, and then with its live values. */
import { plain } from '../core/document.ts';
import type { FormWish } from '../core/form.ts';
import type { Member } from '../core/member.ts';
import { say } from '../core/sentence.ts';
import { type FormView, formView, noteView } from './form-view.ts';
import { documentOf } from './guarded.ts';
import { LIMITS } from './limits.ts';
import { type Listening, localeFor } from './listening.ts';
import { slackFailure } from './problems.ts';
import type { Address } from './replier.ts';

export interface FormOpening {
  readonly wish: FormWish;
  readonly member: Member;
  readonly to: Address;
  readonly source: string;
  /** ts of the thread that the message belongs to on which it was asked for. */
  readonly thread?: string;
}

/** What a form carries to its submission. It gives no right: all of it could be typed, and is checked as if it were. */
export interface Carried {
  readonly wish: FormWish;
  readonly was: Readonly<Record<string, string>>;
  readonly to: Address;
}

/** False when Slack would not show it; then nothing was read and nobody was told. */
export async function openForm(
  trigger: string | undefined,
  opening: FormOpening,
  listening: Listening,
): Promise<boolean> {
  if (trigger === undefined) return false;
  const locale = localeFor(opening.member.user, listening);
  const view = noteView(say('form.loading'), locale);
  try {
    const opened = await listening.client.views.open({ trigger_id: trigger, view: view as never });
    if (typeof opened.view?.id !== 'string') return false;
    return await fillView({ id: opened.view.id, hash: opened.view.hash ?? null }, opening, listening);
  } catch (error) {
    listening.log.warn({ failure: slackFailure(error) }, 'a form could not be opened');
    return false;
  }
}

/** `hash` null: whatever the view shows is replaced. Never rejects; false when the view could not be replaced. */
export async function fillView(
  view: { readonly id: string; readonly hash: string | null },
  opening: FormOpening,
  listening: Listening,
): Promise<boolean> {
  const filled = await filledView(opening, listening);
  try {
    await listening.client.views.update({
      view_id: view.id,
      ...(view.hash === null ? {} : { hash: view.hash }),
      view: filled as never,
    });
    return true;
  } catch (error) {
    const failure = slackFailure(error);
    listening.log.warn({ failure }, 'a form could not be filled');
    // Closed, or overtaken by what the person did meanwhile: nobody waits for it any more.
    return failure.failure === 'refused' && ['not_found', 'hash_conflict'].includes(failure.code);
  }
}

async function filledView(opening: FormOpening, listening: Listening): Promise<FormView> {
  const { member, to, source } = opening;
  let locale = localeFor(member.user, listening);
  let view: FormView | null = null;
  const failed = await documentOf(async () => {
    const admission = await listening.people.admit(member, 'change');
    if (!admission.ok) return plain(admission.refusal);
    locale = admission.profile.locale ?? listening.locale;
    const by = {
      member,
      channel: to.channel,
      source,
      locale,
      zone: admission.profile.zone,
      ...threadOf(opening),
    };
    const filled = await listening.handlers.forms.fill(opening.wish, by);
    if (filled.filled === 'refused') return plain(filled.refusal);
    const { wish, form } = filled;
    // What was given already stands in the fields now.
    const carried: Carried = { wish: { ...wish, given: {} }, was: form.was, to };
    const metadata = JSON.stringify(carried);
    if (metadata.length > LIMITS.privateMetadata) throw new Error('a form carries too much');
    view = formView(form, metadata, locale);
    return plain(say('form.loading'));
  }, listening.log);
  return view ?? noteView(failed.summary, locale);
}

function threadOf({ thread }: FormOpening): Pick<FormOpening, 'thread'> {
  return thread === undefined ? {} : { thread };
}

/** Null for metadata of another version, or of no form. */
export function carriedBy(metadata: string | undefined, user: string): Carried | null {
  try {
    const { wish, was, to } = JSON.parse(metadata ?? '') as Partial<Carried>;
    if (typeof wish?.verb !== 'string' || typeof to?.channel !== 'string') return null;
    const text = (value: unknown) => (typeof value === 'string' ? value : null);
    return {
      wish: {
        verb: wish.verb,
        what: text(wish.what) ?? '',
        environment: text(wish.environment),
        given: {},
        incident: text(wish.incident),
      },
      was: Object.fromEntries(Object.entries(was ?? {}).filter(([, value]) => typeof value === 'string')),
      to: { channel: to.channel, user, responseUrl: text(to.responseUrl), thread: text(to.thread) },
    };
  } catch {
    return null;
  }
}
