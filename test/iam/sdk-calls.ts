/** Which AWS actions the code can send, read off the adapters, and which rights each of them takes. */
import { readdirSync, readFileSync } from 'node:fs';

const ROOT = new URL('../../src/aws/', import.meta.url);

/** IAM's name of each service. Source: AWS Service Authorization Reference. */
const PREFIXES: Readonly<Record<string, string>> = {
  'client-application-auto-scaling': 'application-autoscaling',
  'client-cloudwatch': 'cloudwatch',
  'client-cloudwatch-logs': 'logs',
  'client-cost-explorer': 'ce',
  'client-ecr': 'ecr',
  'client-ecs': 'ecs',
  'client-elastic-load-balancing-v2': 'elasticloadbalancing',
  'client-elasticache': 'elasticache',
  'client-iam': 'iam',
  'client-rds': 'rds',
  'client-sns': 'sns',
  'client-sqs': 'sqs',
  'client-sts': 'sts',
};

/** Rights that a call takes beside the one of its own name. Source: the pages of each call in the API references. */
export const TAKES_TOO: Readonly<Record<string, readonly string[]>> = {
  // A new revision carries tags and roles.
  'ecs:RegisterTaskDefinition': ['ecs:TagResource', 'iam:PassRole'],
  // The new instance takes the tags of the old one.
  'rds:RestoreDBInstanceFromDBSnapshot': ['rds:AddTagsToResource'],
};

/** Commands that are made and never sent, and a call that no policy can refuse. */
export const TAKES_NOTHING: Readonly<Record<string, string>> = {
  'sns:Publish': 'only the endpoint that the SDK resolves for it is asked for',
  'sts:GetCallerIdentity': 'is allowed to everybody. Source: STS API reference',
};

/** Folders whose code runs with a person's own credentials and never in the bot. */
const PERSONAL = /^survey\//;

export interface SourceCalls {
  /** By action, the files that can send it. */
  readonly imported: ReadonlyMap<string, readonly string[]>;
  /** The names under which calls are measured and refused. */
  readonly named: ReadonlySet<string>;
}

export function callsOf(which: 'bot' | 'person'): SourceCalls {
  const imported = new Map<string, string[]>();
  const named = new Set<string>();
  for (const file of readdirSync(ROOT, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || PERSONAL.test(file) !== (which === 'person')) continue;
    const text = readFileSync(new URL(file, ROOT), 'utf8');
    // At the top of a file, or when somebody asks.
    const imports = [
      ...text.matchAll(/import (?!type )\{([^}]*)\} from '@aws-sdk\/([\w-]+)'/g),
      ...text.matchAll(/const \{([^}]*)\} = await import\('@aws-sdk\/([\w-]+)'\)/g),
    ];
    for (const [, some = '', from = ''] of imports) {
      const names = some.replace(/ as \w+/g, '');
      for (const [, call = ''] of names.matchAll(/(?<!type )\b([A-Z]\w+)Command\b(?!Input|Output)/g)) {
        const action = `${PREFIXES[from] ?? from}:${call}`;
        imported.set(action, [...(imported.get(action) ?? []), file]);
      }
    }
    for (const [, action = ''] of text.matchAll(/'([a-z-]+:[A-Z]\w+)'/g)) named.add(action);
  }
  return { imported, named };
}

/** Every right that these calls take. */
export function rightsFor(actions: Iterable<string>): readonly string[] {
  const rights = [...actions]
    .filter((action) => TAKES_NOTHING[action] === undefined)
    .flatMap((action) => [action, ...(TAKES_TOO[action] ?? [])]);
  return [...new Set(rights)].sort();
}
