/** What ECS and RDS call what has happened, in the words of people. Unknown names are shown as they are. */
const EVENTS: Readonly<Record<string, string>> = {
  SERVICE_DEPLOYMENT_FAILED: 'Deployment failed',
  SERVICE_TASK_START_IMPAIRED: 'Tasks cannot start',
  SERVICE_TASK_PLACEMENT_FAILURE: 'No capacity for more tasks',
  SERVICE_TASK_CONFIGURATION_FAILURE: "The tasks' configuration is not valid",
  SERVICE_DISCOVERY_INSTANCE_UNHEALTHY: 'Unhealthy task in service discovery',
  ECS_OPERATION_THROTTLED: 'AWS slows operations down',
  TASK_STOPPED: 'A task stopped by itself',
  'RDS-EVENT-0004': 'Database shut down',
  'RDS-EVENT-0006': 'Database restarted',
  'RDS-EVENT-0007': 'Database out of space',
  'RDS-EVENT-0013': 'Database failover under way',
  'RDS-EVENT-0026': 'Database in maintenance',
  'RDS-EVENT-0031': 'Database in a failed state',
  'RDS-EVENT-0035': 'Database with incompatible parameters',
  'RDS-EVENT-0036': 'Database with an incompatible network',
  'RDS-EVENT-0087': 'Database stopped',
  'RDS-EVENT-0089': 'Database low on space',
  'RDS-EVENT-0221': 'Database shut down for lack of space',
  'RDS-EVENT-0222': 'Database low on space',
  'RDS-EVENT-0266': 'Database in maintenance',
};

export function eventWords(name: string): string {
  return EVENTS[name] ?? name;
}
