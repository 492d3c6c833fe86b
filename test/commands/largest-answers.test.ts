/** The largest answers that reading verbs can give, as Slack would check them. */
import { describe, expect, it } from 'vitest';
import { checkContent } from '../../sandbox/slack/check-message.ts';
import type { CommandReaders } from '../../src/core/command.ts';
import type { Environment } from '../../src/core/environment.ts';
import type { AlarmDetail } from '../../src/core/ports/alarms.ts';
import { createButtonSeal } from '../../src/slack/button-seal.ts';
import { render } from '../../src/slack/render.ts';
import { environment, harness, NOW, operation, readers } from './builders.ts';

const FAMILY = 'arn:aws:ecs:us-east-1:123456789012:task-definition/hydrous';
const many = <T>(count: number, make: (at: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, at) => make(at));
const named = (name: string, at: number) => `${name}-${at}-${'x'.repeat(200)}`;
const seal = createButtonSeal('secret');

const alarms = many(
  500,
  (at): AlarmDetail => ({
    name: named('alarm', at),
    arn: `arn:${at}`,
    state: at % 2 === 0 ? 'ALARM' : 'OK',
    reason: '[92.5 (24/11/26 14:59:00)]'.repeat(20),
    updatedAt: NOW,
    kind: 'metric',
    metric: { namespace: 'AWS/ECS', name: 'CPUUtilization', dimensions: {}, statistic: 'Average' },
    threshold: 80,
    comparison: 'GreaterThanThreshold',
    period: 60,
    evaluationPeriods: 3,
    datapointsToAlarm: 3,
    actionsEnabled: false,
  }),
);
const changes = many(500, (at) => ({
  alarm: alarms[0]!.name,
  at: NOW - at * 60_000,
  from: 'OK',
  to: 'ALARM',
  reason: 'r'.repeat(2_000),
}));
const { ecs } = readers();
const [task] = await ecs.tasks({} as never, 'RUNNING');
const tasks = many(200, (at) => ({ ...task!, id: named('task', at), healthStatus: 'UNHEALTHY' }));
const targets = many(200, (at) => ({
  id: `10.0.0.${at}`,
  state: 'unhealthy',
  reason: 'Target.ResponseCodeMismatch',
  description: named('Health checks failed', at),
}));
const deployments = many(1_000, (at) => ({
  arn: `arn:${at}`,
  status: 'SUCCESSFUL',
  statusReason: null,
  createdAt: NOW - at * 60_000,
  startedAt: NOW - at * 60_000,
  finishedAt: NOW,
  targetRevision: { arn: `r${at}`, taskDefinition: `${FAMILY}:${1_000 - at}`, images: [] },
  breaker: null,
}));
const services = many(100, (at) => ({ service: named('Amazon Service', at), amount: 100 - at }));
const rows = many(5_000, (at) => ({
  seq: 5_000 - at,
  at: NOW,
  actor: 'U0OPERATOR',
  event: 'locked',
  subject: `lock-${at}`,
  environment: 'production',
  data: { reason: named('because', at) },
  hash: 'ab'.repeat(32),
}));

const crowded: Partial<CommandReaders> = {
  ecs: { ...ecs, tasks: async () => tasks },
  targets: { health: async () => targets },
  alarms: { open: async () => alarms, alarm: async () => alarms[0]! },
  alarmCatalog: { all: async () => alarms, changes: async () => ({ changes, partial: true }) },
  history: { recent: async () => deployments, describe: async () => deployments[0]! },
  operations: async () => many(200, (at) => operation({ id: `op-many${at}`, reason: named('because', at) })),
  audit: async () => rows,
  verifyAudit: async () => ({ rows: 5_000, broken: null }),
  costs: {
    spent: async () => ({ currency: 'USD', days: many(365, () => 9), services, readAt: NOW }),
    forecast: async () => ({ currency: 'USD', amount: 1e7, readAt: NOW }),
  },
  metrics: {
    series: async (_, wishes, { from, period }) =>
      wishes.map((wish) => ({ ...wish, from, period, values: many(1_440, (at) => at) })),
  },
  images: {
    image: async () => null,
    recent: async () =>
      many(100, (at) => ({
        digest: `sha256:${String(at).padStart(64, '0')}`,
        tags: many(100, (tag) => named('tag', tag)),
        pushedAt: NOW,
        status: 'ACTIVE',
        platforms: null,
      })),
  },
};
const environments: readonly Environment[] = many(100, (at) =>
  environment(at === 0 ? 'production' : `service-${String(at).padStart(21, '0')}`, {
    healthUrl: `https://api.example.com/${'p'.repeat(1_500)}`,
    frontendOrigin: 'https://app.example.com',
  }),
);

describe.each([
  'help',
  'status',
  'health',
  'metrics',
  'metrics errors',
  'alarms',
  `alarms history ${alarms[0]!.name}`,
  `alarms history ${named('alarm', 7).slice(0, -1)}`,
  'revisions',
  'images',
  'history',
  'history --file',
  'costs --since 365d',
  'guide',
  'guide nothing like it',
  'incidents',
  'deploy v1.11.0',
  'status nowhere',
])('%s', (line) => {
  it('is taken by Slack in both languages', { timeout: 30_000 }, async () => {
    const document = await harness({ environments, readers: readers(crowded) }).run(line);
    // A file goes its own way; what stands in the message must fit all the same when it cannot be sent.
    for (const locale of ['es', 'en'] as const) {
      const message = render(document, { locale, seal });
      expect(checkContent({ ...message }, 4_000)).toMatchObject({ verdict: 'fine' });
      expect(message.text).not.toBe('');
    }
  });
});
