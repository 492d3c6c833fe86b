/**
 * JSON Schema (draft-07) of the parts of a Slack app manifest that this app may use, written from Slack's
 * description of manifest version 2: docs.slack.dev, "App manifest reference". Anything else is refused.
 */
const ADDRESS = { type: 'string', pattern: '^https://', maxLength: 3000 };
const SCOPES = { type: 'array', items: { type: 'string', maxLength: 50 }, maxItems: 255, uniqueItems: true };
const EVENTS = { type: 'array', items: { type: 'string', maxLength: 50 }, maxItems: 100, uniqueItems: true };

export const MANIFEST_SCHEMA = block(['display_information', 'features', 'oauth_config', 'settings'], {
  _metadata: block(['major_version'], {
    major_version: { type: 'integer', enum: [1, 2] },
    minor_version: { type: 'integer', minimum: 0 },
  }),
  display_information: block(['name'], {
    name: { type: 'string', minLength: 1, maxLength: 35 },
    description: { type: 'string', minLength: 1, maxLength: 140 },
    long_description: { type: 'string', minLength: 175, maxLength: 4000 },
    background_color: { type: 'string', pattern: '^#(?:[0-9a-fA-F]{3}){1,2}$' },
  }),
  features: block(['bot_user', 'slash_commands'], {
    app_home: block([], {
      home_tab_enabled: { type: 'boolean' },
      messages_tab_enabled: { type: 'boolean' },
      messages_tab_read_only_enabled: { type: 'boolean' },
    }),
    bot_user: block(['display_name'], {
      display_name: { type: 'string', pattern: '^[\\w .-]+$', minLength: 1, maxLength: 80 },
      always_online: { type: 'boolean' },
    }),
    slash_commands: {
      type: 'array',
      minItems: 1,
      maxItems: 50,
      items: block(['command', 'description'], {
        command: { type: 'string', pattern: '^/', minLength: 2, maxLength: 32 },
        url: ADDRESS,
        description: { type: 'string', minLength: 1, maxLength: 2000 },
        usage_hint: { type: 'string', minLength: 1, maxLength: 1000 },
        should_escape: { type: 'boolean' },
      }),
    },
    shortcuts: {
      type: 'array',
      minItems: 1,
      maxItems: 10,
      items: block(['name', 'type', 'callback_id', 'description'], {
        name: { type: 'string', minLength: 1, maxLength: 24 },
        type: { enum: ['message', 'global'] },
        callback_id: { type: 'string', minLength: 1, maxLength: 255 },
        description: { type: 'string', minLength: 1, maxLength: 150 },
      }),
    },
  }),
  oauth_config: block(['scopes'], {
    scopes: block(['bot'], { bot: SCOPES, bot_optional: SCOPES }),
  }),
  settings: block(['interactivity'], {
    event_subscriptions: block(['bot_events'], { request_url: ADDRESS, bot_events: EVENTS }),
    interactivity: block(['is_enabled'], { is_enabled: { type: 'boolean' }, request_url: ADDRESS }),
    org_deploy_enabled: { type: 'boolean' },
    socket_mode_enabled: { type: 'boolean' },
    token_rotation_enabled: { type: 'boolean' },
  }),
});

function block(required: string[], properties: object) {
  return { type: 'object', required, properties, additionalProperties: false };
}
