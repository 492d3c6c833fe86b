import type { AfterSentences } from '../../core/sentences/after.ts';
import { joined } from '../lists.ts';
import type { Part } from '../words.ts';

const STATES: Readonly<Record<string, string>> = {
  ALARM: 'the alarm is still firing',
  OK: 'the alarm is OK again',
  INSUFFICIENT_DATA: 'the alarm has no data',
};

export const after: Part<AfterSentences> = {
  'after.chart': ({ alarm, title, threshold, deployments, at }) =>
    `Chart of alarm ${alarm}, three hours up to ${at}. ${title}. ${threshold === null ? 'No fixed threshold' : `Threshold: ${threshold}`}. ${deployments.length === 0 ? 'No deployments in that time' : `Deployments: ${joined(deployments, 'and')}`}.`,
  'after.verified': ({ operation, alarm, targets, at }) =>
    `*Verified* after ${operation}: ${alarm}; ${targets} (${at}).`,
  'after.not-verified': ({ operation, alarm, targets, at }) =>
    `*Not verified* 5 min after ${operation}: ${alarm}; ${targets} (${at}). The change ended well, but the trouble may go on.`,
  'after.alarm.state': ({ state }) => STATES[state] ?? `the alarm is in ${state}`,
  'after.alarm.none': () => 'the incident has no alarm to read again',
  'after.alarm.gone': () => 'the alarm is no longer there',
  'after.alarm.unread': ({ why }) => `the alarm could not be read (${why})`,
  'after.targets.healthy': ({ healthy, total }) =>
    total === 1
      ? `${healthy} of 1 task healthy at the load balancer`
      : `${healthy} of ${total} tasks healthy at the load balancer`,
  'after.targets.running': ({ running, desired }) =>
    desired === 1 ? `${running} of 1 task running` : `${running} of ${desired} tasks running`,
  'after.targets.unread': ({ why }) => `the tasks could not be read (${why})`,
};
