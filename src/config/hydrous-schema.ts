/** `hydrous.yml` as a schema: strict, every default stated here and nowhere else. */
import { z } from 'zod';
import { Changes } from './change-rules.ts';
import { DAY, duration, HOUR, MINUTE } from './durations.ts';
import {
  block,
  ChannelId,
  EcsName,
  EnvironmentName,
  GroupId,
  LogGroup,
  maybe,
  Origin,
  oneOf,
  QueueAddress,
  Region,
  RepositoryName,
  ResourceName,
  SubscribeAddress,
  TeamId,
  TopicArn,
  text,
  UserId,
  WebAddress,
  whole,
  yesOrNo,
} from './fields.ts';
import { Windows } from './freeze-windows.ts';
import { A_ROSTER, Roster, SamePeople } from './roster.ts';

/** No default for any of the three: who may do what is always written down. */
export const People = block('a block with operators, approvers and viewers', {
  operators: Roster,
  approvers: Roster,
  same: SamePeople,
  viewers: z.union([z.literal('everyone'), Roster], {
    error: `everyone, or ${A_ROSTER}`,
  }),
});
export type People = z.infer<typeof People>;

// RunTask and services: 5,000 tasks a service is the default quota of ECS.
const Scale = block('a block such as { min: 1, max: 10 }', {
  min: whole(0, 5_000).default(1),
  max: whole(1, 5_000).default(10),
}).refine((scale) => scale.min <= scale.max, { error: 'min must not be above max' });

export const EnvironmentFields = block('a block with region, cluster, service, repository and logGroup', {
  region: Region,
  cluster: EcsName,
  service: EcsName,
  container: maybe(EcsName),
  repository: RepositoryName,
  logGroup: LogGroup,
  database: maybe(ResourceName),
  cache: maybe(ResourceName),
  loadBalancer: maybe(ResourceName),
  healthUrl: maybe(WebAddress),
  frontendOrigin: maybe(Origin),
  approvals: whole(0, 10).default(1),
  selfApproval: yesOrNo().default(false),
  expires: duration(MINUTE, 7 * DAY, '30m').default(30 * MINUTE),
  scale: Scale.prefault({}),
  images: oneOf(['deploy', 'revisions']).default('deploy'),
  promoteFrom: maybe(EnvironmentName),
  requiredGroup: GroupId.optional(),
  changes: Changes.optional(),
});
export type EnvironmentFields = z.infer<typeof EnvironmentFields>;

const Environments = z
  .record(EnvironmentName, EnvironmentFields, { error: 'a block with one environment or more' })
  .refine((all) => Object.keys(all).length > 0, { error: 'at least one environment is needed' });

const Sns = block('a block with topics', {
  topics: z.array(TopicArn, { error: 'a list of topic ARNs' }).default([]),
  allowSignatureV1: yesOrNo().default(false),
  maxAge: duration(MINUTE, 7 * DAY, '1h').default(HOUR),
  subscribe: maybe(SubscribeAddress),
  queueUrl: maybe(QueueAddress),
});

const Incidents = block('a block such as { reminder: 30m, reopen: 30m, group: 5m }', {
  reminder: duration(MINUTE, DAY, '30m').default(30 * MINUTE),
  reopen: duration(0, DAY, '30m').default(30 * MINUTE),
  group: duration(0, HOUR, '5m').default(5 * MINUTE),
});

const BreakGlass = block('a block such as { enabled: false, users: [] }', {
  enabled: yesOrNo().default(false),
  users: z.array(UserId, { error: 'a list such as [U0AAA]' }).default([]),
}).refine((glass) => !glass.enabled || glass.users.length > 0, {
  error: 'breakGlass is enabled for nobody: name its users or turn it off',
});

export const HydrousFile = block('blocks named channels, people, teams and environments', {
  locale: oneOf(['es', 'en']).default('es'),
  channels: block('a block with operations and incidents', {
    operations: ChannelId,
    incidents: ChannelId,
  }),
  people: People,
  teams: z
    .array(TeamId, { error: 'a list such as [T0HYDROUS]' })
    .min(1, { error: 'at least one workspace id such as T0HYDROUS' }),
  environments: Environments,
  sns: Sns.prefault({}),
  incidents: Incidents.prefault({}),
  guide: text('a folder such as guide/', /^[^\u0000-\u001f]{1,1000}$/).default('guide/'),
  breakGlass: BreakGlass.prefault({}),
  freezes: Windows.default([]),
  allow: Windows.default([]),
});
export type HydrousFile = z.infer<typeof HydrousFile>;
