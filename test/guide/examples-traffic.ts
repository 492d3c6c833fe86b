/** What sets off the patterns about capacity, the load balancer and requests. */
import { evidence, line, stopped } from '../core/evidence-fixtures.ts';
import { alarm, container, type Examples, ended, event, logged, many, target } from './example-evidence.ts';

const NO_TARGETS = evidence({ service: { running: 2, targetGroups: 1 } });

export const TRAFFIC_EXAMPLES: Examples = {
  'api-validation': {
    'access-422': many(
      5,
      'INFO:     10.0.1.5:43210 - "POST /api/auth/register HTTP/1.1" 422 Unprocessable Entity',
    ),
    'access-422-combined': many(
      5,
      '10.0.1.5 - - [02/Mar/2026:10:05:00 +0000] "POST /api/auth/register HTTP/1.1" 422 120',
    ),
    'request-validation': many(
      5,
      'fastapi.exceptions.RequestValidationError: [{"loc": ["body", "last_name"]}]',
    ),
    'alarm-4xx': [evidence(), alarm('AWS/ApplicationELB', 'HTTPCode_Target_4XX_Count')],
    'validation-errors': many(
      6,
      'INFO:     10.0.1.5:43210 - "POST /api/auth/register HTTP/1.1" 422 Unprocessable Entity',
    ),
  },
  'memory-or-cpu': {
    'out-of-memory': container('OutOfMemoryError: Container killed due to memory usage'),
    'out-of-memory-stop': ended('OutOfMemory: container ran out of memory'),
    'python-memory': logged('MemoryError'),
    'worker-killed': logged(
      '[2026-03-02 10:05:00 +0000] [1] [ERROR] Worker (pid:12) was sent SIGKILL! Perhaps out of memory?',
    ),
    'worker-timeout': logged('[2026-03-02 10:05:00 +0000] [1] [CRITICAL] WORKER TIMEOUT (pid:12)'),
    'child-died': logged('INFO:     Child process [12] died'),
    'alarm-memory': [evidence(), alarm('AWS/ECS', 'MemoryUtilization')],
    'alarm-cpu': [evidence(), alarm('AWS/ECS', 'CPUUtilization')],
    'alarm-database-cpu': [evidence(), alarm('AWS/RDS', 'CPUUtilization')],
    killed: evidence({ tasks: [stopped({ exit: 137 })] }),
    'worker-lost': logged(
      'billiard.exceptions.WorkerLostError: Worker exited prematurely: signal 9 (SIGKILL) Job: 12.',
    ),
    'shell-killed': evidence({ tasks: [stopped({ exit: 137 })], lines: [line('Killed')] }),
    leak: evidence({
      service: { running: 2 },
      metrics: { memory: [40, 44, 49, 53, 57, 62, 66, 71, 75, 80, 84, 88] },
    }),
    'memory-full': evidence({ metrics: { memory: [30, 30, 30, 30, 30, 30, 30, 30, 97, 98, 99] } }),
    'cpu-full': evidence({
      service: { running: 2 },
      metrics: { cpu: [30, 30, 30, 30, 30, 30, 30, 30, 97, 98, 99] },
    }),
    'database-cpu-full': evidence({ metrics: { databaseCpu: [30, 30, 30, 30, 30, 30, 30, 30, 97, 98, 99] } }),
    'alarm-memory-insights': [evidence(), alarm('ECS/ContainerInsights', 'MemoryUtilized')],
    'alarm-cpu-insights': [evidence(), alarm('ECS/ContainerInsights', 'CpuUtilized')],
    'killed-when-full': evidence({
      tasks: [stopped({ exit: 137 })],
      metrics: { memory: [30, 30, 30, 30, 30, 30, 30, 30, 97, 98, 99] },
    }),
  },
  'load-balancer': {
    'failed-elb-checks': ended(
      'Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/hydrous/1)',
    ),
    'unhealthy-event': event(
      '(service hydrous-production) (port 8000) is unhealthy in (target-group arn:aws:x) due to (reason Request timed out)',
    ),
    'container-health': ended('Task failed container health checks'),
    'wrong-path': target('Target.ResponseCodeMismatch', 'Health checks failed with these codes: [404]'),
    redirect: target('Target.ResponseCodeMismatch', 'Health checks failed with these codes: [307]'),
    'app-error': target('Target.ResponseCodeMismatch', 'Health checks failed with these codes: [503]'),
    'wrong-code': target('Target.ResponseCodeMismatch', 'Health checks failed with these codes: [201]'),
    'health-timeout': target('Target.Timeout', 'Request timed out'),
    'health-failed': target('Target.FailedHealthChecks'),
    'all-unhealthy': target('Target.FailedHealthChecks'),
    concurrency: logged('WARNING:  Exceeded concurrency limit.'),
    'alarm-unhealthy': [evidence(), alarm('AWS/ApplicationELB', 'UnHealthyHostCount')],
    'alarm-healthy': [evidence(), alarm('AWS/ApplicationELB', 'HealthyHostCount')],
    'alarm-elb-5xx': [evidence(), alarm('AWS/ApplicationELB', 'HTTPCode_ELB_5XX_Count')],
    'unhealthy-event-404': event(
      '(service hydrous-production) (port 8000) is unhealthy in (target-group arn:aws:x) due to (reason Health checks failed with these codes: [404]).',
    ),
    'unhealthy-event-redirect': event(
      '(service hydrous-production) (port 8000) is unhealthy in (target-group arn:aws:x) due to (reason Health checks failed with these codes: [307]).',
    ),
    'wrong-host-header': target(
      'Target.ResponseCodeMismatch',
      'Health checks failed with these codes: [400]',
    ),
    'health-unseen': target('Target.Timeout', 'Request timed out'),
    'no-targets': NO_TARGETS,
    'no-targets-5xx': [NO_TARGETS, alarm('AWS/ApplicationELB', 'HTTPCode_ELB_5XX_Count')],
    'no-targets-healthy': [NO_TARGETS, alarm('AWS/ApplicationELB', 'HealthyHostCount')],
    'alarm-502': [
      evidence({
        service: { running: 2 },
        targets: [{ id: 'a', state: 'healthy', reason: null, description: null }],
      }),
      alarm('AWS/ApplicationELB', 'HTTPCode_ELB_502_Count'),
    ],
    'bad-gateways': evidence({
      service: { running: 2 },
      targets: [{ id: 'a', state: 'healthy', reason: null, description: null }],
      metrics: { badGateways: [0, 0, 0, 0, 0, 0, 0, 0, 12, 14, 11], serverErrors: [0] },
    }),
  },
  'frontend-connection': {
    'preflights-refused': many(4, 'INFO:     10.0.1.5:43210 - "OPTIONS /api/chat HTTP/1.1" 400 Bad Request'),
    'preflights-not-allowed': many(
      4,
      'INFO:     10.0.1.5:43210 - "OPTIONS /api/chat HTTP/1.1" 405 Method Not Allowed',
    ),
    'preflight-lines': many(3, 'INFO:     10.0.1.5:43210 - "OPTIONS /api/chat HTTP/1.1" 400 Bad Request'),
    'preflight-lines-combined': many(
      3,
      '10.0.1.5 - - [02/Mar/2026:10:05:00 +0000] "OPTIONS /api/chat HTTP/1.1" 400 22',
    ),
    'origin-logged': many(2, 'WARNING:app.cors:Origin https://app.example.com is not allowed'),
    disallowed: logged('Disallowed CORS origin'),
    'requests-lost': evidence({
      service: { running: 2 },
      targets: [{ id: 'a', state: 'healthy', reason: null, description: null }],
      metrics: { requests: [300, 300, 300, 300, 300, 300, 300, 300, 300, 2, 0] },
    }),
    'probe-refused': evidence({
      probes: {
        origin: 'https://app.example.com',
        health: { status: 200, headers: {}, failure: null, took: 3 },
        preflight: { status: 400, headers: {}, failure: null, took: 3 },
      },
    }),
  },
};
