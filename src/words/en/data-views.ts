import type { DataViewSentences } from '../../core/sentences/data-views.ts';
import { joined } from '../lists.ts';
import type { Part } from '../words.ts';

const STATUS: Readonly<Record<string, string>> = {
  'backing-up': 'making a backup',
  creating: 'being created',
  modifying: 'being changed',
  'storage-full': 'out of space',
  maintenance: 'in maintenance',
};
const TYPES: Readonly<Record<string, string>> = { automated: 'automatic' };
const ENDPOINTS: Readonly<Record<string, string>> = {
  primary: 'Primary',
  reader: 'Reader',
  configuration: 'Configuration',
  node: 'Address',
};
const offer = (near: readonly string[]) => (near.length === 0 ? '' : ` Did you mean ${joined(near, 'or')}?`);

export const dataViews: Part<DataViewSentences> = {
  'db.none': ({ environment }) =>
    `${environment} has no database in hydrous.yml. Add \`database:\` with the name of the RDS instance.`,
  'db.missing': ({ database }) =>
    `RDS does not know ${database}. Check \`database\` and \`region\` in hydrous.yml.`,
  'db.title': ({ database, status }) => `*${database}* · ${status}`,
  'db.summary': (values) =>
    `${values.database}: ${STATUS[values.status] ?? values.status}, ${values.class}, ${values.engine}`,
  'db.field.engine': () => 'Engine',
  'db.field.class': () => 'Size',
  'db.field.zones': () => 'Zones',
  'db.field.storage': () => 'Storage',
  'db.field.endpoint': () => 'Address',
  'db.field.nodes': () => 'Nodes',
  'db.text': ({ text }) => text,
  'db.zones': ({ multi, zone }) =>
    `${multi === 'yes' ? 'Multi-AZ' : 'a single zone'}${zone === null ? '' : ` (${zone})`}`,
  'db.storage': ({ used, total, percent, type, most }) =>
    `${used === null ? '' : `${used} of `}${total} GiB${percent === null ? '' : ` (${percent} %)`}${type === null ? '' : ` · ${type}`}${most === null ? '' : ` · grows up to ${most}`}`,
  'db.status': ({ status }) => STATUS[status] ?? status,
  'db.nearly-full': ({ percent }) => `The disk is nearly full (${percent} %): once full, the database stops`,
  'db.pending': ({ pairs }) => `Changes that wait for the window: ${pairs.join(', ')}`,
  'db.pending.none': () => 'No change is pending',
  'db.maintenance': ({ window, from, until }) =>
    `Maintenance: the next window is ${from} to ${until} (${window} UTC)`,
  'db.backup': ({ window, from, days }) =>
    `Automatic backup: the next one from ${from} (${window} UTC); kept for ${days === 1 ? '1 day' : `${days} days`}`,
  'db.backup.none': () => 'No automatic backups',
  'db.restorable': ({ at, age }) => `It can be restored up to ${at} (${age} ago)`,
  'db.restorable.none': () => 'RDS does not tell up to when it can be restored',
  'db.automatic': ({ snapshot, age }) => `Last automatic snapshot ${age} ago: ${snapshot}`,
  'db.automatic.none': () => 'There is no automatic snapshot',
  'db.events': () => '*Latest events*',
  'db.events.none': () => 'No events in the last 24 h',
  'db.event': ({ at, message }) => `${at} · ${message}`,
  'db.next': ({ commands }) => `Next: ${commands.join(' · ')}`,

  'db.snapshots.title': ({ database, count }) =>
    `${count === 1 ? '1 snapshot' : `${count} snapshots`} of ${database}`,
  'db.snapshots.none': ({ database, command }) =>
    `There is no snapshot of ${database}. To take one: ${command}`,
  'db.snapshots.item': ({ snapshot, type, age, storage, status, percent }) =>
    `${snapshot} · ${TYPES[type] ?? type} · ${age === null ? 'no date' : `${age} ago`}${storage === null ? '' : ` · ${storage} GiB`} · ${STATUS[status] ?? status}${percent === null ? '' : ` ${percent} %`}`,
  'db.snapshots.more': ({ count }) =>
    count === 1 ? 'There is 1 older one, not shown.' : `There are ${count} older ones, not shown.`,
  'db.what': ({ word, near }) => `I do not know "${word}" after \`db\`.${offer(near)}`,
  'db.needs-class': ({ example }) => `Say which class, for example ${example}`,
  'db.needs-snapshot': ({ command }) => `Say which snapshot. Those that there are: ${command}`,
  'db.extra': ({ word, command }) => `"${word}" is too much here. Type ${command}`,

  'cache.none': ({ environment }) =>
    `${environment} has no cache in hydrous.yml. Add \`cache:\` with its name in ElastiCache.`,
  'cache.missing': ({ cache }) =>
    `ElastiCache does not know ${cache}. Check \`cache\` and \`region\` in hydrous.yml.`,
  'cache.nodes': ({ count, roles, failover }) =>
    `${count}${roles.length === 0 ? '' : ` (${roles.join(', ')})`}${failover === 'yes' ? ' · automatic failover' : ''}`,
  'cache.endpoint': ({ name, address }) => `${ENDPOINTS[name] ?? name}: ${address}`,
  'cache.what': ({ word, near }) => `I do not know "${word}" after \`cache\`.${offer(near)}`,
  'cache.needs-type': ({ example }) => `Say which node type, for example ${example}`,

  'figure.cpu': ({ percent }) => `CPU ${percent} %`,
  'figure.connections': ({ count }) => (count === 1 ? '1 connection' : `${count} connections`),
  'figure.memory-free': ({ mib }) => `${mib} MiB of memory free`,
  'figure.memory-used': ({ percent }) => `memory ${percent} %`,
  'figure.evictions': ({ count }) =>
    count === 0 ? 'no evictions' : `${count === 1 ? '1 eviction' : `${count} evictions`} in 15 min`,
  'figure.of-node': ({ node, figures }) => `${node}: ${figures.join(' · ')}`,
  'figure.all': ({ figures }) => `Now: ${figures.join(' · ')}`,
  'figure.none': () => 'CloudWatch has no figures of the last 15 minutes',
  'unread.figures': ({ why }) => `The figures could not be read: ${why}`,
  'unread.events': ({ why }) => `The events could not be read: ${why}`,
  'unread.snapshots': ({ why }) => `The snapshots could not be read: ${why}`,
};
