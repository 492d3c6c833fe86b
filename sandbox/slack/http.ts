/** Reading requests and writing answers on node:http. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Fields, isFields } from './json.ts';

/** Larger bodies are cut off, bytes. */
const MAX_BODY = 20 * 1024 * 1024;

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes: Buffer = chunk;
    size += bytes.length;
    if (size > MAX_BODY) throw new Error('the request body is too large');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** Arguments that the SDK writes as JSON into one form field. */
const JSON_ARGUMENTS = ['blocks', 'attachments', 'metadata', 'view', 'files', 'unfurls'];

export type Arguments = { readonly args: Fields } | { readonly error: string };

/** Web API arguments: a form, or a JSON object. */
export function parseArguments(body: string, contentType: string): Arguments {
  if (contentType.startsWith('application/json')) {
    const parsed = parseJson(body === '' ? '{}' : body);
    return isFields(parsed) ? { args: parsed } : { error: 'json_not_object' };
  }
  const args: Record<string, unknown> = {};
  for (const [name, value] of new URLSearchParams(body)) {
    if (!JSON_ARGUMENTS.includes(name)) {
      args[name] = value;
      continue;
    }
    const parsed = parseJson(value);
    if (parsed === undefined)
      return { error: name === 'blocks' ? 'invalid_blocks_format' : 'invalid_arguments' };
    args[name] = parsed;
  }
  return { args };
}

/** Undefined when it is not JSON at all. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function writeJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}

export function writeText(
  response: ServerResponse,
  status: number,
  text: string,
  contentType = 'text/plain; charset=utf-8',
): void {
  response.writeHead(status, { 'content-type': contentType });
  response.end(text);
}
