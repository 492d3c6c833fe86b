/** The Slack end of a Socket Mode connection: a handshake and text frames (RFC 6455), no more. */
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface FakeSocket {
  /** Address to hand out in `apps.connections.open`. */
  readonly url: string;
  /** What the bot sent back, by envelope. */
  readonly acks: Map<string, Readonly<Record<string, unknown>>>;
  connections(): number;
  /** Sends an envelope to the newest connection. */
  send(envelope: Readonly<Record<string, unknown>>): void;
  /** Ends the newest connection without a word. */
  drop(): void;
  close(): Promise<void>;
}

export async function startFakeSocket(): Promise<FakeSocket> {
  const acks: FakeSocket['acks'] = new Map();
  const sockets: Socket[] = [];
  const server: Server = createServer();
  server.on('upgrade', (request, stream) => {
    const socket = stream as Socket;
    const accept = createHash('sha1')
      .update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    let pending = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      pending = Buffer.concat([pending, chunk]);
      for (let frame = readFrame(pending); frame !== null; frame = readFrame(pending)) {
        pending = pending.subarray(frame.size);
        if (frame.opcode !== 1) continue;
        const message = JSON.parse(frame.text) as { envelope_id: string; payload?: Record<string, unknown> };
        acks.set(message.envelope_id, message.payload ?? {});
      }
    });
    socket.on('error', () => {});
    sockets.push(socket);
    socket.write(textFrame(JSON.stringify({ type: 'hello', num_connections: 1 })));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/link`,
    acks,
    connections: () => sockets.length,
    send: (envelope) => void sockets.at(-1)?.write(textFrame(JSON.stringify(envelope))),
    drop: () => void sockets.at(-1)?.destroy(),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function textFrame(text: string): Buffer {
  const body = Buffer.from(text);
  const head = body.length < 126 ? Buffer.from([0x81, body.length]) : Buffer.from([0x81, 126, 0, 0]);
  if (body.length >= 126) head.writeUInt16BE(body.length, 2);
  return Buffer.concat([head, body]);
}

/** A whole masked frame of at most 64 KiB from the start of the bytes, else null. */
function readFrame(bytes: Buffer): { opcode: number; text: string; size: number } | null {
  if (bytes.length < 2) return null;
  const short = bytes[1]! & 0x7f;
  const start = short === 126 ? 4 : 2;
  if (bytes.length < start) return null;
  const length = short === 126 ? bytes.readUInt16BE(2) : short;
  const size = start + 4 + length;
  if (bytes.length < size) return null;
  const mask = bytes.subarray(start, start + 4);
  const body = Buffer.from(bytes.subarray(start + 4, size).map((byte, at) => byte ^ mask[at % 4]!));
  return { opcode: bytes[0]! & 0x0f, text: body.toString(), size };
}
