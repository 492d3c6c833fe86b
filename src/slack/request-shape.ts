/**
 * Looks at a signed body before Bolt does. Bolt 5.1 dies on a body of `null`, holds what no listener takes for
 * three seconds, and reads a field that came twice as a list; all of that is answered here at once.
 */
import { parse } from 'node:querystring';

/** `command` answers with text in the body, `view` must not, `event` and `click` need none. */
export type SlackRequestKind = 'command' | 'click' | 'view' | 'event' | 'challenge';

export type RequestShape =
  | { readonly ok: true; readonly kind: SlackRequestKind; readonly eventId: string | null }
  /** 400 with a word for the log. */
  | { readonly ok: false; readonly why: string }
  /** Well-formed, but nothing here listens to it: 200 and no more. */
  | { readonly ok: 'ignored'; readonly what: string };

/** Those that something here listens to, as in `manifest.yml`. */
const EVENTS: readonly string[] = ['app_mention', 'app_home_opened'];

export const FORM = 'application/x-www-form-urlencoded';

/** What every slash command holds: https://docs.slack.dev/interactivity/implementing-slash-commands */
const COMMAND_FIELDS = ['user_id', 'team_id', 'channel_id', 'trigger_id'];

export function shapeOf(contentType: 'form' | 'json', text: string): RequestShape {
  if (contentType === 'json') {
    const value = parsed(text);
    return isObject(value) ? eventShape(value) : bad('body is no JSON object');
  }
  const form = parse(text);
  const doubled = Object.keys(form).find((name) => Array.isArray(form[name]));
  if (doubled !== undefined) return bad('a form field came twice');
  if (form['payload'] !== undefined) {
    const value = parsed(String(form['payload']));
    return isObject(value) ? interactionShape(value) : bad('payload is no JSON object');
  }
  const command = form['command'];
  if (typeof command !== 'string' || command === '') return bad('form has neither payload nor command');
  const lacking = COMMAND_FIELDS.find((name) => !filled(form[name]));
  if (lacking !== undefined) return bad(`command without ${lacking}`);
  return { ok: true, kind: 'command', eventId: null };
}

function eventShape(body: Readonly<Record<string, unknown>>): RequestShape {
  if (body['type'] === 'url_verification')
    return typeof body['challenge'] === 'string'
      ? { ok: true, kind: 'challenge', eventId: null }
      : bad('challenge is missing');
  if (body['type'] !== 'event_callback') return ignoredOr(body['type'], 'event without type');
  const event = body['event'];
  if (!isObject(event) || !filled(event['type'])) return bad('event_callback without event');
  if (!EVENTS.includes(event['type'])) return { ok: 'ignored', what: 'event' };
  return { ok: true, kind: 'event', eventId: filled(body['event_id']) ? body['event_id'] : null };
}

function interactionShape(body: Readonly<Record<string, unknown>>): RequestShape {
  const user = body['user'];
  if (!isObject(user) || !filled(user['id'])) return bad('interaction without person');
  switch (body['type']) {
    case 'block_actions': {
      const actions = body['actions'];
      return Array.isArray(actions) && actions.length > 0 && actions.every(isObject)
        ? { ok: true, kind: 'click', eventId: null }
        : bad('block_actions without actions');
    }
    case 'view_submission': {
      const view = body['view'];
      return isObject(view) && filled(view['id'])
        ? { ok: true, kind: 'view', eventId: null }
        : bad('view_submission without view');
    }
    case 'shortcut':
    case 'message_action':
      return filled(body['callback_id'])
        ? { ok: true, kind: 'click', eventId: null }
        : bad('shortcut without a name');
    default:
      return ignoredOr(body['type'], 'interaction without type');
  }
}

function ignoredOr(type: unknown, why: string): RequestShape {
  return filled(type) ? { ok: 'ignored', what: 'type' } : bad(why);
}

function bad(why: string): RequestShape {
  return { ok: false, why };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function filled(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
