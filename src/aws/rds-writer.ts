/** The only changes this bot makes to RDS. Each sends one request, and no second one; nothing is ever deleted. */
import {
  CreateDBSnapshotCommand,
  ModifyDBInstanceCommand,
  RestoreDBInstanceFromDBSnapshotCommand,
  type RestoreDBInstanceFromDBSnapshotCommandInput,
} from '@aws-sdk/client-rds';
import type { RdsWriter, RestoreSettings } from '../core/ports/rds.ts';
import { text } from './answer.ts';
import type { Caller } from './call.ts';
import type { Clients } from './clients.ts';
import { rdsProblems } from './data-problems.ts';

export function createRdsWriter(clients: Clients, caller: Caller): RdsWriter {
  return {
    async snapshotDatabase({ region }, { id, instance }) {
      const command = new CreateDBSnapshotCommand({
        DBSnapshotIdentifier: id,
        DBInstanceIdentifier: instance,
      });
      await caller.write(
        'rds:CreateDBSnapshot',
        (options) => clients.of(region).databasesOnce.send(command, options),
        (answer) => text(answer.DBSnapshot?.DBSnapshotIdentifier, 'DBSnapshot.DBSnapshotIdentifier'),
        rdsProblems,
      );
    },
    async resizeDatabase({ region }, { instance, instanceClass }) {
      const command = new ModifyDBInstanceCommand({
        DBInstanceIdentifier: instance,
        DBInstanceClass: instanceClass,
        ApplyImmediately: true,
      });
      await caller.write(
        'rds:ModifyDBInstance',
        (options) => clients.of(region).databasesOnce.send(command, options),
        (answer) => text(answer.DBInstance?.DBInstanceIdentifier, 'DBInstance.DBInstanceIdentifier'),
        rdsProblems,
      );
    },
    async restoreDatabase({ region }, { snapshot, instance, settings }) {
      const command = new RestoreDBInstanceFromDBSnapshotCommand({
        DBInstanceIdentifier: instance,
        DBSnapshotIdentifier: snapshot,
        ...inputOf(settings),
      });
      await caller.write(
        'rds:RestoreDBInstanceFromDBSnapshot',
        (options) => clients.of(region).databasesOnce.send(command, options),
        (answer) => text(answer.DBInstance?.DBInstanceIdentifier, 'DBInstance.DBInstanceIdentifier'),
        rdsProblems,
      );
    },
  };
}

type Settings = Omit<
  RestoreDBInstanceFromDBSnapshotCommandInput,
  'DBInstanceIdentifier' | 'DBSnapshotIdentifier'
>;

function inputOf(settings: RestoreSettings): Settings {
  const given: { [K in keyof Settings]: Settings[K] | null } = {
    DBInstanceClass: settings.instanceClass,
    StorageType: settings.storageType,
    Iops: settings.iops,
    StorageThroughput: settings.throughput,
    MultiAZ: settings.multiAz,
    Port: settings.port,
    DBSubnetGroupName: settings.subnetGroup,
    VpcSecurityGroupIds: [...settings.securityGroups],
    DBParameterGroupName: settings.parameterGroup,
    OptionGroupName: settings.optionGroup,
    DeletionProtection: settings.deletionProtection,
    PubliclyAccessible: settings.publiclyAccessible,
    EnableIAMDatabaseAuthentication: settings.iamAuthentication,
    CopyTagsToSnapshot: settings.copyTagsToSnapshot,
    AutoMinorVersionUpgrade: settings.autoMinorVersionUpgrade,
    CACertificateIdentifier: settings.certificate,
    EnableCloudwatchLogsExports: [...settings.logExports],
    Tags: settings.tags.map(({ key, value }) => ({ Key: key, Value: value })),
  };
  const kept = Object.entries(given).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(kept) as Settings;
}
