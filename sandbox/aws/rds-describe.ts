/** Database instances, snapshots and events as the API writes them. */
import type * as rds from '@aws-sdk/client-rds';
import type { DbChanges, DbEvent, DbInstance, DbSnapshot } from './rds.ts';

const PORT = 5432;
const VPC = 'vpc-0a1b2c3d4e5f60718';

export function describeInstance(instance: DbInstance, now: number): rds.DBInstance {
  return {
    DBInstanceIdentifier: instance.id,
    DBInstanceArn: instance.arn,
    DbiResourceId: instance.resourceId,
    DBInstanceClass: instance.instanceClass,
    DBInstanceStatus: instance.status,
    Engine: 'postgres',
    EngineVersion: instance.engineVersion,
    LicenseModel: 'postgresql-license',
    MasterUsername: 'hydrous',
    DBName: 'hydrous_db',
    ...(instance.address === null
      ? {}
      : {
          Endpoint: {
            Address: instance.address,
            Port: instance.settings.port,
            HostedZoneId: 'Z2R2ITUGPM61AM',
          },
        }),
    AllocatedStorage: instance.storage,
    MaxAllocatedStorage: 100,
    StorageType: instance.settings.storageType,
    StorageEncrypted: true,
    Iops: 3000,
    StorageThroughput: 125,
    InstanceCreateTime: new Date(instance.createdAt),
    BackupRetentionPeriod: instance.backupRetention,
    PreferredBackupWindow: '03:12-03:42',
    // Written to the backup every five minutes.
    ...(instance.address === null ? {} : { LatestRestorableTime: new Date(now - 4 * 60_000) }),
    PreferredMaintenanceWindow: instance.maintenanceWindow,
    PendingModifiedValues: pendingOf(instance.pending),
    MultiAZ: instance.multiAz,
    AvailabilityZone: instance.zone,
    ...(instance.multiAz
      ? {
          SecondaryAvailabilityZone: `${instance.zone.slice(0, -1)}${instance.zone.endsWith('a') ? 'b' : 'a'}`,
        }
      : {}),
    PubliclyAccessible: false,
    AutoMinorVersionUpgrade: true,
    DeletionProtection: instance.settings.deletionProtection,
    CopyTagsToSnapshot: instance.settings.copyTagsToSnapshot,
    IAMDatabaseAuthenticationEnabled: false,
    PerformanceInsightsEnabled: false,
    MonitoringInterval: 0,
    CACertificateIdentifier: 'rds-ca-rsa2048-g1',
    NetworkType: 'IPV4',
    VpcSecurityGroups: instance.settings.securityGroups.map((id) => ({
      VpcSecurityGroupId: id,
      Status: 'active',
    })),
    DBSecurityGroups: [],
    DBParameterGroups: [
      { DBParameterGroupName: instance.settings.parameterGroup, ParameterApplyStatus: 'in-sync' },
    ],
    OptionGroupMemberships: [{ OptionGroupName: 'default:postgres-16', Status: 'in-sync' }],
    DBSubnetGroup: {
      DBSubnetGroupName: instance.settings.subnetGroup,
      DBSubnetGroupDescription: 'Private subnets',
      VpcId: VPC,
      SubnetGroupStatus: 'Complete',
    },
    ReadReplicaDBInstanceIdentifiers: [],
    AssociatedRoles: [],
    TagList: [...instance.settings.tags],
  };
}

function pendingOf(changes: DbChanges): rds.PendingModifiedValues {
  const { instanceClass, storage, multiAz, engineVersion, backupRetention, password } = changes;
  return {
    ...(instanceClass === undefined ? {} : { DBInstanceClass: instanceClass }),
    ...(storage === undefined ? {} : { AllocatedStorage: storage }),
    ...(multiAz === undefined ? {} : { MultiAZ: multiAz }),
    ...(engineVersion === undefined ? {} : { EngineVersion: engineVersion }),
    ...(backupRetention === undefined ? {} : { BackupRetentionPeriod: backupRetention }),
    ...(password === undefined ? {} : { MasterUserPassword: '****' }),
  };
}

export function describeSnapshot(snapshot: DbSnapshot): rds.DBSnapshot {
  return {
    DBSnapshotIdentifier: snapshot.id,
    DBSnapshotArn: snapshot.arn,
    DBInstanceIdentifier: snapshot.instance,
    SnapshotType: snapshot.type,
    Status: snapshot.status,
    PercentProgress: snapshot.percent,
    // The time is known only once the snapshot stands.
    ...(snapshot.status === 'available' ? { SnapshotCreateTime: new Date(snapshot.createdAt) } : {}),
    Engine: 'postgres',
    EngineVersion: snapshot.engineVersion,
    AllocatedStorage: snapshot.storage,
    StorageType: 'gp3',
    Encrypted: true,
    MasterUsername: 'hydrous',
    Port: PORT,
    VpcId: VPC,
    LicenseModel: 'postgresql-license',
    TagList: [],
  };
}

export function describeEvent(event: DbEvent): rds.Event {
  return {
    SourceIdentifier: event.sourceId,
    SourceType: event.sourceType,
    SourceArn: event.sourceArn,
    Message: event.message,
    EventCategories: [...event.categories],
    Date: new Date(event.at),
  };
}
