/** A look-alike with a bot's client beside it, for the tests of this folder. */
import { fileURLToPath } from 'node:url';
import { type Fields, fieldsOf } from '../../sandbox/slack/json.ts';
import { type Slack, type SlackOptions, startSlack } from '../../sandbox/slack/server.ts';

export const STAND_IN = fileURLToPath(new URL('./stand-in-bot.ts', import.meta.url));
export const SECRET = 'signing-secret-of-a-test';
export const TOKEN = 'xoxb-of-a-test';

export function startTestSlack(more: Partial<SlackOptions> = {}): Promise<Slack> {
  return startSlack({ signingSecret: SECRET, botToken: TOKEN, rateLimits: false, ...more });
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Fields;
}

/** One Web API call as a bot makes it, with a JSON body. */
export async function callApi(slack: Slack, method: string, args: Fields, token = TOKEN): Promise<Reply> {
  const response = await fetch(`${slack.url}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(args),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  return {
    status: response.status,
    headers: response.headers,
    body: isJson ? fieldsOf(JSON.parse(text)) : { text },
  };
}

export function post(slack: Slack, args: Fields): Promise<Reply> {
  return callApi(slack, 'chat.postMessage', { channel: 'C0OPS', ...args });
}
