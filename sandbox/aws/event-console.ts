/** Events sent by hand, each in AWS's own shape, whether or not its route is connected. */
import type { Service, Task } from './ecs-state.ts';
import {
  type ActionEventType,
  actionEvent,
  alarmEvent,
  type DeploymentEventName,
  deploymentEvent,
  madeRdsEvent,
  rdsEvent,
} from './event-shapes.ts';
import { EVENT_ROUTES, type EventRoute } from './events.ts';
import { H2O, topicArn } from './h2o.ts';
import type { World } from './world.ts';

/** How a task ended, for an event about it. */
export type TaskEnd = Partial<
  Pick<Task, 'lastStatus' | 'stopCode' | 'stoppedReason' | 'exitCode' | 'containerReason'>
>;

/** All of them give the message id. */
export interface EventConsole {
  /** From now on the world's own events of these routes reach the topic; all routes when left out. */
  connect(routes?: readonly EventRoute[]): void;
  disconnect(): void;
  deployment(name: DeploymentEventName, reason?: string): string;
  action(name: string, type: ActionEventType, more?: Readonly<Record<string, unknown>>): string;
  /** About the newest task, out of memory unless told otherwise. */
  task(end?: TaskEnd): string;
  /** Throws when there is no such alarm. */
  alarm(name: string): string;
  /** Through EventBridge. */
  rds(id: string, message: string): string;
  /** Through an RDS event subscription. */
  rdsNative(id: string, message: string): string;
  /** Any text, as the console's "Publish message" sends it. */
  text(message: string, subject?: string): string;
}

const OUT_OF_MEMORY: TaskEnd = {
  lastStatus: 'STOPPED',
  stopCode: 'EssentialContainerExited',
  stoppedReason: 'Essential container in task exited',
  exitCode: 137,
  containerReason: 'OutOfMemoryError: Container killed due to memory usage',
};

export function createEventConsole(world: World, service: () => Service): EventConsole {
  const { events } = world;
  const now = () => world.timeline.now();

  return {
    connect(routes = EVENT_ROUTES) {
      for (const route of routes) events.connected.add(route);
    },
    disconnect: () => events.connected.clear(),

    deployment(name, reason) {
      const target = service();
      const primary = target.deployments[0];
      const id = primary?.id ?? 'ecs-svc/0';
      const why = reason ?? primary?.rolloutStateReason ?? '';
      return events.send(deploymentEvent(world, now(), target, name, id, why));
    },

    action: (name, type, more) => events.send(actionEvent(world, now(), service(), name, type, more)),

    task(end = OUT_OF_MEMORY) {
      const target = service();
      const newest = target.tasks.at(-1);
      if (newest === undefined) throw new Error('there is no task');
      const stopped: Task = {
        ...newest,
        ...OUT_OF_MEMORY,
        ...end,
        desiredStatus: 'STOPPED',
        stoppingAt: newest.stoppingAt ?? now(),
        stoppedAt: newest.stoppedAt ?? now(),
      };
      return events.send(events.ofTask(target, stopped));
    },

    alarm(name) {
      const alarm = world.alarms.all.get(name);
      if (alarm === undefined) throw new Error(`no alarm ${name}`);
      const state = alarm.state === 'ALARM' ? 'OK' : 'ALARM';
      const previous = {
        state,
        reason: 'Threshold not crossed',
        reasonData: null,
        changedAt: now() - 60_000,
      };
      return events.send(alarmEvent(world, alarm, previous));
    },

    rds: (id, message) => events.send(rdsEvent(world, madeRdsEvent(world, now(), H2O.database, id, message))),
    rdsNative: (id, message) => events.sendNative(madeRdsEvent(world, now(), H2O.database, id, message)),
    text: (message, subject) => world.sns.publish(topicArn(world), message, subject),
  };
}
