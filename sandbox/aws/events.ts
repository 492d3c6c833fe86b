/** Which of AWS's events reach the alarm topic. All are off at first: a real account must connect them too. */
import type { Alarm } from './alarms.ts';
import type { EcsState, Service, Task } from './ecs-state.ts';
import {
  type ActionEventType,
  type AlarmMoment,
  type AwsEvent,
  actionEvent,
  alarmEvent,
  type DeploymentEventName,
  deploymentEvent,
  nativeRdsEvent,
  rdsEvent,
  taskEvent,
} from './event-shapes.ts';
import type { Place } from './ids.ts';
import type { DbEvent } from './rds.ts';
import { findTaskDefinition } from './task-definitions.ts';
import type { Timeline } from './timeline.ts';

/** `rds-native` is an RDS event subscription; the others are EventBridge rules. */
export type EventRoute = 'ecs' | 'alarms' | 'rds' | 'rds-native';

export const EVENT_ROUTES: readonly EventRoute[] = ['ecs', 'alarms', 'rds', 'rds-native'];

/** What the parts of the world tell. */
export interface Telling {
  deployment(service: Service, name: DeploymentEventName, deploymentId: string, reason: string): void;
  action(service: Service, name: string, type: ActionEventType): void;
  /** Only stops are told. */
  taskStopped(service: Service, task: Task): void;
  alarm(alarm: Alarm, previous: AlarmMoment): void;
  database(noted: DbEvent): void;
}

export interface Events extends Telling {
  /** The routes that lead to the topic. */
  readonly connected: Set<EventRoute>;
  /** Sends an event to the topic, connected or not. Gives the message id. */
  send(event: AwsEvent): string;
  sendNative(noted: DbEvent): string;
  /** The event of a task as it is now. Throws when its task definition is gone. */
  ofTask(service: Service, task: Task): AwsEvent;
}

export interface EventsParts {
  readonly timeline: Timeline;
  readonly place: Place;
  readonly ecs: EcsState;
  publish(message: string, subject?: string, attributes?: Readonly<Record<string, string>>): string;
}

export function createEvents({ timeline, place, ecs, publish }: EventsParts): Events {
  const connected = new Set<EventRoute>();

  const send = (event: AwsEvent) => publish(JSON.stringify(event));

  function when(route: EventRoute, make: () => AwsEvent): void {
    if (connected.has(route)) send(make());
  }

  function ofTask(service: Service, task: Task): AwsEvent {
    const stored = findTaskDefinition(ecs, task.taskDefinition);
    if (stored === null) throw new Error(`no task definition ${task.taskDefinition}`);
    return taskEvent(place, timeline.now(), service, task, stored.definition);
  }

  function sendNative(noted: DbEvent): string {
    const attributes = { Resource: noted.sourceArn, EventID: noted.id };
    return publish(JSON.stringify(nativeRdsEvent(place, noted)), 'RDS Notification Message', attributes);
  }

  return {
    connected,
    send,
    sendNative,
    ofTask,
    deployment(service, name, deploymentId, reason) {
      when('ecs', () => deploymentEvent(place, timeline.now(), service, name, deploymentId, reason));
    },
    action(service, name, type) {
      when('ecs', () => actionEvent(place, timeline.now(), service, name, type));
    },
    taskStopped(service, task) {
      when('ecs', () => ofTask(service, task));
    },
    alarm(alarm, previous) {
      when('alarms', () => alarmEvent(place, alarm, previous));
    },
    database(noted) {
      when('rds', () => rdsEvent(place, noted));
      if (connected.has('rds-native')) sendNative(noted);
    },
  };
}
