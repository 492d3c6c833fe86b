import type { Operation } from '../../src/core/operation.ts';
import { say } from '../../src/core/sentence.ts';

/** A pending deploy that Ana asked for, with any field replaced. */
export function sampleOperation(over: Partial<Operation> = {}): Operation {
  return {
    id: 'op-abcdefghjk',
    kind: 'deploy',
    environment: 'production',
    command: 'deploy v1.11.0 production',
    requester: { user: 'U0ANA', team: 'T0HYDROUS' },
    reason: null,
    incident: null,
    plan: {
      rows: [{ field: 'image', from: 'v1.10.0', to: 'v1.11.0' }],
      checks: [{ name: 'rollout', level: 'ok', text: say('check.rollout.none') }],
      risk: 'medium',
      live: { 'task-definition': 'hydrous:42' },
      digest: 'd1',
      startsDeployment: true,
      manual: ['aws ecs update-service --cluster hydrous'],
      target: { shown: 'v1.11.0' },
    },
    policy: { approvers: { users: ['U0BRUNO', 'U0GRACE'], groups: [] }, approvals: 1, selfApproval: false },
    state: 'pending',
    version: 1,
    steps: [],
    rollout: null,
    outcome: null,
    decidedBy: [],
    createdAt: 1_000_000,
    expiresAt: 2_000_000,
    decidedAt: null,
    startedAt: null,
    endedAt: null,
    ...over,
  };
}
