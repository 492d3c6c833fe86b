/** A PostgreSQL for tests: the one of TEST_DATABASE_URL, or a cluster of the machine's newest version. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';

const VERSIONS = '/usr/lib/postgresql';

export interface Postgres {
  /** URL of the database that new ones are made from. */
  readonly admin: string;
  /** Makes a fresh database and gives its URL. */
  url(): Promise<string>;
  /** Process ids of the whole server; empty when it is not ours. */
  pids(): Promise<readonly number[]>;
  stop(): Promise<void>;
}

export interface Absent {
  readonly absent: string;
}

/** `own` starts a cluster even when TEST_DATABASE_URL is set, for tests that freeze the server. */
export async function startPostgres(options: { own?: boolean } = {}): Promise<Postgres | Absent> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given !== undefined && given !== '' && options.own !== true) {
    return { admin: given, url: () => freshDatabase(given), pids: async () => [], stop: async () => {} };
  }
  const bin = newestBin();
  if (bin === null) return { absent: `no PostgreSQL under ${VERSIONS} and no TEST_DATABASE_URL` };
  const owner = serverUser();
  if (owner === null) return { absent: 'PostgreSQL refuses to run as root and there is no user "postgres"' };
  return startCluster(bin, owner);
}

/** Makes a database with a name of its own on the server of `admin` and returns its URL. */
export async function freshDatabase(admin: string): Promise<string> {
  const name = `hydrous_${randomBytes(6).toString('hex')}`;
  await queryOnce(admin, `create database ${name}`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return url.href;
}

/** Runs statements over a connection of its own, past the store. */
export async function queryOnce(url: string, text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    return (await client.query(text)).rows ?? [];
  } finally {
    await client.end();
  }
}

interface ServerUser {
  readonly uid?: number;
  readonly gid?: number;
}

/** Root must become somebody else, since the server refuses to run as root. */
function serverUser(): ServerUser | null {
  if (process.getuid?.() !== 0) return {};
  const line = /^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'));
  return line === null ? null : { uid: Number(line[1]), gid: Number(line[2]) };
}

function newestBin(): string | null {
  if (!existsSync(VERSIONS)) return null;
  const versions = readdirSync(VERSIONS)
    .filter((version) => existsSync(join(VERSIONS, version, 'bin', 'initdb')))
    .sort((a, b) => Number(b) - Number(a));
  return versions[0] === undefined ? null : join(VERSIONS, versions[0], 'bin');
}

async function startCluster(bin: string, owner: ServerUser): Promise<Postgres> {
  // Another program may take the free port before the server does.
  for (let tries = 1; tries <= 3; tries += 1) {
    const folder = mkdtempSync(join(tmpdir(), 'hydrous-postgres-'));
    if (owner.uid !== undefined && owner.gid !== undefined) chownSync(folder, owner.uid, owner.gid);
    const data = join(folder, 'data');
    const initdb = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'];
    await promisify(execFile)(join(bin, 'initdb'), initdb, { ...owner, cwd: folder });
    const port = await freePort();
    const server = launch(join(bin, 'postgres'), data, port, owner, folder);
    const admin = `postgres://postgres@127.0.0.1:${port}/postgres`;
    if (await answers(admin, server)) {
      return {
        admin,
        url: () => freshDatabase(admin),
        pids: () => serverPids(data),
        stop: () => ended(server),
      };
    }
    await ended(server);
  }
  throw new Error('PostgreSQL did not start');
}

/** The shell ends the server and removes its data when its own input closes, also when this process is killed. */
const UNTIL_INPUT_ENDS =
  '"$0" "$@" & server=$!; cat > /dev/null; kill -QUIT $server; wait $server; folder=$PWD; cd /; rm -rf "$folder"';

function launch(program: string, data: string, port: number, owner: ServerUser, cwd: string): ChildProcess {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '32MB',
    // Only for speed: these databases live as long as a test run.
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const args = ['-c', UNTIL_INPUT_ENDS, program, '-D', data, '-p', String(port), ...flags];
  return spawn('/bin/sh', args, { ...owner, cwd, stdio: ['pipe', 'ignore', 'ignore'] });
}

async function answers(admin: string, server: ChildProcess): Promise<boolean> {
  for (let tries = 0; tries < 200 && server.exitCode === null; tries += 1) {
    try {
      await queryOnce(admin, 'select 1');
      return true;
    } catch {
      await sleep(50);
    }
  }
  return false;
}

async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exit = new Promise((resolve) => server.once('exit', resolve));
  server.stdin?.end();
  await exit;
}

async function serverPids(data: string): Promise<readonly number[]> {
  const postmaster = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=']);
  const pairs = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  return [postmaster, ...pairs.filter(([, parent]) => parent === postmaster).map(([pid]) => pid!)];
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
