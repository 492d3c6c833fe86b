/** The environment variables of the bot, read once at start. Names and defaults are those of the README. */
import { z } from 'zod';
import { type Secret, secret } from './secret.ts';

export interface Settings {
  readonly slackBotToken: Secret;
  /** Null only in Socket Mode. */
  readonly slackSigningSecret: Secret | null;
  /** Socket Mode when there is one. */
  readonly slackAppToken: Secret | null;
  /** Ends with a slash. */
  readonly slackApiUrl: string;
  readonly configPath: string;
  /** Null: the embedded database in `dataFolder`. */
  readonly databaseUrl: Secret | null;
  readonly allowGuardedStore: boolean;
  readonly dataFolder: string;
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
  readonly logLevel: string;
  readonly awsRegion: string | null;
}

export type ReadSettings =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly mistakes: readonly string[] };

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

function token(prefix: string, where: string) {
  return z
    .string({ error: `is required: ${where}` })
    .refine((value) => value.startsWith(prefix), {
      error: `must start with ${prefix}: ${where}`,
      abort: true,
    })
    .refine((value) => /^[\w-]{1,300}$/.test(value.slice(prefix.length)), {
      error: 'holds a space, a line break or another letter that no token has; copy it again',
    })
    .transform(secret);
}

const SigningSecret = z
  .string()
  .refine((value) => !/^xox|^xapp/.test(value), {
    error: 'is a token; the signing secret is on the page Basic Information of the Slack app',
    abort: true,
  })
  .refine((value) => /^[\x21-\x7e]+$/.test(value), {
    error: 'holds a space or a line break; copy it again',
    abort: true,
  })
  .refine((value) => value.length >= 8, {
    error: 'is too short to be a signing secret; copy the whole of it',
  })
  .transform(secret);

const Address = z
  .string()
  .refine((value) => isWebAddress(value), { error: 'must be an address such as https://slack.com/api/' })
  .transform((value) => (value.endsWith('/') ? value : `${value}/`));

const DatabaseUrl = z
  .string()
  .refine((value) => /^postgres(?:ql)?:\/\/\S+$/.test(value) && URL.canParse(value), {
    error:
      'must be an address such as postgres://user:password@host:5432/database (its value is not shown here)',
  })
  .transform(secret);

const Variables = z.object({
  SLACK_BOT_TOKEN: token('xoxb-', 'the bot token, on the page OAuth & Permissions of the Slack app'),
  SLACK_SIGNING_SECRET: SigningSecret.optional(),
  SLACK_APP_TOKEN: token('xapp-', 'the app-level token for Socket Mode').optional(),
  SLACK_API_URL: Address.default('https://slack.com/api/'),
  HYDROUS_CONFIG: z.string().default('hydrous.yml'),
  DATABASE_URL: DatabaseUrl.optional(),
  HYDROUS_ALLOW_GUARDED_STORE: z.enum(['true', 'false'], { error: 'must be true or false' }).default('false'),
  HYDROUS_DATA: z.string().default('data'),
  HOST: z
    .string()
    .regex(/^[\w.:-]{1,253}$/, { error: 'must be an address such as 0.0.0.0' })
    .default('0.0.0.0'),
  PORT: z
    .string()
    .refine((value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535, {
      error: 'must be a number from 0 to 65535 (0 = any free port)',
    })
    .default('3000'),
  LOG_LEVEL: z.enum(LEVELS, { error: `must be one of ${LEVELS.join(', ')}` }).default('info'),
  AWS_REGION: z
    .string()
    .regex(/^[a-z]{2}(?:-[a-z]+){1,2}-\d{1,2}$/, { error: 'must be a region such as us-east-1' })
    .optional(),
});

const NO_SECRET =
  'SLACK_SIGNING_SECRET is required (page Basic Information of the Slack app), unless SLACK_APP_TOKEN turns on Socket Mode';

/** Reads `process.env`. Every mistake comes at once; none holds the value of a variable. An empty variable is unset. */
export function readSettings(env: NodeJS.ProcessEnv): ReadSettings {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = Variables.safeParse(given);
  const mistakes = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`);
  if (given['SLACK_SIGNING_SECRET'] === undefined && given['SLACK_APP_TOKEN'] === undefined)
    mistakes.push(NO_SECRET);
  if (mistakes.length > 0 || !parsed.success) return { ok: false, mistakes };
  return { ok: true, settings: settingsOf(parsed.data) };
}

function settingsOf(variables: z.infer<typeof Variables>): Settings {
  return {
    slackBotToken: variables.SLACK_BOT_TOKEN,
    slackSigningSecret: variables.SLACK_SIGNING_SECRET ?? null,
    slackAppToken: variables.SLACK_APP_TOKEN ?? null,
    slackApiUrl: variables.SLACK_API_URL,
    configPath: variables.HYDROUS_CONFIG,
    databaseUrl: variables.DATABASE_URL ?? null,
    allowGuardedStore: variables.HYDROUS_ALLOW_GUARDED_STORE === 'true',
    dataFolder: variables.HYDROUS_DATA,
    host: variables.HOST,
    port: Number(variables.PORT),
    logLevel: variables.LOG_LEVEL,
    awsRegion: variables.AWS_REGION ?? null,
  };
}

/** Plain http would show the bot token to the network, so it is for this machine and for names without a dot. */
function isWebAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username, password } = new URL(value);
  if (username !== '' || password !== '') return false;
  const near = !hostname.includes('.') || hostname.startsWith('127.') || hostname.endsWith('.internal');
  return protocol === 'https:' || (protocol === 'http:' && near);
}
