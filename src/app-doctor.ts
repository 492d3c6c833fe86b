/** `doctor` put together: the same for the command line, which starts no bot, and for Slack. */
import { createLog, systemClock } from './ambient.ts';
import { OLDEST_NODE, VERSION } from './app-version.ts';
import { type Aws, createAws } from './aws/aws.ts';
import type { Configuration } from './config/hydrous-file.ts';
import type { Settings } from './config/settings.ts';
import type { CheckupReport } from './core/doctor/checkup-document.ts';
import { versionFinding } from './core/doctor/finding.ts';
import { NEEDED_SCOPES } from './core/doctor/scopes.ts';
import type { Clock } from './core/ports/ambient.ts';
import { checkEverything } from './flows/checkup.ts';
import { createProbe } from './http/probe.ts';
import { createSlackCheckup } from './slack/checkup.ts';
import { lookAtStore } from './store/look.ts';

export interface DoctorParts {
  readonly settings: Settings;
  readonly configuration: Configuration;
  readonly aws: Aws;
  /** This machine's when left out. */
  readonly clock?: Clock;
}

export function createDoctor(parts: DoctorParts): (only?: string) => Promise<CheckupReport> {
  const { settings, configuration, aws } = parts;
  const clock = parts.clock ?? systemClock;
  const url = settings.databaseUrl?.reveal() ?? null;
  return async (only) => {
    const started = performance.now();
    const findings = await checkEverything(
      {
        ...aws,
        ...configuration,
        account: aws.checkup,
        clock,
        probe: createProbe(),
        scopes: NEEDED_SCOPES,
        slack: createSlackCheckup({
          apiUrl: settings.slackApiUrl,
          botToken: settings.slackBotToken.reveal(),
          appToken: settings.slackAppToken?.reveal() ?? null,
        }),
        stored: {
          look: () => lookAtStore(url, settings.dataFolder),
          hosts: url === null ? [] : hostsOf(url),
          guardedAllowed: settings.allowGuardedStore,
        },
      },
      only ?? null,
    );
    const versions = versionFinding(VERSION, process.versions.node, OLDEST_NODE);
    return {
      findings: [versions, ...findings],
      version: VERSION,
      node: process.versions.node,
      took: Math.round(performance.now() - started),
    };
  };
}

/** The host of the address, and the one in `?host=`, which the driver prefers. */
function hostsOf(databaseUrl: string): readonly string[] {
  const url = new URL(databaseUrl);
  return [url.hostname, ...url.searchParams.getAll('host')].map((host) => host.toLowerCase());
}

/** Looks once, without a bot, and closes what it opened. */
export async function lookOnce(
  settings: Settings,
  configuration: Configuration,
  { clock, only }: { readonly clock?: Clock; readonly only?: string } = {},
): Promise<CheckupReport> {
  const aws = createAws({ clock: clock ?? systemClock, log: createLog('silent') });
  try {
    return await createDoctor({ settings, configuration, aws, ...(clock === undefined ? {} : { clock }) })(
      only,
    );
  } finally {
    aws.close();
  }
}
