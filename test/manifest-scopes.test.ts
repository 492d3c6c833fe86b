/** The scopes are those that the calls of the code need: each of them is used, and none is missing. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const root = new URL('../', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, root), 'utf8');
const { scopes } = parse(read('manifest.yml')).oauth_config as {
  scopes: { bot: string[]; bot_optional: string[] };
};

/** What a method asks for; of several scopes all are meant, one for each kind of channel. Source: its page on docs.slack.dev. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  'apps.connections.open': [], // an app-level token with connections:write
  'auth.test': [],
  'bots.info': ['users:read'],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.replies': ['channels:history', 'groups:history'],
  'files.completeUploadExternal': ['files:write'],
  'files.delete': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  'files.info': ['files:read'],
  'usergroups.users.list': ['usergroups:read'],
  'users.info': ['users:read'],
  'views.open': [],
  'views.publish': [],
  'views.update': [],
};
const FAMILIES = [
  ...new Set(Object.keys(NEEDED).map((method) => method.split('.')[0]!)),
  'reactions',
  'pins',
  'im',
];

/** Methods that the text calls on a client, or names as a text. */
function methodsIn(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
  const method = `(?:${FAMILIES.join('|')})(?:\\.[a-zA-Z]+)+`;
  const called = [...code.matchAll(new RegExp(`\\b(?:client|background|interactive)\\.(${method})\\(`, 'g'))];
  const named = [...code.matchAll(new RegExp(`'(${method})'`, 'g'))];
  return [...called, ...named].map(([, name]) => name!);
}

const methods = new Set(
  readdirSync(new URL('src/', root), { recursive: true })
    .map(String)
    .filter((name) => /^(?:slack|flows)\/.*\.ts$/.test(name))
    .flatMap((name) => methodsIn(read(`src/${name}`))),
);

describe('scopes and calls', () => {
  test('every method that is called is known here, and each of these is called', () => {
    const called = [...methods].filter((name) => !/^(?:users|files|chat)$/.test(name)).sort();
    expect(called).toEqual(Object.keys(NEEDED).sort());
  });

  test('each scope is needed by a call, by the command or by an event; none is missing', () => {
    const byCalls = [...methods].flatMap((method) => NEEDED[method] ?? []);
    const otherwise = ['commands', 'app_mentions:read'];
    const needed = [...new Set([...byCalls, ...otherwise])].sort();
    expect([...scopes.bot, ...scopes.bot_optional].sort()).toEqual(needed);
  });

  test('what may be left out is only what finds a lost message again', () => {
    expect(scopes.bot_optional.every((scope) => scope.endsWith(':history'))).toBe(true);
    const files = readdirSync(new URL('src/slack/', root), { recursive: true }).map(String);
    const readers = files.filter(
      (name) =>
        name.endsWith('.ts') && /conversations\.(?:history|replies)\(/.test(read(`src/slack/${name}`)),
    );
    expect(readers).toEqual(['outbox/find-posted.ts']);
  });

  test('docs/setup-slack.md says what each is for', () => {
    const page = read('docs/setup-slack.md');
    const rows = page
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.split('|')[1]!);
    const told = rows.flatMap((cell) =>
      [...cell.matchAll(/`([a-z_]+(?::[a-z]+)?)`/g)].map(([, scope]) => scope!),
    );
    expect([...scopes.bot, ...scopes.bot_optional].filter((scope) => !told.includes(scope))).toEqual([]);
  });

  test('the search finds calls of both kinds, and none in a comment', () => {
    const text = "await client.pins.add({}); ask('im.open'); // client.reactions.add(x)\n/* 'users.list' */";
    expect(methodsIn(text)).toEqual(['pins.add', 'im.open']);
  });
});
