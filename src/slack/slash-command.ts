/** `/hydrous …`: acknowledged at once with a word, answered once and privately when the answer is there. */
import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs, SlashCommand } from '@slack/bolt';
import { type Document, plain } from '../core/document.ts';
import type { FormWish } from '../core/form.ts';
import { type Sentence, say } from '../core/sentence.ts';
import { speak } from '../words/speak.ts';
import { documentOf } from './guarded.ts';
import { isOurs, type Listening, localeFor, memberOf } from './listening.ts';
import { openForm } from './open-form.ts';
import type { Address } from './replier.ts';
import { sourceOf } from './request-source.ts';

type Arguments = Pick<SlackCommandMiddlewareArgs & AllMiddlewareArgs, 'command' | 'ack' | 'context'>;

/** Asks nobody before the ack: Slack tells the person after 3 s that the app failed. */
export function slashListener(listening: Listening): (given: Arguments) => Promise<void> {
  return async ({ command, ack, context }) => {
    const locale = localeFor(command.user_id, listening);
    const home =
      listening.people.isHome(command.team_id) && isOurs({ api_app_id: command.api_app_id }, listening);
    const change = listening.isChange(command.text ?? '');
    const busy = listening.handlers.isBusy();
    const wish = home && !busy ? listening.handlers.forms.asked(command.text ?? '') : null;
    if (wish !== null) {
      await ack();
      const source = sourceOf('slash', context, command.trigger_id);
      return listening.inFlight.track(openOrAnswer(command, wish, source, listening));
    }
    await ack({ response_type: 'ephemeral', text: speak(firstWord(home, busy, change), locale, 'slack') });
    if (!home) return listening.count('hydrous_slack_outsiders_total', { kind: 'command' });
    if (busy) return listening.count('hydrous_slack_busy_total');
    const source = sourceOf('slash', context, command.trigger_id);
    listening.inFlight.track(answer(command, source, change, listening));
  };
}

/** Where no form can be shown the line is answered as typed: it says what is missing and how to write it. */
async function openOrAnswer(
  command: SlashCommand,
  wish: FormWish,
  source: string,
  listening: Listening,
): Promise<void> {
  const member = memberOf(command.user_id, command.team_id);
  const opening = { wish, member, to: addressOf(command), source };
  if (await openForm(command.trigger_id, opening, listening)) return;
  await answer(command, source, true, listening);
}

function addressOf(command: SlashCommand): Address {
  return {
    responseUrl: command.response_url,
    channel: command.channel_id,
    user: command.user_id,
    thread: null,
  };
}

function firstWord(home: boolean, busy: boolean, change: boolean): Sentence {
  if (!home) return say('slack.outsider');
  if (busy) return say('slack.busy');
  return say(change ? 'slack.planning' : 'slack.looking');
}

async function answer(
  command: SlashCommand,
  source: string,
  change: boolean,
  listening: Listening,
): Promise<void> {
  const member = memberOf(command.user_id, command.team_id);
  let locale = localeFor(member.user, listening);
  const document = await documentOf(async (): Promise<Document> => {
    const admission = await listening.people.admit(member, change ? 'change' : 'read');
    if (!admission.ok) return plain(admission.refusal);
    locale = admission.profile.locale ?? listening.locale;
    return await listening.handlers.command({
      text: command.text ?? '',
      member,
      channel: command.channel_id,
      source,
      via: 'slash',
      locale,
      zone: admission.profile.zone,
    });
  }, listening.log);
  await listening.replier.answer(addressOf(command), document, locale);
}
