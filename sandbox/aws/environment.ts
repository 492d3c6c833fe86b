import { devNull } from 'node:os';

/**
 * Environment of a child process whose AWS calls must reach the simulated AWS at `url` and nothing else.
 * `base` (for example process.env) is taken over without its AWS settings: a profile, a service's own endpoint or
 * AWS_IGNORE_CONFIGURED_ENDPOINT_URLS would lead past the sandbox to a real account. The keys are not valid
 * anywhere, so that any leak fails instead of acting.
 */
export function awsEnvironment(
  url: string,
  base: Readonly<Record<string, string | undefined>> = {},
): Record<string, string> {
  const kept = Object.entries(base).filter(
    (pair): pair is [string, string] => pair[1] !== undefined && !pair[0].startsWith('AWS_'),
  );
  return {
    ...Object.fromEntries(kept),
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'sandbox',
    AWS_SECRET_ACCESS_KEY: 'sandbox',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_DISABLE_HOST_PREFIX_INJECTION: 'true',
  };
}
