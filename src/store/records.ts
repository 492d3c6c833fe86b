import type { Records } from '../core/ports/store.ts';
import { auditRecords } from './audit.ts';
import { glassRecords } from './break-glass.ts';
import { followUpRecords } from './follow-ups.ts';
import { homeViewRecords } from './home-views.ts';
import { incidentRecords } from './incidents.ts';
import { keptLogRecords } from './kept-logs.ts';
import { leaseRecords } from './leases.ts';
import { lockRecords } from './locks.ts';
import { messageRecords } from './messages.ts';
import { notificationRecords } from './notifications.ts';
import { openingRecords } from './openings.ts';
import { operationRecords } from './operations.ts';
import { pictureRecords, retentionRecords } from './retention.ts';
import { sealedRecords } from './sealed-values.ts';
import type { Session } from './session.ts';
import { signalRecords } from './signals.ts';
import { silenceRecords } from './silences.ts';
import { stoppedTaskRecords } from './stopped-tasks.ts';
import { voteRecords } from './votes.ts';

/** All record groups over one handle: the store's own, or a transaction's. */
export function recordsOn(session: Session): Records {
  return {
    operations: operationRecords(session),
    sealed: sealedRecords(session),
    votes: voteRecords(session),
    audit: auditRecords(session),
    incidents: incidentRecords(session),
    notifications: notificationRecords(session),
    messages: messageRecords(session),
    leases: leaseRecords(session),
    followUps: followUpRecords(session),
    signals: signalRecords(session),
    silences: silenceRecords(session),
    stoppedTasks: stoppedTaskRecords(session),
    locks: lockRecords(session),
    keptLogs: keptLogRecords(session),
    openings: openingRecords(session),
    breakGlass: glassRecords(session),
    homeViews: homeViewRecords(session),
    retention: retentionRecords(session),
    pictures: pictureRecords(session),
  };
}
