/** Database instances, snapshots and events as the API writes them. */
import type * as rds from '@aws-sdk/client-rds';
import type { DbChanges, DbEvent, DbInstance, DbSnapshot } from './rds.ts';

const PORT = 5432;
const VPC = 'vpc-0a1b2c3d4e5f60718';

export function describeInstance(instance: DbInstance): rds.DBInstance {
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
      : { Endpoint: { Address: instance.address, Port: PORT, HostedZoneId: 'Z2R2ITUGPM61AM' } }),
    AllocatedStorage: instance.storage,
    MaxAllocatedStorage: 100,
    StorageType: 'gp3',
    StorageEncrypted: true,
    Iops: 3000,
    StorageThroughput: 125,
    InstanceCreateTime: new Date(instance.createdAt),
    BackupRetentionPeriod: instance.backupRetention,
    PreferredBackupWindow: '03:12-03:42',
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
    DeletionProtection: true,
    CopyTagsToSnapshot: true,
    IAMDatabaseAuthenticationEnabled: false,
    PerformanceInsightsEnabled: false,
    MonitoringInterval: 0,
    CACertificateIdentifier: 'rds-ca-rsa2048-g1',
    NetworkType: 'IPV4',
    VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-0fedcba9876543210', Status: 'active' }],
    DBSecurityGroups: [],
    DBParameterGroups: [{ DBParameterGroupName: 'default.postgres16', ParameterApplyStatus: 'in-sync' }],
    OptionGroupMemberships: [{ OptionGroupName: 'default:postgres-16', Status: 'in-sync' }],
    DBSubnetGroup: {
      DBSubnetGroupName: 'hydrous-private',
      DBSubnetGroupDescription: 'Private subnets',
      VpcId: VPC,
      SubnetGroupStatus: 'Complete',
    },
    ReadReplicaDBInstanceIdentifiers: [],
    AssociatedRoles: [],
    TagList: [{ Key: 'service', Value: 'hydrous' }],
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
    PercentProgress: snapshot.status === 'available' ? 100 : 0,
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
