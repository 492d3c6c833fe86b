/** Signed slash commands over keep-alive connections, and what the other process spent on them. */
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { stringify } from 'node:querystring';

export const SIGNING_SECRET = 'bench-signing-secret';

let counter = 0;

function commandBody(text: string): string {
  counter += 1;
  return stringify({
    token: 'x',
    team_id: 'T0HYDROUS',
    team_domain: 'hydrous',
    channel_id: 'C0OPS',
    channel_name: 'operations',
    user_id: 'U0ANA',
    user_name: 'ana',
    command: '/hydrous',
    text,
    api_app_id: 'A0HYDROUS',
    is_enterprise_install: 'false',
    response_url: 'http://127.0.0.1:9/respond',
    trigger_id: `1.${counter}.x`,
  });
}

function headersFor(body: string): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const mac = createHmac('sha256', SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(Buffer.byteLength(body)),
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${mac}`,
  };
}

export interface LoadResult {
  /** ms, sorted. */
  readonly latencies: readonly number[];
  readonly failures: number;
  /** CPU of the serving process over the run, µs per request. */
  readonly cpuPerRequest: number;
}

/** Sends `total` commands over `connections`; bounded in count, to 127.0.0.1 only. */
export async function load(options: {
  readonly url: string;
  readonly pid: number;
  readonly text: string;
  readonly connections: number;
  readonly total: number;
}): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: options.connections });
  const latencies: number[] = [];
  let failures = 0;
  let left = options.total;
  const before = cpuMicroseconds(options.pid);

  async function connection(): Promise<void> {
    while (left > 0) {
      left -= 1;
      const body = commandBody(options.text);
      const started = performance.now();
      const status = await post(agent, options.url, body);
      latencies.push(performance.now() - started);
      if (status !== 200) failures += 1;
    }
  }
  await Promise.all(Array.from({ length: options.connections }, connection));
  const spent = cpuMicroseconds(options.pid) - before;
  agent.destroy();
  latencies.sort((a, b) => a - b);
  return { latencies, failures, cpuPerRequest: spent / options.total };
}

function post(agent: Agent, url: string, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${url}/slack/events`,
      { agent, method: 'POST', headers: headersFor(body) },
      (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode ?? 0));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** User and system time of a process, µs. Linux counts it in ticks of 10 ms. */
export function cpuMicroseconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}

/** Resident memory of a process, MiB. */
export function residentMiB(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1] ?? 0) / 1024;
}

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export function median(values: readonly number[]): number {
  return percentile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
}
