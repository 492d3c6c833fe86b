/** Who the bot is in Slack. Learned in the background: the bot starts, and serves what it can, without Slack. */
import type { WebClient } from '@slack/web-api';
import type { Clock, Log } from '../core/ports/ambient.ts';
import { slackFailure } from './problems.ts';

/** ms. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;

export interface Identity {
  readonly botId: string;
  readonly botUserId: string;
  /** Null for an app installed for a whole organisation. */
  readonly team: string | null;
  /** Null where `bots.info` does not tell; then payloads are not compared with it. */
  readonly app: string | null;
  /** Address of the workspace, for links to messages; null where Slack does not tell it. */
  readonly url?: string | null;
}

export interface IdentitySource {
  current(): Identity | null;
  /** Asks until Slack answers or the signal aborts, with growing pauses. */
  learn(signal: AbortSignal): Promise<void>;
}

export function createIdentity(options: {
  readonly client: WebClient;
  readonly clock: Clock;
  readonly log: Log;
}): IdentitySource {
  const { client, clock, log } = options;
  let identity: Identity | null = null;

  async function ask(): Promise<Identity | null> {
    const answer = await client.auth.test();
    const { bot_id: botId, user_id: botUserId, team_id: team, url } = answer;
    if (!botId || !botUserId) return null;
    return { botId, botUserId, team: team ?? null, app: await appOf(botId), url: url ?? null };
  }

  async function appOf(bot: string): Promise<string | null> {
    try {
      return (await client.bots.info({ bot })).bot?.app_id ?? null;
    } catch (error) {
      log.warn({ failure: slackFailure(error) }, 'app id is not known');
      return null;
    }
  }

  return {
    current: () => identity,
    async learn(signal) {
      for (let wait = FIRST_WAIT; !signal.aborted; wait = Math.min(LONGEST_WAIT, wait * 2)) {
        try {
          identity = await ask();
          if (identity !== null) {
            log.info({ ...identity }, 'slack identity known');
            return;
          }
          log.error({}, 'slack token belongs to no bot');
        } catch (error) {
          log.warn({ failure: slackFailure(error), waitMs: wait }, 'slack identity not known yet');
        }
        await clock.sleep(wait, signal);
      }
    },
  };
}
