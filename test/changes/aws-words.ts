/** Words of an `aws …` line read into an operation and its input, by the names and types of the SDK's own schemas. */
import * as aas from '@aws-sdk/client-application-auto-scaling';
import * as cw from '@aws-sdk/client-cloudwatch';
import * as ecs from '@aws-sdk/client-ecs';
import * as cache from '@aws-sdk/client-elasticache';
import * as rds from '@aws-sdk/client-rds';
import type { NormalizedSchema } from '@smithy/core/schema';
import { normalized, operationSchema } from '../../sandbox/aws/wire/schema.ts';

export interface AwsCall {
  /** As the simulated AWS calls it. */
  readonly service: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export interface AwsWords extends AwsCall {
  readonly region: string | null;
  /** Value of `--cli-input-json`. */
  readonly inputFile: string | null;
}

const SERVICES: Readonly<Record<string, readonly [service: string, module: object]>> = {
  'application-autoscaling': ['autoscaling', aas],
  cloudwatch: ['cloudwatch', cw],
  ecs: ['ecs', ecs],
  elasticache: ['elasticache', cache],
  rds: ['rds', rds],
};

/** Flags of the command line itself. They shape where it asks and what it prints, not what is sent. */
const OWN = ['region', 'query', 'output', 'cli-input-json'];

/** How the AWS command line spells a name of the API. Source: botocore, `xform_name`. */
export function flagName(name: string): string {
  const plural = /[A-Z]{2,}s$/.exec(name)?.[0];
  const start = plural === undefined ? name : `${name.slice(0, -plural.length)}-${plural.toLowerCase()}`;
  return start
    .replace(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

/** Throws an Error that names what the command line would refuse. */
export function readAwsWords(words: readonly string[]): AwsWords {
  const [tool, namespace = '', command = '', ...rest] = words;
  const [service, module] = SERVICES[namespace] ?? refuse(`no service ${namespace}`);
  if (tool !== 'aws') refuse(`${tool} is not aws`);
  const found = Object.keys(module).find(
    (name) => name.endsWith('$') && flagName(name.slice(0, -1)) === command && operationOf(module, name),
  );
  const operation = found?.slice(0, -1) ?? refuse(`no operation ${namespace} ${command}`);
  const members = [...normalized(operationSchema(module, operation)?.input).structIterator()];
  const own = new Map<string, string>();
  const input: Record<string, unknown> = {};
  for (const [flag, values] of flagsIn(rest)) {
    if (OWN.includes(flag)) {
      own.set(flag, values[0] ?? '');
      continue;
    }
    const positive = flag.replace(/^no-/, '');
    const [name, schema] =
      members.find(([each]) => flagName(each) === flag) ??
      members.find(([each, type]) => type.isBooleanSchema() && flagName(each) === positive) ??
      refuse(`${operation} has no --${flag}`);
    if (name in input) refuse(`--${flag} stands twice`);
    input[name] = schema.isBooleanSchema() ? flag === flagName(name) : flagValue(schema, values, flag);
  }
  const inputFile = own.get('cli-input-json') ?? null;
  return { service, operation, input, region: own.get('region') ?? null, inputFile };
}

function operationOf(module: object, name: string): boolean {
  return operationSchema(module, name.slice(0, -1)) !== null;
}

function flagsIn(words: readonly string[]): readonly (readonly [flag: string, values: readonly string[]])[] {
  const flags: [string, string[]][] = [];
  for (const word of words) {
    if (word.startsWith('--')) flags.push([word.slice(2), []]);
    else (flags.at(-1) ?? refuse(`${word} belongs to no flag`))[1].push(word);
  }
  return flags;
}

function flagValue(schema: NormalizedSchema, values: readonly string[], flag: string): unknown {
  if (schema.isListSchema()) return values.map((value) => oneOf(schema.getValueSchema(), value));
  const [value, ...more] = values;
  if (value === undefined || more.length > 0) return refuse(`--${flag} takes one value: ${values.join(' ')}`);
  return oneOf(schema, value);
}

function oneOf(schema: NormalizedSchema, value: string): unknown {
  if (schema.isStructSchema()) return /^[[{]/.test(value) ? JSON.parse(value) : shorthand(schema, value);
  if (schema.isBooleanSchema()) return value === 'true';
  if (!schema.isNumericSchema()) return value;
  return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : refuse(`${value} is no number`);
}

/** `Name=a,Value=b`. Source: AWS CLI User Guide, "Using shorthand syntax". */
function shorthand(schema: NormalizedSchema, text: string): object {
  const pairs = text.split(',').map((pair) => {
    const at = pair.indexOf('=');
    if (at < 1) refuse(`${text} is no short form`);
    const name = pair.slice(0, at);
    return [name, oneOf(schema.getMemberSchema(name), pair.slice(at + 1))] as const;
  });
  return Object.fromEntries(pairs);
}

export function refuse(why: string): never {
  throw new Error(`the line would be refused: ${why}`);
}
