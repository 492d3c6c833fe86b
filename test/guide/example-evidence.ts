/** Short ways to write the evidence that one pattern of the guide is for. */
import type { MetricAlarm } from '../../src/core/alarm.ts';
import type { Evidence } from '../../src/core/evidence.ts';
import { metricAlarm, PUBLISHED } from '../core/alarm-fixtures.ts';
import { evidence, line, stopped } from '../core/evidence-fixtures.ts';

/** By entry, then by pattern. */
export type Examples = Readonly<Record<string, Readonly<Record<string, Evidence | [Evidence, MetricAlarm]>>>>;

export const PULL = 'CannotPullContainerError: pull image manifest has been retried 5 time(s): ';
export const SECRETS =
  'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: ';

export const logged = (...messages: readonly string[]) =>
  evidence({ lines: messages.map((message) => line(message)) });
export const ended = (stoppedReason: string) =>
  evidence({ tasks: [stopped({ stopCode: 'TaskFailedToStart', stoppedReason, startedAt: null })] });
export const container = (containerReason: string) =>
  evidence({ tasks: [stopped({ exit: 255, containerReason })] });
export const event = (message: string) => evidence({ service: { events: [{ at: 1, message }] } });
export const target = (reason: string, description = '') =>
  evidence({ service: { running: 2 }, targets: [{ id: 'a', state: 'unhealthy', reason, description }] });
export const many = (count: number, message: string) =>
  logged(...Array.from({ length: count }, () => message));
export const alarm = (namespace: string, name: string) =>
  metricAlarm({ metric: { namespace, name, statistic: null, dimensions: {} } });

/** A stack trace whose frames are in this file, and the line it ends with. */
export const traced = (file: string, last: string) => {
  const lines = [
    'Traceback (most recent call last):',
    `  File "/usr/local/lib/python3.12/site-packages/${file}", line 31, in connect`,
    last,
  ];
  const at = PUBLISHED - 60_000;
  return evidence({
    lines: lines
      .map((message, index) => line(message, { stream: 'ecs/hydrous-container/live', at: at + index }))
      .reverse(),
  });
};

const ERROR = 'INFO:     10.0.1.5:1 - "GET /api/x HTTP/1.1" 500 Internal Server Error';
/** Enough failing requests to be a rise. */
export const ERRORS = Array.from({ length: 6 }, () => line(ERROR));
export const databaseEvent = (message: string, lines = [line('INFO:     fine')]) =>
  evidence({ lines, database: { events: [{ at: PUBLISHED - 60_000, message }] } });
export const cacheEvent = (message: string) =>
  evidence({ cache: { events: [{ at: PUBLISHED - 60_000, message }] } });
