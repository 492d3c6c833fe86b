import type { DataChangeSentences } from '../../core/sentences/data-changes.ts';
import { joined } from '../lists.ts';
import type { Part } from '../words.ts';

const and = (items: readonly string[]) => joined(items, 'and');
const offer = (items: readonly string[]) =>
  items.length === 0 ? '' : ` Did you mean ${joined(items, 'or')}?`;

/** Words of RDS and ElastiCache that the card explains; any other is shown as it is. */
const STATUS: Readonly<Record<string, string>> = {
  creating: 'being created',
  modifying: 'being applied; connections may be cut',
  available: 'sent; AWS will begin in a moment',
  'pending-modification': 'AWS has accepted the change and has not begun',
  'backing-up': 'making the first backup',
  rebooting: 'restarting',
  snapshotting: 'making a copy before the change',
};

export const dataChanges: Part<DataChangeSentences> = {
  'change.db-snapshot': ({ database, environment }) =>
    `take a snapshot of ${database}, the database of ${environment}`,
  'change.db-resize': ({ to, environment }) => `change the database of ${environment} to ${to}`,
  'change.db-restore': ({ snapshot, instance, environment }) =>
    `restore ${snapshot} into a new database of ${environment}, ${instance}`,
  'change.cache-resize': ({ to, environment }) => `change the cache of ${environment} to ${to}`,

  'plan.no-database': ({ environment }) =>
    `${environment} has no database in hydrous.yml. Add \`database:\` with the name of the RDS instance.`,
  'plan.database-missing': ({ database }) =>
    `RDS does not know ${database}. Check \`database\` and \`region\` in hydrous.yml.`,
  'plan.no-cache': ({ environment }) =>
    `${environment} has no cache in hydrous.yml. Add \`cache:\` with its name in ElastiCache.`,
  'plan.cache-missing': ({ cache }) =>
    `ElastiCache does not know ${cache}. Check \`cache\` and \`region\` in hydrous.yml.`,
  'plan.same-class': (values) => `${values.database} is ${values.class} already: there is nothing to change.`,
  'plan.class-unknown': (values) => `RDS has no ${values.class} for ${values.engine}.${offer(values.near)}`,
  'plan.type-unknown': ({ type, near }) =>
    near.length === 0
      ? `"${type}" is no node type. An example: \`cache.t3.small\``
      : `This cache cannot become "${type}". It can become: ${near.join(', ')}`,
  'plan.snapshot-missing': ({ snapshot, offered, command }) =>
    `There is no snapshot "${snapshot}".${offered.length === 0 ? '' : ` There are: ${offered.join(', ')}.`} All of them: ${command}`,
  'plan.snapshot-engine': ({ snapshot, has, wants }) =>
    `${snapshot} is of ${has} and the database is ${wants}: it cannot restore it.`,
  'plan.restore-again': ({ instance }) =>
    `${instance} exists already: it was asked for less than a minute ago. Wait a minute and ask again.`,

  'check.database.ok': ({ database, status }) => `${database} is ${status}`,
  'check.database.busy': ({ database, status }) =>
    `${database} is ${status}; RDS takes changes only while it is \`available\``,
  'check.cache.ok': ({ cache, status }) => `${cache} is ${status}`,
  'check.cache.busy': ({ cache, status }) =>
    `${cache} is ${status}; ElastiCache takes changes only while it is \`available\``,
  'check.class.ok': (values) => `RDS has ${values.class} for ${values.engine}`,
  'check.class.not-checked': (values) =>
    `Not checked whether RDS has ${values.class} for ${values.engine}: ${values.why}`,
  'check.type.ok': ({ type }) => `ElastiCache allows ${type}`,
  'check.type.not-checked': ({ type, why }) => `Not checked whether ElastiCache allows ${type}: ${why}`,
  'check.interruption.restart': () =>
    'It is applied now, without waiting for the window, and *interrupts the database for some minutes*: there is no other zone to take over',
  'check.interruption.failover': () =>
    'It is applied now and may cut connections for a minute or two: the other zone takes over',
  'check.interruption.cache': () =>
    'It is applied now and may interrupt the cache for some minutes; what is only in memory may be lost',
  'check.interruption.group': () =>
    'It is applied now, node by node; connections may be cut for some seconds at each turn',
  'check.pending.none': () => 'No other change waits: only this one is applied',
  'check.pending.with-it': ({ names }) =>
    `The changes that waited for the window are applied along: ${and(names)}`,
  'check.data.rollout': () =>
    'A rollout is in progress and an interruption would fail it. Wait until it is over.',
  'check.snapshot.standby': ({ storage }) =>
    `It is taken in the other zone, without a pause. ${storage} GiB allocated: it may take a while`,
  'check.snapshot.pause': ({ storage }) =>
    `Without a second zone: reads and writes may pause for some seconds at the start. ${storage} GiB allocated`,
  'check.snapshot.fresh': ({ snapshot, age }) => `There is a snapshot, ${age} old: ${snapshot}`,
  'check.snapshot.old': ({ snapshot, age, command }) =>
    `The last snapshot is ${age} old (${snapshot}). Better take one first: ${command}`,
  'check.snapshot.none': ({ command }) => `There is no snapshot. Better take one first: ${command}`,
  'check.snapshot.not-checked': ({ why }) => `Not checked whether there is a recent snapshot: ${why}`,
  'check.data-cost': ({ difference, region, asOf }) =>
    `Estimated cost: ${difference} USD a month, without storage (prices of ${region}, ${asOf})`,
  'check.data-cost.unknown': ({ what, region }) =>
    `Cost not estimated: I have no prices for ${what} in ${region}`,
  'check.restore.beside': ({ database }) =>
    `Makes a database of its own: ${database} stays as it is and the application does not notice`,
  'check.restore.snapshot': ({ at, age, storage }) =>
    `It will have the data and the passwords of ${at} (${age} ago); what was written later is not in it. ${storage} GiB`,
  'check.restore.other': ({ snapshot, other, at, age }) =>
    `${snapshot} is of another instance, ${other}, of ${at} (${age} ago)`,
  'check.restore.not-ready': ({ snapshot, status }) => `${snapshot} is ${status} and cannot be restored yet`,
  'check.restore.cost': ({ month, region, asOf }) =>
    `Keeping both costs about ${month} USD more a month (prices of ${region}, ${asOf})`,
  'check.settings.carried': (values) =>
    `Like the present one: ${values.class}, subnets ${values.subnets}, groups ${values.groups.join(', ')}, parameters ${values.parameters}`,
  'check.settings.version': ({ has, wants }) =>
    `The snapshot is of version ${has} and the present database of ${wants}: it will have the default parameters`,
  'check.host.variables': ({ variables }) =>
    `Afterwards ${and(variables)} must be changed: the host stands there today`,
  'check.host.maybe': ({ names }) =>
    `The host stands in no variable as it is; afterwards it must be looked for in: ${names.join(', ')}`,
  'check.host.nowhere': () =>
    'The running revision names the host neither in variables nor in secrets: find out first where it stands',
  'check.host.not-checked': ({ why }) => `Not checked what must be pointed to the new database: ${why}`,

  'outcome.snapshot': ({ snapshot, storage, took }) =>
    `Snapshot ${snapshot} is ready after ${took} (${storage} GiB).`,
  'outcome.snapshot-next': ({ command }) => `To restore it beside the present one: ${command}`,
  'outcome.snapshot-failed': ({ snapshot, status }) =>
    `RDS could not finish ${snapshot}: it is ${status}. The database has not changed.`,
  'outcome.snapshot-gone': ({ snapshot }) => `${snapshot} is gone: somebody deleted it.`,
  'outcome.db-resized': (values) => `The database is ${values.class} now (${values.took}).`,
  'outcome.db-not-resized': (values) =>
    `RDS ended without applying the change: the database is still ${values.class}.`,
  'outcome.db-resize-superseded': ({ now }) => `Another change touched the database: it is ${now} now.`,
  'outcome.database-gone': ({ database }) => `${database} is gone: somebody deleted it.`,
  'outcome.database-broken': ({ database, status }) =>
    `${database} is ${status}. RDS does not leave that by itself: look at it in its console.`,
  'outcome.see-events': ({ command }) => `Its events tell what happened: ${command}`,
  'outcome.restored': ({ instance, host, took }) =>
    `${instance} is ready at ${host} (${took}). The application still uses the old one.`,
  'outcome.restore-both': ({ old, month }) =>
    month === null
      ? `${old} still runs, and both are paid for.`
      : `${old} still runs; keeping both costs about ${month} USD more a month.`,
  'outcome.restore-by-hand': ({ line }) =>
    `Hydrous never deletes databases. To remove the new one by hand (deletion protection off first): ${line}`,
  'outcome.cache-resized': ({ type, took }) => `The cache is ${type} now (${took}).`,
  'outcome.cache-not-resized': ({ type }) =>
    `ElastiCache ended without applying the change: the cache is still ${type}.`,
  'outcome.cache-resize-superseded': ({ now }) => `Another change touched the cache: it is ${now} now.`,
  'outcome.cache-gone': ({ cache }) => `${cache} is gone: somebody deleted it.`,

  'point.set': ({ command }) => `To use the new one: ${command}`,
  'point.within': ({ variables, old, host }) =>
    `In ${and(variables)} replace ${old} by ${host}; the rest of the value stays (\`/hydrous env set\`)`,
  'point.maybe': ({ names, host, command }) =>
    `To use the new one, put ${host} where the host stands (${names.join(', ')}), then ${command}`,
  'point.nowhere': ({ host }) =>
    `The running revision does not name the host: point to ${host} where the application reads it`,
  'point.unknown': ({ host }) =>
    `It could not be read where the host stands: point the variable or secret that holds it to ${host}`,

  'card.field.snapshot': () => 'Snapshot',
  'card.field.database': () => 'Database',
  'card.field.new-database': () => 'New database',
  'card.field.instance-class': () => 'Class',
  'card.field.node-type': () => 'Node type',
  'card.progress': ({ status, percent }) =>
    `${STATUS[status] ?? `AWS says: ${status}`}${percent === null ? '' : ` · ${percent} %`}`,
  'card.progress.sent': () => 'Sent to AWS; waiting for it to begin',

  'aws.snapshot-exists': () => 'There is a snapshot of that name already, so none was taken. Ask again.',
  'aws.instance-exists': () => 'There is an instance of that name already, so none was made. Ask again.',
  'aws.database-state': () =>
    'The database is busy with something else and RDS did not take the change. Look at `/hydrous db` and ask again once it is available.',
  'aws.snapshot-state': () =>
    'The snapshot is not ready yet and RDS did not take it. Look at `/hydrous db snapshots`.',
  'aws.database-gone': () => 'RDS does not know that instance any more. Nothing was changed.',
  'aws.snapshot-gone': () => 'RDS does not know that snapshot any more. Look at `/hydrous db snapshots`.',
  'aws.snapshot-quota': () =>
    'The account has reached its limit of manual snapshots. Delete an old one or ask for more in Service Quotas.',
  'aws.instance-quota': () =>
    'The account has reached its limit of RDS instances. Delete one that is not needed or ask for more in Service Quotas.',
  'aws.storage-quota': () =>
    'The account has reached its limit of RDS storage. Ask for more in Service Quotas.',
  'aws.capacity': () =>
    'AWS has no capacity of that size in that zone just now. Try another size, or later; nothing was changed.',
  'aws.storage-type': () => 'RDS does not have that storage there. Nothing was made.',
  'aws.settings-gone': () =>
    'The parameter group or option group of the present database is gone. Nothing was made.',
  'aws.network': () =>
    'The network of the present database (subnets or VPC) does not take the new one. Check its subnet group; nothing was made.',
  'aws.key': () => 'The encryption key (KMS) cannot be used. Give the role of the bot permission for it.',
  'aws.cache-state': () =>
    'The cache is busy with something else and ElastiCache did not take the change. Look at `/hydrous cache` and ask again.',
  'aws.cache-gone': () => 'ElastiCache does not know that cache any more. Nothing was changed.',
  'aws.node-quota': () =>
    'The account has reached its limit of ElastiCache nodes. Ask for more in Service Quotas.',
};
