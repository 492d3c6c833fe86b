import type { HomeFacts, HomeOperation } from '../../src/core/home.ts';
import type { Incident } from '../../src/core/incident.ts';
import type { Operation } from '../../src/core/operation.ts';
import { environment, NOW, operation } from '../commands/builders.ts';
import { metricAlarm } from './alarm-fixtures.ts';

const WHAT = { es: 'desplegar v1.11.0 en production', en: 'deploy v1.11.0 to production' };

/** A request that waits, with any field replaced. */
export function asked(over: Partial<Operation> = {}, more: Partial<HomeOperation> = {}): HomeOperation {
  const pending = { state: 'pending' as const, decidedBy: [], endedAt: null, startedAt: null };
  return {
    operation: operation({ ...pending, ...over }),
    what: WHAT,
    mayApprove: false,
    mayReject: false,
    link: null,
    ...more,
  };
}

/** What an approver sees while nothing happens. */
export function facts(over: Partial<HomeFacts> = {}): HomeFacts {
  const glance = { ok: true, value: { running: 2, desired: 2, image: 'v1.10.0', alarms: 0 } } as const;
  const gate = { ok: true, value: { barriers: [], next: null, waiting: [], now: NOW } } as const;
  return {
    user: 'U0APPROVER',
    same: [],
    isOperator: true,
    mayAct: true,
    at: NOW,
    operations: { ok: true, value: [] },
    mayUnknown: null,
    incidents: { ok: true, value: [] },
    environments: [{ environment: environment(), glance, gate }],
    ...over,
  };
}

export function incident(over: Partial<Incident> = {}): Incident {
  return {
    id: 'inc-aaaaaaaaaa',
    fingerprint: 'f',
    environment: 'production',
    title: { alarm: 'hydrous-production-running-tasks' },
    state: 'open',
    alarmState: 'ALARM',
    alarm: metricAlarm(),
    raw: [],
    fired: 1,
    openedAt: NOW - 60_000,
    changedAt: NOW - 60_000,
    resolvedAt: null,
    acknowledged: null,
    investigateAt: null,
    evidence: null,
    diagnosis: null,
    version: 1,
    ...over,
  };
}
