/** deploy/cloudformation.yml as plain values: `!Ref x` is `{ Ref: x }`, `!Sub x` is `{ 'Fn::Sub': x }`, and so on. */
import { readFileSync } from 'node:fs';
import { type CollectionTag, parse, type ScalarTag, type YAMLMap, type YAMLSeq } from 'yaml';

export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

export interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties: Readonly<Record<string, Value>>;
}

export interface Template {
  readonly Parameters: Readonly<
    Record<string, { readonly Type: string; readonly Default?: string | number }>
  >;
  readonly Rules: Readonly<Record<string, Value>>;
  readonly Conditions: Readonly<Record<string, Value>>;
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, Value>>;
}

const FUNCTIONS = ['Ref', 'GetAtt', 'Sub', 'If', 'Equals', 'Not', 'And', 'Or', 'Join', 'Select', 'Split'];

function long(name: string): string {
  return name === 'Ref' ? name : `Fn::${name}`;
}

function tagsOf(name: string): (ScalarTag | CollectionTag)[] {
  const tag = `!${name}`;
  const wrapped = (value: unknown) => ({ [long(name)]: value });
  const inside = (node: YAMLMap | YAMLSeq) => wrapped(node.toJSON()) as never;
  return [
    { tag, resolve: (text: string) => wrapped(text) },
    { tag, collection: 'seq', resolve: inside },
    { tag, collection: 'map', resolve: inside },
  ];
}

export const TEMPLATE_TEXT = readFileSync(
  new URL('../../deploy/cloudformation.yml', import.meta.url),
  'utf8',
);

export const template: Template = parse(TEMPLATE_TEXT, { customTags: FUNCTIONS.flatMap(tagsOf) });

/** Names that a value refers to: by Ref, by GetAtt, inside Sub, as the condition of If. */
export function namesIn(value: Value): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'Ref') return [String(inner)];
    if (key === 'Fn::GetAtt') return [String(Array.isArray(inner) ? inner[0] : inner).split('.')[0]!];
    if (key === 'Fn::Sub') return namesInSub(inner);
    if (key === 'Fn::If' && Array.isArray(inner))
      return [String(inner[0]), ...inner.slice(1).flatMap(namesIn)];
    return namesIn(inner);
  });
}

function namesInSub(inner: Value): readonly string[] {
  const [text, own] = Array.isArray(inner) ? [String(inner[0]), inner[1] ?? {}] : [String(inner), {}];
  const given = Object.keys(own as object);
  const names = [...text.matchAll(/\$\{([^}!]+)\}/g)].map(([, name]) => name!.split('.')[0]!);
  return [...names.filter((name) => !given.includes(name)), ...namesIn(own)];
}

/** What a value is when these conditions hold, and no others: `Fn::If` decided, `AWS::NoValue` left out. */
export function decided(value: Value, holding: readonly string[]): Value | undefined {
  if (Array.isArray(value))
    return value.map((one) => decided(one, holding)).filter((one) => one !== undefined) as Value[];
  if (typeof value !== 'object' || value === null) return value;
  const object = value as Readonly<Record<string, Value>>;
  if (object['Ref'] === 'AWS::NoValue') return undefined;
  const choice = object['Fn::If'];
  if (Array.isArray(choice))
    return decided((holding.includes(String(choice[0])) ? choice[1] : choice[2]) as Value, holding);
  const kept = Object.entries(object).map(([key, inner]) => [key, decided(inner, holding)] as const);
  return Object.fromEntries(kept.filter(([, inner]) => inner !== undefined)) as Value;
}
