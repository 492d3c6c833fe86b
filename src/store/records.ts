import type { Records } from '../core/ports/store.ts';
import { auditRecords } from './audit.ts';
import { incidentRecords } from './incidents.ts';
import { leaseRecords } from './leases.ts';
import { messageRecords } from './messages.ts';
import { notificationRecords } from './notifications.ts';
import { operationRecords } from './operations.ts';
import type { Session } from './session.ts';
import { voteRecords } from './votes.ts';

/** All record groups over one handle: the store's own, or a transaction's. */
export function recordsOn(session: Session): Records {
  return {
    operations: operationRecords(session),
    votes: voteRecords(session),
    audit: auditRecords(session),
    incidents: incidentRecords(session),
    notifications: notificationRecords(session),
    messages: messageRecords(session),
    leases: leaseRecords(session),
  };
}
