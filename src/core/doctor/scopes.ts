/** Scopes of `manifest.yml` that the bot cannot do without; a test compares. */
export const NEEDED_SCOPES = [
  'commands',
  'chat:write',
  'files:write',
  'files:read',
  'users:read',
  'usergroups:read',
  'channels:read',
  'groups:read',
  'app_mentions:read',
] as const;
