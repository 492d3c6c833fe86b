/** A wire to PostgreSQL that can be cut, stopped, or made to lose the answer to one word. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type Fault =
  | { readonly kind: 'none' }
  /** New connections are refused and old ones end. */
  | { readonly kind: 'cut' }
  /** Nothing passes in either direction; connections stay open. */
  | { readonly kind: 'frozen' }
  /** A statement with this text passes, and its answer does not. */
  | { readonly kind: 'mute'; readonly after: string }
  /** The connection ends when a statement with this text is about to pass. */
  | { readonly kind: 'drop'; readonly at: string };

export interface Wire {
  /** The database's URL through this wire. */
  readonly url: string;
  set(fault: Fault): void;
  close(): Promise<void>;
}

export async function startWire(databaseUrl: string): Promise<Wire> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let fault: Fault = { kind: 'none' };

  const server = createServer((client) => {
    if (fault.kind === 'cut') {
      client.destroy();
      return;
    }
    const upstream = connect(Number(target.port), target.hostname);
    let mute = false;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (bytes) => {
      if (fault.kind === 'frozen') return;
      if (fault.kind === 'drop' && bytes.includes(fault.at)) {
        client.destroy();
        return;
      }
      if (fault.kind === 'mute' && bytes.includes(fault.after)) mute = true;
      upstream.write(bytes);
    });
    upstream.on('data', (bytes) => {
      if (!mute && fault.kind !== 'frozen') client.write(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  function endAll(): void {
    for (const socket of sockets) socket.destroy();
  }
  return {
    url: url.href,
    set(next) {
      fault = next;
      if (next.kind === 'cut') endAll();
    },
    close() {
      endAll();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
