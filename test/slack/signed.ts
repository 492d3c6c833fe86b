/** Requests as Slack sends them: signed over their exact bytes. */
import { createHmac } from 'node:crypto';
import { stringify } from 'node:querystring';

export const SECRET = 'shhh-signing-secret';

export function signed(
  body: string | Buffer,
  over: { readonly seconds?: number; readonly secret?: string; readonly type?: string } = {},
): Record<string, string> {
  const seconds = over.seconds ?? Math.floor(Date.now() / 1000);
  const mac = createHmac('sha256', over.secret ?? SECRET)
    .update(`v0:${seconds}:`)
    .update(body)
    .digest('hex');
  return {
    'content-type': over.type ?? 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': String(seconds),
    'x-slack-signature': `v0=${mac}`,
  };
}

let triggers = 0;

/** The body of a slash command. */
export function commandBody(over: Readonly<Record<string, string>> = {}): string {
  triggers += 1;
  return stringify({
    token: 'legacy',
    team_id: 'T0HOME',
    team_domain: 'home',
    channel_id: 'C0OPS',
    channel_name: 'ops',
    user_id: 'U0ANN',
    user_name: 'ann',
    command: '/hydrous',
    text: 'status',
    api_app_id: 'A0APP',
    is_enterprise_install: 'false',
    trigger_id: `1.${triggers}`,
    ...over,
  });
}

/** A click on one button. */
export function clickPayload(
  button: Readonly<Record<string, unknown>>,
  over: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  triggers += 1;
  return {
    type: 'block_actions',
    api_app_id: 'A0APP',
    team: { id: 'T0HOME', domain: 'home' },
    user: { id: 'U0ANN', username: 'ann', team_id: 'T0HOME' },
    container: { type: 'message', message_ts: '1700000000.000001', channel_id: 'C0OPS', is_ephemeral: false },
    channel: { id: 'C0OPS', name: 'ops' },
    message: { type: 'message', user: 'U0BOT', ts: '1700000000.000001', text: 'card' },
    state: { values: {} },
    trigger_id: `2.${triggers}`,
    actions: [
      {
        type: 'button',
        block_id: 'hydrous:actions',
        action_ts: '1.1',
        text: { type: 'plain_text', text: 'Approve' },
        ...button,
      },
    ],
    ...over,
  };
}

export function formOf(payload: unknown): string {
  return stringify({ payload: JSON.stringify(payload) });
}
