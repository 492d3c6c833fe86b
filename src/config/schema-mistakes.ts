/** Turns what zod found into mistakes with a line, what is wrong and what to write instead. */
import { z } from 'zod';
import { nearMisses } from '../core/near-miss.ts';
import { type Mistake, shown } from './mistakes.ts';
import type { Path, YamlText } from './yaml-lines.ts';

export function schemaMistakes(schema: z.ZodType, yaml: YamlText): Mistake[] {
  const result = schema.safeParse(yaml.value);
  const issues = result.success ? [] : result.error.issues.flatMap((issue) => leaves(issue, [], yaml));
  const paths = issues.map((issue) => dotted(issue.path));
  const odd = yaml.oddNumbers
    .filter((number) => !paths.some((path) => path === dotted(number.path)))
    .map((number) => ({
      line: yaml.lineOf(number.path),
      text: `${dotted(number.path)} is ${number.written}, not a plain number; write plain digits, or quote it ("${number.written}") where a text is meant`,
    }));
  return [...issues.flatMap((issue) => mistakesOf(issue, schema, yaml)), ...odd];
}

type Issue = z.core.$ZodIssue;

/** The issues of one branch of a union: the one that the value was most likely meant for. */
function leaves(issue: Issue, above: Path, yaml: YamlText): Issue[] {
  const path = [...above, ...issue.path];
  if (issue.code !== 'invalid_union') return [{ ...issue, path }];
  const inner = issue.errors.find((branch) => branch.every((each) => each.path.length > 0 || isKeys(each)));
  if (inner === undefined) return [{ ...issue, path }];
  return inner.flatMap((each) => leaves(each, path, yaml));
}

function isKeys(issue: Issue): boolean {
  return issue.code === 'unrecognized_keys';
}

function mistakesOf(issue: Issue, schema: z.ZodType, yaml: YamlText): Mistake[] {
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, issue.path);
    return issue.keys.map((key) => ({
      line: yaml.lineOf([...issue.path, key]),
      text: `unknown key "${key}"${inBlock(issue.path)}; ${suggestion(key, known)}`,
    }));
  }
  return [{ line: yaml.lineOf(issue.path), text: sentence(issue, yaml) }];
}

function suggestion(key: string, known: readonly string[]): string {
  const [close] = nearMisses(key, known);
  return close === undefined ? `the keys here are ${known.join(', ')}` : `did you mean "${close}"?`;
}

function sentence(issue: Issue, yaml: YamlText): string {
  const where = dotted(issue.path);
  const value = issue.path.reduce<unknown>((inside, part) => own(inside, part), yaml.value);
  const written = yaml.numberAsWritten(issue.path);
  if (issue.code === 'invalid_key') return `${where}: the name is not usable; write ${keyWanted(issue)}`;
  if (value === undefined) return `${where} is missing; write ${issue.message}`;
  if (value === null)
    return `${where} is empty; write ${issue.message}, or leave the line out if it is optional`;
  if (issue.code === 'invalid_type' && issue.expected === 'string' && written !== null)
    return `${where} is ${written}, which YAML reads as a number; quote it ("${written}"): ${issue.message}`;
  if (issue.code === 'custom' && typeof value === 'object') return `${where}: ${issue.message}`;
  return `${where} is ${written ?? shown(value)}; write ${issue.message}`;
}

function keyWanted(issue: Issue): string {
  return issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
}

function own(value: unknown, key: PropertyKey): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<PropertyKey, unknown>)[key];
}

/** `people.operators.users[0]`; the file itself when the path is empty. */
export function dotted(path: Path): string {
  if (path.length === 0) return 'the file';
  return path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`,
    )
    .join('');
}

function inBlock(path: Path): string {
  return path.length === 0 ? '' : ` in ${dotted(path)}`;
}

/** The keys that the schema knows at a path. */
function keysAt(schema: z.ZodType, path: Path): string[] {
  const inside = path.reduce<z.core.$ZodType>((outer, part) => {
    const block = bare(outer);
    if (block instanceof z.ZodObject) return block.shape[String(part)] ?? outer;
    if (block instanceof z.ZodRecord) return block.valueType;
    if (block instanceof z.ZodArray) return block.element;
    return outer;
  }, schema);
  const block = bare(inside);
  return block instanceof z.ZodObject ? Object.keys(block.shape) : [];
}

/** The schema without defaults and options around it; of a union, the block in it. */
function bare(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional)
    return bare(schema.unwrap());
  if (schema instanceof z.ZodPipe) return bare(schema.in);
  if (schema instanceof z.ZodUnion)
    return schema.options.map(bare).find((each) => each instanceof z.ZodObject) ?? schema;
  return schema;
}
