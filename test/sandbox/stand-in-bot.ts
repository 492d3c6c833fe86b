/** A small bot in the real one's place: verifies signatures, posts cards, opens modals. Run as a program. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HOSTILE_BLOCKS, HOSTILE_TEXT, operationCard, rejectModal } from './stand-in-cards.ts';
import { chosenImage, deployForm, enteredText, type FormView, IMAGES, noteForm } from './stand-in-form.ts';

const api = process.env['SLACK_API_URL'] ?? '';
const token = process.env['SLACK_BOT_TOKEN'] ?? '';
const secret = process.env['SLACK_SIGNING_SECRET'] ?? '';

async function call(
  method: string,
  args: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const response = await fetch(`${api}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(args),
  });
  return (await response.json()) as Record<string, unknown>;
}

function isSigned(raw: string, request: IncomingMessage): boolean {
  const at = String(request.headers['x-slack-request-timestamp']);
  const wanted = `v0=${createHmac('sha256', secret).update(`v0:${at}:${raw}`).digest('hex')}`;
  const given = String(request.headers['x-slack-signature']);
  return wanted.length === given.length && timingSafeEqual(Buffer.from(wanted), Buffer.from(given));
}

function answer(response: ServerResponse, body: unknown = ''): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(body === '' ? '' : JSON.stringify(body));
}

async function onCommand(form: URLSearchParams, response: ServerResponse): Promise<void> {
  const channel = form.get('channel_id') ?? '';
  switch (form.get('text')) {
    case 'card':
      answer(response, { text: 'Planeando el despliegue…' });
      await call('chat.postMessage', { channel, ...operationCard('pending') });
      return;
    case 'hostile':
      answer(response);
      await call('chat.postMessage', { channel, text: HOSTILE_TEXT });
      await call('chat.postMessage', { channel, text: 'hostile', blocks: HOSTILE_BLOCKS });
      return;
    case 'modal':
      await call('views.open', { trigger_id: form.get('trigger_id'), view: rejectModal('op-1') });
      answer(response);
      return;
    case 'form':
      await call('views.open', { trigger_id: form.get('trigger_id'), view: deployForm('') });
      answer(response);
      return;
    case 'slow':
      return;
    default:
      answer(response, { text: `Recibido: \`${form.get('text') ?? ''}\`` });
  }
}

interface FormInteraction {
  readonly type: string;
  readonly trigger_id: string;
  readonly value?: string;
  readonly message?: { readonly ts: string; readonly text: string };
  readonly actions?: readonly { readonly action_id: string }[];
  readonly view?: FormView;
}

interface Interaction {
  readonly type: string;
  readonly trigger_id: string;
  readonly user: { readonly id: string };
  readonly channel?: { readonly id: string };
  readonly actions?: readonly { readonly action_id: string }[];
}

/** True when it was about the form and is answered. */
async function onForm(payload: FormInteraction, response: ServerResponse): Promise<boolean> {
  if (payload.type === 'block_suggestion') {
    const found = IMAGES.filter(({ value }) => value.includes(payload.value ?? ''));
    answer(response, { options: found });
    return true;
  }
  if (payload.type === 'message_action' || payload.type === 'shortcut') {
    answer(response);
    const about = payload.message === undefined ? 'nada' : payload.message.text;
    await call('views.open', { trigger_id: payload.trigger_id, view: noteForm(`Sobre: ${about}`) });
    return true;
  }
  if (payload.view?.callback_id !== 'deploy-form') return false;
  if (payload.type === 'view_submission') {
    answer(response);
    await call('chat.postMessage', { channel: 'C0OPS', text: enteredText(payload.view) });
    return true;
  }
  answer(response);
  if (payload.actions?.[0]?.action_id === 'more') {
    await call('views.push', { trigger_id: payload.trigger_id, view: noteForm('Más') });
  } else {
    const view = deployForm(`Elegiste ${chosenImage(payload.view)}`);
    await call('views.update', { view_id: payload.view.id, hash: payload.view.hash, view });
  }
  return true;
}

async function onInteraction(
  payload: Interaction & FormInteraction,
  response: ServerResponse,
): Promise<void> {
  if (await onForm(payload, response)) return;
  if (payload.type === 'view_submission') {
    const reason = payload.view?.state.values['reason']?.['text']?.value ?? '';
    if (reason.trim().length < 5) {
      answer(response, { response_action: 'errors', errors: { reason: 'Escribe al menos 5 letras.' } });
      return;
    }
    answer(response);
    await call('chat.postMessage', { channel: 'C0OPS', text: `Rechazado: ${reason}` });
    return;
  }
  if (payload.actions?.[0]?.action_id === 'reject') {
    await call('views.open', { trigger_id: payload.trigger_id, view: rejectModal('op-1') });
    answer(response);
    return;
  }
  answer(response);
  await call('chat.update', {
    channel: payload.channel?.id,
    ts: payload.message?.ts,
    ...operationCard('approved', payload.user.id),
  });
}

async function onEvent(body: {
  event: { type: string; user: string; channel: string; ts: string };
}): Promise<void> {
  const { event } = body;
  if (event.type === 'app_home_opened') {
    await call('views.publish', {
      user_id: event.user,
      view: { type: 'home', blocks: operationCard('pending').blocks },
    });
  } else if (event.type === 'app_mention') {
    await call('chat.postMessage', {
      channel: event.channel,
      thread_ts: event.ts,
      text: `Hola <@${event.user}>`,
    });
  }
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const raw = Buffer.concat(chunks).toString('utf8');
    if (request.url !== '/slack/events' || !isSigned(raw, request)) {
      response.writeHead(401).end();
      return;
    }
    if (request.headers['content-type'] === 'application/json') {
      answer(response);
      void onEvent(JSON.parse(raw));
      return;
    }
    const form = new URLSearchParams(raw);
    const payload = form.get('payload');
    void (payload === null ? onCommand(form, response) : onInteraction(JSON.parse(payload), response));
  });
});

server.listen(Number(process.env['PORT'] ?? 0), '127.0.0.1', () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  console.log(JSON.stringify({ msg: 'listening', url }));
});
process.on('SIGTERM', () => process.exit(0));
