/** Amazon RDS: the state of the environment's database instance, and what happened to it. */
import {
  DBInstanceNotFoundFault,
  DescribeDBInstancesCommand,
  DescribeEventsCommand,
} from '@aws-sdk/client-rds';
import type { DependencyReader } from '../core/ports/evidence.ts';
import { Problem } from '../core/problem.ts';
import { code, say } from '../core/sentence.ts';
import { countOr, list, odd, text, textOrNull, timeOrNull } from './answer.ts';
import type { Caller } from './call.ts';
import type { Clients } from './clients.ts';
import type { Known } from './problems.ts';

/** DescribeEvents gives at most 100 a page; the newest are enough. Source: RDS API reference. */
const EVENTS = 100;

export function createDatabaseReader(clients: Clients, caller: Caller): DependencyReader {
  return {
    async state({ region, database }) {
      if (database === null) return null;
      const { databases } = clients.of(region);
      const command = new DescribeDBInstancesCommand({ DBInstanceIdentifier: database });
      return caller.read(
        'rds:DescribeDBInstances',
        (options) => databases.send(command, options),
        (answer) => {
          const [found] = list(answer.DBInstances, 'DBInstances');
          if (found === undefined) return odd('DBInstances[0]');
          return {
            id: text(found.DBInstanceIdentifier, 'DBInstanceIdentifier'),
            status: text(found.DBInstanceStatus, 'DBInstanceStatus'),
            engine: textOrNull(found.Engine),
            size: textOrNull(found.DBInstanceClass),
            host: textOrNull(found.Endpoint?.Address),
            port: countOr(found.Endpoint?.Port, null),
            pending: Object.entries(found.PendingModifiedValues ?? {})
              .filter(([, value]) => value !== undefined && value !== null)
              .map(([name]) => name),
            storage: countOr(found.AllocatedStorage, null),
          };
        },
        unknown(database),
      );
    },
    async events({ region, database }, since) {
      if (database === null) return [];
      const { databases } = clients.of(region);
      const command = new DescribeEventsCommand({
        SourceIdentifier: database,
        SourceType: 'db-instance',
        StartTime: new Date(since),
        MaxRecords: EVENTS,
      });
      return caller.read(
        'rds:DescribeEvents',
        (options) => databases.send(command, options),
        (answer) => list(answer.Events, 'Events').flatMap(dependencyEvent).sort(newestFirst),
        unknown(database),
      );
    },
  };
}

/** RDS and ElastiCache name the fields of their events alike. */
export function dependencyEvent(event: {
  readonly Date?: Date | undefined;
  readonly Message?: string | undefined;
}): readonly { readonly at: number; readonly message: string }[] {
  const at = timeOrNull(event.Date);
  const message = textOrNull(event.Message);
  return at === null || message === null ? [] : [{ at, message }];
}

export function newestFirst(one: { readonly at: number }, other: { readonly at: number }): number {
  return other.at - one.at;
}

function unknown(database: string): Known {
  return (error) =>
    error instanceof DBInstanceNotFoundFault
      ? new Problem(
          'not-found',
          say('evidence.no-database', { name: code(database) }),
          `rds: no instance ${database}`,
        )
      : undefined;
}
