import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
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
