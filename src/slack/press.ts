/** One press of a button by one person, wherever it came from: admission, the flow, and an honest ack. */
import { type ButtonAction, type Document, plain } from '../core/document.ts';
import type { Locale, Profile } from '../core/member.ts';
import { documentOf } from './guarded.ts';
import { type Listening, localeFor, memberOf } from './listening.ts';
import type { Address } from './replier.ts';

export interface Press {
  readonly action: ButtonAction;
  readonly subject: string;
  readonly what: 'read' | 'change';
  readonly user: string;
  readonly team: unknown;
  readonly channel: string;
  readonly source: string;
  readonly reason: string | null;
}

export interface Answer {
  readonly document: Document;
  readonly locale: Locale;
}

/** ms: an ack that waits longer goes out without the outcome, before Bolt's own timer and Slack's 3 s. */
export const ACK_CAP = 2_200;

/** The refusal when the person may not use the bot at all, else the profile. */
export async function admitted(
  press: Pick<Press, 'user' | 'team' | 'what'>,
  listening: Listening,
): Promise<{ readonly profile: Profile; readonly locale: Locale } | Answer> {
  const member = memberOf(press.user, press.team);
  const admission = await listening.people.admit(member, press.what);
  if (!admission.ok) return { document: plain(admission.refusal), locale: localeFor(press.user, listening) };
  return { profile: admission.profile, locale: admission.profile.locale ?? listening.locale };
}

/** Never rejects: a failure is a document too. */
export async function press(given: Press, listening: Listening): Promise<Answer> {
  let locale = localeFor(given.user, listening);
  const document = await documentOf(async () => {
    const person = await admitted(given, listening);
    locale = person.locale;
    if ('document' in person) return person.document;
    return await listening.handlers.click({
      action: given.action,
      subject: given.subject,
      member: memberOf(given.user, given.team),
      source: given.source,
      channel: given.channel,
      locale,
      zone: person.profile.zone,
      reason: given.reason,
    });
  }, listening.log);
  return { document, locale };
}

/** Works first and acknowledges when the outcome is saved; past the cap the ack goes out and the answer follows. */
export async function pressThenAck(
  given: Press,
  to: Address | Promise<Address>,
  ack: () => Promise<void>,
  listening: Listening,
): Promise<void> {
  const running = press(given, listening);
  listening.inFlight.track(
    running.then(async ({ document, locale }) => listening.replier.answer(await to, document, locale)),
  );
  let timer: NodeJS.Timeout | undefined;
  const cap = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ACK_CAP);
  });
  await Promise.race([running, cap]);
  clearTimeout(timer);
  await ack();
}
