/** Everything that makes incidents and looks after them, put together from its parts. */
import { randomIds, sha256, systemClock } from './ambient.ts';
import type { Aws } from './aws/aws.ts';
import type { Configuration } from './config/hydrous-file.ts';
import type { Guide } from './core/guide.ts';
import type { Log } from './core/ports/ambient.ts';
import type { Pictures, UploadedPictures } from './core/ports/slack.ts';
import type { Store } from './core/ports/store.ts';
import { foldAlone } from './flows/ask-alarms.ts';
import { createDrawChart } from './flows/draw-chart.ts';
import { createForgetOld } from './flows/forget-old.ts';
import { createInvestigate, type InvestigatePorts } from './flows/investigate.ts';
import { createMindConfiguration } from './flows/mind-configuration.ts';
import { createReadQueue } from './flows/read-queue.ts';
import { createReceiveAlarm } from './flows/receive-alarm.ts';
import { createRemind } from './flows/remind.ts';
import { createVerifyFix, type VerifyFixPorts } from './flows/verify-fix.ts';

export interface IncidentParts {
  readonly store: Store;
  readonly aws: Aws;
  readonly configuration: Configuration;
  readonly guide: Guide;
  readonly readers: InvestigatePorts['readers'] & VerifyFixPorts['readers'];
  readonly pictures: Pictures & UploadedPictures;
  readonly owner: string;
  readonly log: Log;
  readonly count: (name: string, labels?: Readonly<Record<string, string>>) => void;
  readonly observe: (name: string, seconds: number) => void;
  readonly nudge: () => void;
}

export function createIncidentWork(parts: IncidentParts) {
  const { aws, configuration, pictures, count, observe } = parts;
  const { environments, channels, roles, incidents, sns } = configuration;
  const shared = { ...parts, environments, channels, clock: systemClock, ids: randomIds, ...incidents };
  const queue =
    sns.queueUrl === null ? null : aws.queue(sns.queueUrl, environments[0]?.region ?? 'us-east-1');
  const investigate = createInvestigate({
    ...shared,
    fold: (id, content) => foldAlone(shared, { id, content }),
  });
  return {
    alarms: createReceiveAlarm(shared).work,
    investigations: investigate.work,
    reminders: createRemind({ ...shared, roles }).work,
    charts: createDrawChart({ ...shared, readers: aws, pictures }).work,
    verifications: createVerifyFix(shared).work,
    retention: createForgetOld(shared).work,
    configuration: createMindConfiguration({
      ...shared,
      configurationHash: sha256(JSON.stringify(configuration)),
    }),
    queue:
      queue === null ? null : createReadQueue({ ...shared, queue, topics: sns.topics, count, observe }).work,
  };
}
