import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { manifestCommand } from '../src/cli/manifest.ts';
import { slackManifest } from '../src/config/slack-manifest.ts';
import { SHORTCUTS } from '../src/slack/shortcuts.ts';
import { MANIFEST_SCHEMA } from './manifest-schema.ts';

const TEXT = readFileSync(new URL('../manifest.yml', import.meta.url), 'utf8');
const manifest = parse(TEXT);
const validate = new Ajv({ allErrors: true }).compile(MANIFEST_SCHEMA);

function mistakes(value: unknown): string {
  validate(value);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`).join('\n');
}

test('manifest.yml is what Slack accepts', () => {
  expect(mistakes(manifest)).toBe('');
});

describe('the schema refuses what Slack refuses', () => {
  test.each([
    ['a command without a slash', '- command: /hydrous', '- command: hydrous', 'must match pattern'],
    ['a wrong name of a switch', 'socket_mode_enabled:', 'socket_mode:', 'additional properties'],
    ['plain http', 'url: https://bot', 'url: http://bot', 'must match pattern'],
    ['no name', 'name: Hydrous', 'title: Hydrous', "required property 'name'"],
    ['a name too long', 'name: Hydrous\n', `name: ${'H'.repeat(36)}\n`, 'more than 35'],
    ['a colour by name', '"#0b3d5c"', 'blue', 'must match pattern'],
    ['text for a switch', 'is_enabled: true', 'is_enabled: "true"', 'must be boolean'],
    ['a scope twice', '- commands #', '- chat:write #', 'must NOT have duplicate items'],
  ])('%s', (_, from, to, mistake) => {
    expect(TEXT).toContain(from);
    expect(mistakes(parse(TEXT.replace(from, to)))).toContain(mistake);
  });

  test('a long description that is too short', () => {
    const short = structuredClone(manifest);
    short.display_information.long_description = 'Short.';
    expect(mistakes(short)).toContain('fewer than 175');
  });
});

describe('what the bot relies on', () => {
  test('mentions arrive as ids, which cannot be forged by a display name', () => {
    expect(manifest.features.slash_commands).toMatchObject([{ command: '/hydrous', should_escape: true }]);
  });

  test('commands, clicks and events come to the one address that the bot serves', () => {
    const addresses = TEXT.match(/https:\/\/bot\.example\.com\S*/g);
    expect(new Set(addresses)).toEqual(new Set(['https://bot.example.com/slack/events']));
    expect(addresses).toHaveLength(3);
  });

  test('its shortcuts are those that it answers', () => {
    const { shortcuts } = manifest.features;
    expect(shortcuts.map((each: { callback_id: string }) => each.callback_id)).toEqual(SHORTCUTS);
    expect(shortcuts).toMatchObject([{ type: 'global' }, { type: 'message' }]);
  });

  test('it asks for no more than it needs', () => {
    expect([...manifest.oauth_config.scopes.bot].sort()).toEqual([
      'app_mentions:read',
      'channels:read',
      'chat:write',
      'commands',
      'files:read',
      'files:write',
      'groups:read',
      'usergroups:read',
      'users:read',
    ]);
    expect(manifest.oauth_config.scopes).not.toHaveProperty('user');
    expect(manifest.oauth_config.scopes.bot_optional).toEqual(['channels:history', 'groups:history']);
  });

  test('it hears of mentions and of opened Home tabs', () => {
    expect(manifest.settings.event_subscriptions.bot_events).toEqual(['app_home_opened', 'app_mention']);
    expect(manifest.settings.interactivity.is_enabled).toBe(true);
  });
});

describe('both forms come from one source', () => {
  const made = (words: string[]) => parse(manifestCommand(words).out);

  test('for HTTP with an own address, and nothing of the example is left', () => {
    const { out } = manifestCommand(['--url', 'https://ops.acme.dev/']);
    expect(mistakes(parse(out))).toBe('');
    expect(out.match(/https:\/\/ops\.acme\.dev\/slack\/events/g)).toHaveLength(3);
    expect(out).not.toContain('example.com');
    expect(parse(out.replaceAll('ops.acme.dev', 'bot.example.com'))).toEqual(manifest);
  });

  test('for Socket Mode without any address, and the same in all else', () => {
    const socket = made(['--socket']);
    expect(mistakes(socket)).toBe('');
    expect(JSON.stringify(socket)).not.toContain('https:');
    expect(socket.settings.socket_mode_enabled).toBe(true);
    const back = structuredClone(socket);
    back.settings.socket_mode_enabled = false;
    back.features.slash_commands[0].url = 'https://bot.example.com/slack/events';
    back.settings.event_subscriptions.request_url = 'https://bot.example.com/slack/events';
    back.settings.interactivity.request_url = 'https://bot.example.com/slack/events';
    expect(back).toEqual(manifest);
  });

  test('what each scope is for is still said', () => {
    expect(manifestCommand(['--socket']).out).toContain('commands # the slash command');
  });

  test.each([
    [['--url', 'http://ops.acme.dev'], '--url must be like https://bot.example.com'],
    [['--url', 'https://ops.acme.dev/slack/events'], 'no path behind the host'],
    [['--url=ops.acme.dev'], '--url must be like'],
    [['--socket', '--url', 'https://ops.acme.dev'], 'in Socket Mode there is no address'],
    [['--url'], 'usage: hydrous manifest'],
    [['--sockets'], 'usage: hydrous manifest'],
  ])('%j is refused with what to type', (words, told) => {
    const { out, err, exitCode } = manifestCommand(words);
    expect({ out, exitCode }).toEqual({ out: '', exitCode: 2 });
    expect(err.join('\n')).toContain(told);
  });

  test('an edited source keeps its edits in both forms', () => {
    const edited = TEXT.replace('display_name: Hydrous', 'display_name: Ops');
    for (const socket of [true, false]) {
      const text = slackManifest(edited, { socket, address: null });
      expect(text.ok && parse(text.text).features.bot_user.display_name).toBe('Ops');
    }
  });
});

// Slack publishes its own schema (slackapi/manifest-schema, schemas/manifest.schema.2.0.0.json) without saying under
// which terms it may be copied, so that it is no part of this repository: name your copy to have it looked at too.
const published = process.env['SLACK_MANIFEST_SCHEMA'] ?? '';

describe.skipIf(!existsSync(published))(
  "Slack's own schema of version 2, where SLACK_MANIFEST_SCHEMA names it",
  () => {
    const check = new Ajv({ strict: false, allErrors: true }).compile(
      existsSync(published) ? JSON.parse(readFileSync(published, 'utf8')) : {},
    );
    test.each([
      ['HTTP', []],
      ['Socket Mode', ['--socket']],
    ])('accepts the manifest for %s', (_, words) => {
      check(parse(manifestCommand(words).out));
      expect(check.errors ?? []).toEqual([]);
    });

    test('and refuses what ours refuses', () => {
      expect(check(parse(TEXT.replace('socket_mode_enabled:', 'socket_mode:')))).toBe(false);
    });
  },
);
