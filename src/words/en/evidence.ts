import type { EvidenceSentences } from '../../core/sentences/evidence.ts';
import { joined } from '../lists.ts';
import type { Part } from '../words.ts';

const KINDS: Readonly<Record<string, string>> = { added: 'added', removed: 'removed', changed: 'changed' };
const OF: Readonly<Record<string, string>> = { env: 'env', secret: 'secret' };
const SIZES: Readonly<Record<string, string>> = {
  cpu: 'CPU',
  memory: 'memory',
  architecture: 'architecture',
};
const PARTS: Readonly<Record<string, string>> = {
  'health-check': 'container health check changed',
  command: 'command changed',
  ports: 'ports changed',
};

export const evidence: Part<EvidenceSentences> = {
  'evidence.no-database': ({ name }) => `RDS has no instance ${name}`,
  'evidence.no-cache': ({ name }) => `ElastiCache has no ${name}`,
  'evidence.not-saved': ({ call }) => `no answer of ${call} in the folder`,
  'evidence.change': ({ revision, at, by, touched, gap, before }) => {
    const who = by === null ? '' : ` by ${by}`;
    const what = touched.length === 0 ? '' : `: ${touched.join(', ')}`;
    return `Started ${gap} ${before === 'yes' ? 'before' : 'after'} revision ${revision}${who}${what} (${at})`;
  },
  'evidence.touched.image': ({ from, to }) => (from === null ? `image ${to}` : `image ${from} → ${to}`),
  'evidence.touched.names': ({ of, kind, names, more }) =>
    `${OF[of] ?? of} ${joined(names, 'and')}${more > 0 ? ` and ${more} more` : ''} ${KINDS[kind] ?? kind}`,
  'evidence.touched.size': ({ part, from, to }) => `${SIZES[part] ?? part} ${from} → ${to}`,
  'evidence.touched.part': ({ part }) => PARTS[part] ?? part,
  'evidence.rollback-not-touched': ({ revision }) =>
    `Revision ${revision} did not touch what fails: the previous one would fail as well.`,
  'evidence.dependency-is-down': ({ name, status }) =>
    `Rolling back does not help: ${name} is ${status}. Bring it back first.`,
  'evidence.load-not-change': ({ revision }) =>
    `It did not jump with revision ${revision}: rolling back would not help.`,
};
