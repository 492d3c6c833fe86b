import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Broken, exchanging } from './broken.ts';
import type { House } from './house.ts';

const servers = new Map<string, number>();

/** Something that listens like PostgreSQL and says this, or nothing at all. */
function listening(name: string, answer: Buffer | null): (house: House) => Promise<() => void> {
  return async () => {
    const server: Server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => {
        if (answer !== null) socket.end(answer);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    servers.set(name, typeof address === 'object' && address !== null ? address.port : 0);
    return () => void server.close();
  };
}

const at = (name: string) => () => ({
  DATABASE_URL: `postgres://hydrous:secret-password@127.0.0.1:${servers.get(name)}/hydrous`,
});

/** ErrorResponse of the protocol. Source: PostgreSQL documentation, "Message Formats". */
function refusal(code: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${code}\0Mrefused\0\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

function folder(name: string, prepare: (path: string) => void) {
  return ({ folder }: House) => {
    const path = join(folder, name);
    prepare(path);
    return { HYDROUS_DATA: path };
  };
}

export const BROKEN_STORE: readonly Broken[] = [
  {
    name: 'a database URL where nobody listens',
    variables: { DATABASE_URL: 'postgres://hydrous:secret-password@127.0.0.1:9/hydrous' },
    check: 'store',
    says: /cannot be reached \(ECONNREFUSED\)/,
    todo: /Correct DATABASE_URL/,
  },
  {
    name: 'a database URL that hangs',
    harm: listening('mute', null),
    settings: at('mute'),
    check: 'store',
    says: /did not answer within 5 s/,
    todo: /let its server be reached from here/,
  },
  {
    name: 'a wrong password of the database',
    harm: listening('password', refusal('28P01')),
    settings: at('password'),
    check: 'store',
    says: /refuses the user or the password/,
    todo: /Correct DATABASE_URL/,
  },
  {
    name: 'a database that its server does not have',
    harm: listening('nowhere', refusal('3D000')),
    settings: at('nowhere'),
    check: 'store',
    says: /does not have the database that DATABASE_URL names/,
    todo: /Correct DATABASE_URL/,
  },
  {
    name: 'a store that is the guarded database by its name',
    variables: { DATABASE_URL: 'postgres://h:secret-password@hydrous-db.abc.us-east-1.rds.amazonaws.com/h' },
    check: 'store.apart',
    says: /the database that production guards/,
    todo: /a database of its own/,
  },
  {
    name: 'a store that is the guarded database by its address',
    variables: { DATABASE_URL: 'postgres://hydrous:secret-password@127.0.0.1:9/hydrous' },
    harm({ aws }) {
      aws.faults.set('rds.DescribeDBInstances', {
        kind: 'rewrite',
        change: (reply) => reply.replace(/<Address>[^<]*</g, '<Address>127.0.0.1<'),
      });
      return undefined;
    },
    check: 'store.apart',
    says: /127\.0\.0\.1, a database that this bot guards/,
    todo: /a database of its own/,
  },
  {
    name: 'a data folder that others may read',
    settings: folder('open', (path) => {
      mkdirSync(path);
      chmodSync(path, 0o755);
    }),
    check: 'store',
    says: /Others on this machine can read .*open \(mode 755\)/,
    todo: /chmod 700/,
  },
  {
    name: 'a data folder that is a file',
    settings: folder('file', (path) => writeFileSync(path, '')),
    check: 'store',
    says: /cannot be written to \(ENOTDIR\)/,
    todo: /writable for the bot alone/,
  },
  {
    name: 'a damaged database file',
    settings: folder('damaged', (path) => {
      mkdirSync(path, { mode: 0o700 });
      writeFileSync(
        join(path, 'hydrous.db'),
        'this is no database, and it is longer than its head'.repeat(40),
      );
    }),
    check: 'store',
    says: /is no database, or it is damaged/,
    todo: /from a backup/,
  },
  {
    name: 'a database with another migration of the same name',
    settings: folder('changed', (path) => {
      mkdirSync(path, { mode: 0o700 });
      const database = new DatabaseSync(join(path, 'hydrous.db'));
      database.exec('create table schema_migrations (name text primary key, sha text not null)');
      database.exec("insert into schema_migrations values ('001_start.sql', 'of another release')");
      database.close();
    }),
    check: 'store.migrations',
    says: /another 001_start\.sql than this release/,
    todo: /Run the release that made it/,
  },
  {
    name: 'a Node that is too old',
    harm() {
      const { node } = process.versions;
      Object.defineProperty(process.versions, 'node', { value: '20.19.0' });
      return () => void Object.defineProperty(process.versions, 'node', { value: node });
    },
    check: 'versions',
    says: /This is Node 20\.19\.0, and the bot needs 22\.12 or newer/,
    todo: /Node that comes with the project/,
  },
  {
    name: 'no signing secret',
    variables: { SLACK_SIGNING_SECRET: undefined },
    check: 'settings',
    says: /SLACK_SIGNING_SECRET is required/,
    todo: /Correct the environment variables/,
  },
  {
    name: 'a configuration that is not there',
    variables: { HYDROUS_CONFIG: '/nowhere/hydrous.yml' },
    check: 'configuration',
    says: /does not exist/,
    todo: /Correct \/nowhere\/hydrous\.yml/,
  },
  {
    name: 'a mistyped key of the configuration',
    config: exchanging('approvals: 1', 'aprovals: 1'),
    check: 'configuration',
    says: /hydrous\.yml:\d+.*aprovals.*approvals/,
    todo: /Correct .*hydrous\.yml/,
  },
  {
    name: 'a guide that is not there',
    config: (text) => text.replace(/^guide: .*$/m, 'guide: nowhere/'),
    check: 'guide',
    says: /nowhere/,
    todo: /Correct nowhere\//,
  },
];
