/** Answers that are a stream of events (`application/vnd.amazon.eventstream`), framed by the SDK's own codec. */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { EventStreamCodec } from '@smithy/core/event-streams';
import { fromUtf8, toUtf8 } from '@smithy/core/serde';

type Event = Readonly<Record<string, unknown>>;

const codec = new EventStreamCodec(toUtf8, fromUtf8);

/** The stream of an answer that has one. */
export function eventsOf(output: unknown): AsyncIterable<Event> | null {
  if (typeof output !== 'object' || output === null) return null;
  const found = Object.values(output).find(
    (value) => typeof value === 'object' && value !== null && Symbol.asyncIterator in value,
  );
  return (found as AsyncIterable<Event> | undefined) ?? null;
}

/** Writes until the events or the connection end. An Error among them ends the stream as an exception of that name. */
export async function writeEvents(
  response: ServerResponse,
  events: AsyncIterable<Event>,
  requestId: string,
  signal: AbortSignal,
): Promise<void> {
  response.writeHead(200, {
    'content-type': 'application/vnd.amazon.eventstream',
    'x-amzn-requestid': requestId,
  });
  response.write(frame('event', 'initial-response', {}));
  for await (const event of events) {
    if (signal.aborted) return;
    for (const [name, value] of Object.entries(event)) {
      const kind = value instanceof Error ? 'exception' : 'event';
      const body = value instanceof Error ? { message: value.message } : value;
      if (!response.write(frame(kind, name, body)))
        await Promise.race([once(response, 'drain'), once(response, 'close')]);
    }
  }
  response.end();
}

function frame(kind: 'event' | 'exception', name: string, body: unknown): Uint8Array {
  const text = (value: string) => ({ type: 'string' as const, value });
  return codec.encode({
    headers: {
      ':message-type': text(kind),
      [`:${kind}-type`]: text(name),
      ':content-type': text('application/json'),
    },
    body: Buffer.from(JSON.stringify(body)),
  });
}
