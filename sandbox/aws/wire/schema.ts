/**
 * Narrow views of the schemas that an AWS SDK client package exports at run time (`DescribeServices$`,
 * `ClusterNotFoundException$`). The layout is that of @smithy/core 3.41: an operation is
 * `[9, namespace, name, traits, input, output]`, a structure
 * `[3, namespace, name, traits, memberNames, memberSchemas, requiredCount]` with required members first.
 */
import { NormalizedSchema } from '@smithy/core/schema';

const OPERATION = 9;

export interface OperationSchema {
  readonly name: string;
  readonly input: unknown;
  readonly output: unknown;
}

/** null when the client package has no such operation. */
export function operationSchema(module: object, operation: string): OperationSchema | null {
  const schema = (module as Readonly<Record<string, unknown>>)[`${operation}$`];
  if (!Array.isArray(schema) || schema[0] !== OPERATION) return null;
  return { name: String(schema[2]), input: schema[4], output: schema[5] };
}

export function normalized(schema: unknown): NormalizedSchema {
  return NormalizedSchema.of(schema as Parameters<typeof NormalizedSchema.of>[0]);
}

/** True for operations without input or output. */
export function isUnit(schema: unknown): boolean {
  return schema === 'unit' || normalized(schema).isUnitSchema();
}

/** Names of the required members that `value` lacks. */
export function missingMembers(schema: unknown, value: Readonly<Record<string, unknown>>): readonly string[] {
  const raw: unknown = normalized(schema).getSchema();
  if (!Array.isArray(raw) || !Array.isArray(raw[4])) return [];
  const required = raw[4].slice(0, typeof raw[6] === 'number' ? raw[6] : 0).map(String);
  return required.filter((name) => value[name] === undefined || value[name] === null);
}

export interface ErrorTraits {
  readonly fault: 'client' | 'server' | null;
  readonly status: number | null;
  /** The code that query protocols write; often not the class name. */
  readonly queryCode: string | null;
}

export function errorTraits(module: object, name: string): ErrorTraits {
  const schema = (module as Readonly<Record<string, unknown>>)[`${name}$`];
  if (schema === undefined) return { fault: null, status: null, queryCode: null };
  const traits = normalized(schema).getMergedTraits() as Readonly<Record<string, unknown>>;
  const query = traits['awsQueryError'];
  return {
    fault: traits['error'] === 'client' ? 'client' : traits['error'] === 'server' ? 'server' : null,
    status: typeof traits['httpError'] === 'number' ? traits['httpError'] : null,
    queryCode: Array.isArray(query) && typeof query[0] === 'string' ? query[0] : null,
  };
}

/** A structure schema made on the spot: envelopes and error bodies that no client package exports. */
export function structure(
  namespace: string,
  name: string,
  members: Readonly<Record<string, unknown>>,
): unknown {
  return [3, namespace, name, 0, Object.keys(members), Object.values(members)];
}
