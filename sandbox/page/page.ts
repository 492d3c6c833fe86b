/** The web page of the sandbox: its files, a live stream for each viewer, and what a viewer does. */
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseJson, readBody, writeJson, writeText } from '../slack/http.ts';
import { isFields, textOf } from '../slack/json.ts';
import type { SideRoute, Slack } from '../slack/server.ts';
import { act } from './act.ts';
import type { Panel } from './panel.ts';
import { openStream } from './stream.ts';

const BROWSER = new URL('./browser/', import.meta.url);
const ASSET = /^\/page\/([a-z-]+\.(js|css|svg))$/u;
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

/** Nothing from elsewhere is loaded or run, whatever a message contains. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export function createPage(slack: Slack, panel: Panel): SideRoute {
  return async (request, response, url) => {
    if (!isLocal(request)) {
      writeText(response, 403, 'this page is only for this machine');
      return true;
    }
    const asset = ASSET.exec(url.pathname);
    if (request.method === 'GET' && url.pathname === '/') {
      await sendFile('index.html', 'html', response);
    } else if (request.method === 'GET' && asset !== null) {
      await sendFile(asset[1] ?? '', asset[2] ?? '', response);
    } else if (request.method === 'GET' && url.pathname === '/page/events') {
      openStream(slack, panel, url.searchParams.get('as') ?? '', response);
    } else if (request.method === 'POST' && url.pathname === '/page/act') {
      await answer(request, response, (body) => act(slack, body));
    } else if (request.method === 'POST' && url.pathname === '/page/panel') {
      await answer(request, response, (body) => panel.press(textOf(body['press'])));
    } else return false;
    return true;
  };
}

/** Another site's page, or a name that was pointed at this machine, must not reach the sandbox. */
function isLocal(request: IncomingMessage): boolean {
  const host = request.headers.host ?? '';
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/u.test(host)) return false;
  const origin = request.headers.origin;
  return origin === undefined || origin === `http://${host}`;
}

async function sendFile(name: string, ending: string, response: ServerResponse): Promise<void> {
  const bytes = await readFile(new URL(name, BROWSER)).catch(() => null);
  if (bytes === null) {
    writeText(response, 404, 'not found');
    return;
  }
  response.writeHead(200, {
    'content-type': CONTENT_TYPES[ending] ?? 'application/octet-stream',
    'content-security-policy': POLICY,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  response.end(bytes);
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  work: (body: Readonly<Record<string, unknown>>) => Promise<unknown>,
): Promise<void> {
  const body = parseJson((await readBody(request)).toString('utf8'));
  if (!isFields(body)) {
    writeJson(response, 400, { error: 'the body must be a JSON object' });
    return;
  }
  try {
    writeJson(response, 200, await work(body));
  } catch (error) {
    writeJson(response, 400, { error: error instanceof Error ? error.message : 'failed' });
  }
}
