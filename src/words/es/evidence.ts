import type { EvidenceSentences } from '../../core/sentences/evidence.ts';
import { joined } from '../lists.ts';
import type { Part } from '../words.ts';

const KINDS: Readonly<Record<string, readonly [string, string]>> = {
  added: ['agregada', 'agregadas'],
  removed: ['quitada', 'quitadas'],
  changed: ['cambiada', 'cambiadas'],
};
const OF: Readonly<Record<string, readonly [string, string]>> = {
  env: ['variable', 'variables'],
  secret: ['clave secreta', 'claves secretas'],
};
const SIZES: Readonly<Record<string, string>> = {
  cpu: 'CPU',
  memory: 'memoria',
  architecture: 'arquitectura',
};
const PARTS: Readonly<Record<string, string>> = {
  'health-check': 'health check del contenedor cambiado',
  command: 'comando cambiado',
  ports: 'puertos cambiados',
};

export const evidence: Part<EvidenceSentences> = {
  'evidence.no-database': ({ name }) => `RDS no tiene la instancia ${name}`,
  'evidence.no-cache': ({ name }) => `ElastiCache no tiene ${name}`,
  'evidence.not-saved': ({ call }) => `la carpeta no tiene la respuesta de ${call}`,
  'evidence.change': ({ revision, at, by, touched, gap, before }) => {
    const who = by === null ? '' : ` por ${by}`;
    const what = touched.length === 0 ? '' : `: ${touched.join(', ')}`;
    return `Empezó ${gap} ${before === 'yes' ? 'antes' : 'después'} de la revisión ${revision}${who}${what} (${at})`;
  },
  'evidence.touched.image': ({ from, to }) => (from === null ? `imagen ${to}` : `imagen ${from} → ${to}`),
  'evidence.touched.names': ({ of, kind, names, more }) => {
    const form = names.length + more > 1 ? 1 : 0;
    const rest = more > 0 ? ` y ${more} más` : '';
    return `${OF[of]?.[form] ?? of} ${joined(names, 'y')}${rest} ${KINDS[kind]?.[form] ?? kind}`;
  },
  'evidence.touched.size': ({ part, from, to }) => `${SIZES[part] ?? part} ${from} → ${to}`,
  'evidence.touched.part': ({ part }) => PARTS[part] ?? part,
  'evidence.rollback-not-touched': ({ revision }) =>
    `La revisión ${revision} no cambió lo que falla: la anterior fallaría igual.`,
  'evidence.dependency-is-down': ({ name, status }) =>
    `Volver atrás no ayuda: ${name} está en ${status}. Primero hay que recuperarlo.`,
  'evidence.load-not-change': ({ revision }) =>
    `No subió con la revisión ${revision}: volver atrás no ayudaría.`,
};
