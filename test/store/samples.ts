/** Values for the store's tests, whole and with every optional part filled. */
import type { Incident } from '../../src/core/incident.ts';
import type { Operation } from '../../src/core/operation.ts';
import type { Notification } from '../../src/core/ports/store.ts';

export function sampleOperation(fields: Partial<Operation> = {}): Operation {
  return {
    id: 'op-aaaaaaaaaa',
    kind: 'deploy',
    environment: 'production',
    command: 'deploy v1.11.0',
    requester: { user: 'U0AAA', team: 'T0HYDROUS' },
    reason: 'release',
    incident: null,
    plan: {
      rows: [{ field: 'image', from: 'v1.10.0', to: 'v1.11.0' }],
      checks: [],
      risk: 'low',
      live: { taskDefinition: 'hydrous-production:42' },
      digest: 'd'.repeat(64),
      startsDeployment: true,
      manual: ['aws ecs update-service --cluster hydrous'],
      target: { tag: 'v1.11.0' },
    },
    policy: { approvers: { users: ['U0BBB'], groups: [] }, approvals: 1, selfApproval: false },
    state: 'pending',
    version: 1,
    steps: [],
    rollout: null,
    outcome: null,
    decidedBy: [],
    createdAt: 1_000,
    // Far away for every clock; tests of expiry set their own.
    expiresAt: 4_000_000_000_000,
    decidedAt: null,
    startedAt: null,
    endedAt: null,
    ...fields,
  };
}

export function sampleIncident(fields: Partial<Incident> = {}): Incident {
  return {
    id: 'inc-aaaaaaaaaa',
    fingerprint: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:hydrous-5xx',
    environment: 'production',
    title: { alarm: 'hydrous-5xx' },
    state: 'open',
    alarmState: 'ALARM',
    alarm: null,
    raw: ['line with a NUL \u0000 and a lone surrogate \ud800'],
    fired: 1,
    openedAt: 1_000,
    changedAt: 1_000,
    resolvedAt: null,
    acknowledged: null,
    investigateAt: null,
    evidence: null,
    diagnosis: null,
    version: 1,
    ...fields,
  };
}

export function sampleNotification(fields: Partial<Notification> = {}): Notification {
  return {
    id: 'm-1',
    topic: 'arn:aws:sns:us-east-1:123456789012:hydrous-alarms',
    subject: 'ALARM: "hydrous-5xx"',
    message: '{"AlarmName":"hydrous-5xx","odd":"\u0000 \ud800"}',
    publishedAt: 900,
    ...fields,
  };
}
