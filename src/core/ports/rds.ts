/** Amazon RDS as the changes of the database need it. All methods throw a Problem. */
import type { Environment } from '../environment.ts';

/** Never holds the master user, a password, or what a pending password would be. */
export interface DatabaseView {
  readonly id: string;
  readonly arn: string;
  /** AWS's own word, such as `available`, `modifying`, `stopped`. */
  readonly status: string;
  readonly engine: string;
  readonly engineVersion: string;
  /** Such as `db.t3.micro`. */
  readonly instanceClass: string;
  /** GiB that are allocated. */
  readonly storage: number;
  /** GiB up to which storage grows by itself; null where it does not. */
  readonly mostStorage: number | null;
  readonly storageType: string | null;
  readonly iops: number | null;
  /** MiB/s. */
  readonly throughput: number | null;
  readonly multiAz: boolean;
  readonly zone: string | null;
  /** Null while it is being created. */
  readonly host: string | null;
  readonly port: number | null;
  /** Modifications that wait or are being made, by AWS's name; a password's value is never told. */
  readonly pending: Readonly<Record<string, string>>;
  /** UTC, such as `sun:05:00-sun:05:30` and `03:12-03:42`. */
  readonly maintenanceWindow: string | null;
  readonly backupWindow: string | null;
  /** Days that automatic backups are kept; 0 = there are none. */
  readonly backupRetention: number;
  /** ms. */
  readonly latestRestorable: number | null;
  readonly subnetGroup: string | null;
  readonly securityGroups: readonly string[];
  readonly parameterGroup: string | null;
  readonly optionGroup: string | null;
  readonly deletionProtection: boolean;
  readonly publiclyAccessible: boolean;
  readonly iamAuthentication: boolean;
  readonly copyTagsToSnapshot: boolean;
  readonly autoMinorVersionUpgrade: boolean;
  readonly certificate: string | null;
  readonly logExports: readonly string[];
  /** Without AWS's own, whose keys begin with `aws:`. */
  readonly tags: readonly { readonly key: string; readonly value: string }[];
}

export interface SnapshotView {
  readonly id: string;
  /** Of the instance that it was taken from. */
  readonly instance: string;
  /** creating, available, failed, … */
  readonly status: string;
  /** manual, automated, awsbackup. */
  readonly type: string;
  readonly percent: number | null;
  /** ms; null until it stands. */
  readonly createdAt: number | null;
  /** GiB of the instance at that time. */
  readonly storage: number | null;
  readonly engine: string | null;
  readonly engineVersion: string | null;
}

/** Where the host of the database stands in the running revision. Names only: no value leaves the adapter. */
export interface HostHolders {
  /** Variables whose value is the host itself. */
  readonly exact: readonly string[];
  /** Variables that hold it among other things, such as an address. */
  readonly within: readonly string[];
  /** What may hold it under another name: variables called like it, and secrets, whose values nobody reads. */
  readonly maybe: readonly string[];
}

export interface RdsReader {
  /** Null when there is none of that name. */
  instance(environment: Environment, id: string): Promise<DatabaseView | null>;
  /** Newest first; those that are still being made come before the others. */
  snapshots(environment: Environment, instance: string): Promise<readonly SnapshotView[]>;
  snapshot(environment: Environment, id: string): Promise<SnapshotView | null>;
  /** The classes that can be ordered for this engine; only `one`, or nothing, when that is given. */
  classes(
    environment: Environment,
    engine: { readonly engine: string; readonly version: string },
    one?: string,
  ): Promise<readonly string[]>;
  /** `taskDefinition` is an ARN or `family:revision`. */
  hostHolders(environment: Environment, taskDefinition: string, host: string): Promise<HostHolders>;
}

/** Each sends exactly one request. A lost reply throws Problem `ambiguous`. */
export interface RdsWriter {
  /** CreateDBSnapshot. */
  snapshotDatabase(
    environment: Environment,
    snapshot: { readonly id: string; readonly instance: string },
  ): Promise<void>;
  /** ModifyDBInstance with ApplyImmediately, which applies whatever else waits as well. */
  resizeDatabase(
    environment: Environment,
    change: { readonly instance: string; readonly instanceClass: string },
  ): Promise<void>;
  /** RestoreDBInstanceFromDBSnapshot: always another instance; the settings are those of a live one. */
  restoreDatabase(
    environment: Environment,
    restore: { readonly snapshot: string; readonly instance: string; readonly settings: RestoreSettings },
  ): Promise<void>;
}

/** What a restored instance takes over from the live one; RDS would else give its own defaults. */
export interface RestoreSettings
  extends Pick<
    DatabaseView,
    | 'instanceClass'
    | 'storageType'
    | 'iops'
    | 'throughput'
    | 'multiAz'
    | 'port'
    | 'subnetGroup'
    | 'securityGroups'
    | 'parameterGroup'
    | 'optionGroup'
    | 'deletionProtection'
    | 'publiclyAccessible'
    | 'iamAuthentication'
    | 'copyTagsToSnapshot'
    | 'autoMinorVersionUpgrade'
    | 'certificate'
    | 'logExports'
    | 'tags'
  > {}
