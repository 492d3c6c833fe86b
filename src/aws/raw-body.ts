/** Keeps the body of an answer as it came over the wire, beside what the SDK made of it. */
import type { DeserializeMiddleware } from '@smithy/types';

/**
 * A step between the network and the SDK's parser, to be added to one command, and a function that tells the
 * last answer's JSON: undefined before an answer came or when it was not JSON.
 */
export function rawBody<Input extends object, Output extends object>(): {
  readonly middleware: DeserializeMiddleware<Input, Output>;
  readonly json: () => unknown;
} {
  let raw: unknown;
  return {
    middleware: (next) => async (args) => {
      const answer = await next(args);
      const response = answer.response as { body?: unknown };
      const bytes = await bytesOf(response.body);
      response.body = bytes;
      raw = parsed(bytes);
      return answer;
    },
    json: () => raw,
  };
}

async function bytesOf(body: unknown): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of body as AsyncIterable<Uint8Array>) parts.push(part);
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
