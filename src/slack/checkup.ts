/** Plain calls of the Web API for `doctor`, with what the SDK keeps to itself: granted scopes and Slack's clock. */
import type { SlackAnswer, SlackCheckup } from '../core/ports/checkup.ts';

/** ms. */
const LIMIT = 6_000;

export interface CheckupSettings {
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string | null;
}

export function createSlackCheckup(settings: CheckupSettings): SlackCheckup {
  const tokens = { bot: settings.botToken, app: settings.appToken ?? '' } as const;
  return {
    socket: settings.appToken !== null,
    async ask(method, fields = {}, token = 'bot') {
      try {
        const response = await fetch(`${settings.apiUrl}${method}`, {
          method: 'POST',
          redirect: 'error',
          headers: {
            authorization: `Bearer ${tokens[token]}`,
            'content-type': 'application/x-www-form-urlencoded',
          },
          body: new URLSearchParams(fields).toString(),
          signal: AbortSignal.timeout(LIMIT),
        });
        return answerOf(response, await response.text());
      } catch (error) {
        return { ok: false, reached: false, error: failureOf(error) };
      }
    },
  };
}

function answerOf(response: Response, text: string): SlackAnswer {
  const body = parsed(text);
  if (response.status === 429) return { ok: false, reached: true, error: 'ratelimited' };
  if (body === null) return { ok: false, reached: false, error: `HTTP ${response.status}` };
  if (body['ok'] !== true) {
    const { error } = body;
    const known = typeof error === 'string' && /^[a-z0-9_]{1,80}$/.test(error);
    return { ok: false, reached: true, error: known ? error : 'unreadable' };
  }
  const scopes = response.headers.get('x-oauth-scopes');
  const at = Date.parse(response.headers.get('date') ?? '');
  return {
    ok: true,
    body,
    scopes: scopes === null ? null : scopes.split(',').map((scope) => scope.trim()),
    at: Number.isNaN(at) ? null : at,
  };
}

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** The code of the network, never the text, which may name a proxy with its password. */
function failureOf(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: unknown } };
  return typeof cause?.code === 'string' ? cause.code : (name ?? 'unknown');
}
