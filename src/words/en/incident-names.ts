/** Names of metrics, facts and parts of the evidence, in the words of people. Unknown ones are shown as they are. */
const METRICS: Readonly<Record<string, string>> = {
  'AWS/ECS/CPUUtilization': 'CPU',
  'AWS/ECS/MemoryUtilization': 'Memory',
  'AWS/ECS/RunningTaskCount': 'Running tasks',
  'ECS/ContainerInsights/RunningTaskCount': 'Running tasks',
  'ECS/ContainerInsights/PendingTaskCount': 'Pending tasks',
  'ECS/ContainerInsights/CpuUtilized': 'CPU used',
  'ECS/ContainerInsights/MemoryUtilized': 'Memory used',
  'ECS/ContainerInsights/RestartCount': 'Container restarts',
  'AWS/ApplicationELB/HTTPCode_Target_4XX_Count': '4xx answers of the API',
  'AWS/ApplicationELB/HTTPCode_Target_5XX_Count': '5xx errors of the API',
  'AWS/ApplicationELB/HTTPCode_ELB_5XX_Count': '5xx errors of the load balancer',
  'AWS/ApplicationELB/TargetResponseTime': 'Response time',
  'AWS/ApplicationELB/UnHealthyHostCount': 'Unhealthy tasks at the load balancer',
  'AWS/ApplicationELB/HealthyHostCount': 'Healthy tasks at the load balancer',
  'AWS/ApplicationELB/RequestCount': 'Requests',
  'AWS/RDS/CPUUtilization': 'Database CPU',
  'AWS/RDS/DatabaseConnections': 'Database connections',
  'AWS/RDS/FreeStorageSpace': 'Free space of the database',
  'AWS/RDS/FreeableMemory': 'Free memory of the database',
  'AWS/ElastiCache/CPUUtilization': 'Redis CPU',
  'AWS/ElastiCache/EngineCPUUtilization': 'Redis CPU',
  'AWS/ElastiCache/DatabaseMemoryUsagePercentage': 'Redis memory',
  'AWS/ElastiCache/CurrConnections': 'Redis connections',
  'AWS/ElastiCache/Evictions': 'Keys evicted from Redis',
  'AWS/RDS/ReadIOPS': 'Database reads a second',
  'AWS/RDS/WriteIOPS': 'Database writes a second',
  'AWS/ElastiCache/CacheHits': 'Redis hits',
  'AWS/ElastiCache/CacheMisses': 'Redis misses',
  'AWS/ElastiCache/NetworkBytesIn': 'Bytes into Redis',
  'AWS/ElastiCache/NetworkBytesOut': 'Bytes out of Redis',
};

/** `key` is `namespace/name`. */
export function metricWords(key: string): string {
  // In a Markdown file the name arrives with its underscores escaped.
  return METRICS[key.replaceAll('\\', '')] ?? key.split('/').at(-1) ?? key;
}

const FACTS: Readonly<Record<string, string>> = {
  'platform-mismatch': "the image is not for the task's platform",
  'platform-matches': "the image is for the task's platform",
  'no-running-tasks': 'no task is running',
  'fewer-tasks-than-desired': 'fewer tasks than desired',
  'tasks-running': 'all tasks are running',
  'rollout-failed': 'the rollout failed',
  'rolling-back': 'ECS is going back to the previous version',
  'exit-3': 'the application ended while starting',
  'exit-137': 'the container was killed',
  'exits-at-start': 'tasks end soon after they start',
  'targets-healthy': 'the load balancer sees all tasks healthy',
  'all-targets-unhealthy': 'the load balancer sees no healthy task',
  'target-answers-404': 'the health check gets a 404',
  'target-redirects': 'the health check gets a redirect',
  'target-answers-error': 'the health check gets an error',
  'target-wrong-code': 'the health check gets an unexpected code',
  'target-timeout': 'the health check gets no answer',
  'target-failed': 'the health check fails',
  'server-errors': 'the API answers with 5xx errors',
  'service-is-up': 'all tasks run and none has failed',
  'target-refuses-host': 'the health check gets a 400',
  'no-targets': 'the target group is empty',
  'health-check-unseen': 'no health check reaches the application',
  'server-errors-outweigh': '5xx errors weigh more',
  'validation-errors': 'the API refuses requests for their content',
  'preflights-refused': 'the API refuses the preflights of browsers',
  'preflights-not-allowed': 'the API does not handle the preflights of browsers',
  'bad-gateways': '502 of the load balancer with healthy tasks',
  'cpu-full': 'the CPU of the tasks is at its limit',
  'cpu-jumped': 'the CPU jumped with the last change',
  'memory-full': 'the memory of the tasks is at its limit',
  'requests-lost': 'hardly any requests arrive',
  'memory-jumped': 'the memory jumped with the last change',
  'memory-leak': 'the memory grows without end',
  'load-rose': 'requests rose',
  'database-down': 'the database is not available',
  'database-not-ready': 'the database is under maintenance',
  'database-storage-full': 'the database has no space left',
  'database-restarting': 'the database is restarting',
  'database-cpu-full': "the database's CPU is at its limit",
  'database-connections-lost': 'the database has lost its connections',
  'cache-down': 'Redis is not available',
  'cache-memory-full': "Redis's memory is at its limit",
  'cache-cpu-full': "Redis's CPU is at its limit",
  'cors-probe-refused': 'the backend does not accept the origin of the frontend',
  'cors-probe-allowed': 'the backend accepts the origin of the frontend',
  'health-probe-failed': 'the health URL does not answer well',
};

export function factWords(name: string, detail: string): string {
  const words = name.startsWith('alarm:') ? `alarm on ${metricWords(name.slice(6))}` : (FACTS[name] ?? name);
  return detail === '' ? words : `${words}: ${detail}`;
}

const PARTS: Readonly<Record<string, string>> = {
  service: 'service',
  stoppedTasks: 'stopped tasks',
  image: 'image',
  logLines: 'logs',
  targets: 'load balancer',
  lastChange: 'last change',
  targetGroups: 'target groups',
  metrics: 'metrics',
  database: 'database',
  cache: 'Redis',
  alarmHistory: 'alarm history',
  probes: 'probe of the URL',
};

export function partWords(part: string): string {
  return PARTS[part] ?? part;
}
