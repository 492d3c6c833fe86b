/** `/hydrous …`: acknowledged at once with a word, answered once and privately when the answer is there. */
import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs, SlashCommand } from '@slack/bolt';
import { type Document, plain } from '../core/document.ts';
import { say } from '../core/sentence.ts';
import { speak } from '../words/speak.ts';
import { documentOf } from './guarded.ts';
import { isOurs, type Listening, localeFor, memberOf, unescaped } from './listening.ts';
import type { Address } from './replier.ts';

type Arguments = Pick<SlackCommandMiddlewareArgs & AllMiddlewareArgs, 'command' | 'ack'>;

/** Asks nobody before the ack: Slack tells the person after 3 s that the app failed. */
export function slashListener(listening: Listening): (given: Arguments) => Promise<void> {
  return async ({ command, ack }) => {
    const locale = localeFor(command.user_id, listening);
    const home =
      listening.people.isHome(command.team_id) && isOurs({ api_app_id: command.api_app_id }, listening);
    const change = listening.isChange(command.text ?? '');
    const word = home ? say(change ? 'slack.planning' : 'slack.looking') : say('slack.outsider');
    await ack({ response_type: 'ephemeral', text: speak(word, locale, 'slack') });
    if (home) listening.inFlight.track(answer(command, change, listening));
    else listening.count('hydrous_slack_outsiders_total', { kind: 'command' });
  };
}

async function answer(command: SlashCommand, change: boolean, listening: Listening): Promise<void> {
  const member = memberOf(command.user_id, command.team_id);
  let locale = localeFor(member.user, listening);
  const document = await documentOf(async (): Promise<Document> => {
    const admission = await listening.people.admit(member, change ? 'change' : 'read');
    if (!admission.ok) return plain(admission.refusal);
    locale = admission.profile.locale ?? listening.locale;
    return await listening.handlers.command({
      text: unescaped(command.text ?? ''),
      member,
      channel: command.channel_id,
      source: `slash:${command.trigger_id ?? crypto.randomUUID()}`,
      via: 'slash',
      locale,
      zone: admission.profile.zone,
    });
  }, listening.log);
  const to: Address = {
    responseUrl: command.response_url,
    channel: command.channel_id,
    user: member.user,
    thread: null,
  };
  await listening.replier.answer(to, document, locale);
}
