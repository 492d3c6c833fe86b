/** CloudWatch alarms that are open now, and single ones by name. */
import type { AlarmReader } from '../core/ports/aws.ts';
import type { Caller } from './call.ts';
import type { Clients } from './clients.ts';
import { describeAlarms, ofEnvironment } from './describe-alarms.ts';

export function createAlarmReader(clients: Clients, caller: Caller): AlarmReader {
  return {
    async open(environment) {
      const all = await describeAlarms(clients, caller, environment, { StateValue: 'ALARM' });
      return ofEnvironment(all, environment).map((each) => each.view);
    },
    async alarm(environment, name) {
      const all = await describeAlarms(clients, caller, environment, { AlarmNames: [name] });
      return all.find((each) => each.view.name === name)?.view ?? null;
    },
  };
}
