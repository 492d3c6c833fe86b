/** Child programs of the benchmarks: each prints one JSON line with its address when it listens. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';

export interface Program {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

export async function startProgram(script: string, env: Readonly<Record<string, string>>): Promise<Program> {
  const child: ChildProcess = spawn(process.execPath, [script], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code}`)));
    createInterface({ input: child.stdout! }).on('line', (line) => {
      const record = JSON.parse(line) as { msg?: string; url?: string };
      if (record.msg === 'listening' && record.url !== undefined) resolve(record.url);
    });
  });
  return {
    url,
    pid: child.pid!,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** A Web API that knows one member of the workspace and answers everything else with ok. */
export async function startSlackStub(): Promise<{ readonly url: string; close(): void }> {
  const answers: Readonly<Record<string, object>> = {
    'auth.test': { user_id: 'U0BOT', bot_id: 'B0BOT', team_id: 'T0HYDROUS' },
    'users.info': { user: { id: 'U0ANA', team_id: 'T0HYDROUS', locale: 'en-US', tz: 'UTC' } },
  };
  const server = createServer((request, response) => {
    request.resume();
    const method = request.url?.split('/').at(-1) ?? '';
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ ok: true, ...answers[method] }));
  });
  return { url: `${await listen(server)}/api/`, close: () => server.closeAllConnections() ?? server.close() };
}

/** An AWS that takes every request and never answers, so that only the work before an answer is measured. */
export async function startSilentAws(): Promise<{ readonly url: string; close(): void }> {
  const server = createServer(() => undefined);
  return { url: await listen(server), close: () => server.closeAllConnections() ?? server.close() };
}

async function listen(server: ReturnType<typeof createServer>): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
