/** The Home tab: who opened it comes in, what stands there goes out. Source: docs.slack.dev/surfaces/app-home. */
import type { WebClient } from '@slack/web-api';
import type { Log } from '../core/ports/ambient.ts';
import type { Homes } from '../core/ports/slack.ts';
import type { ButtonSeal } from './button-seal.ts';
import { isOurs, type Listening, memberOf } from './listening.ts';
import type { MentionBody } from './mention.ts';
import { slackFailure } from './problems.ts';
import { renderView } from './render.ts';

/** The fields of an `app_home_opened` event that count. Slack sends it for the Messages tab too. */
export interface HomeEvent {
  readonly user?: string;
  readonly tab?: string;
  /** What stands there; absent before anything was published. */
  readonly view?: unknown;
}

/** Never rejects. */
export async function answerHomeOpened(
  event: HomeEvent,
  body: MentionBody,
  listening: Listening,
): Promise<void> {
  const { user, tab, view } = event;
  if (user === undefined || tab !== 'home') return;
  if (!isOurs({ api_app_id: body.api_app_id }, listening)) return;
  try {
    await listening.handlers.homeOpened(memberOf(user, body.team_id), view === undefined);
  } catch (error) {
    listening.log.error({ err: error, user }, 'a Home tab could not be shown');
  }
}

/** ms, where Slack did not say how long. */
const LOST_WAIT = 5_000;

export function createHomes(parts: {
  readonly client: WebClient;
  readonly seal: ButtonSeal;
  readonly log: Log;
}): Homes {
  const { client, seal, log } = parts;
  return {
    async publish(user, document, locale) {
      const blocks = renderView(document, { locale, seal });
      try {
        await client.views.publish({ user_id: user, view: { type: 'home', blocks: [...blocks] as never } });
        return { published: 'sent' };
      } catch (error) {
        const failure = slackFailure(error);
        log.warn({ failure, user }, 'a Home tab was not taken');
        switch (failure.failure) {
          case 'rate-limited':
            return { published: 'later', waitMs: failure.waitMs };
          case 'lost':
            return { published: 'later', waitMs: LOST_WAIT };
          case 'refused':
            return { published: 'never' };
        }
      }
    },
  };
}
