/** The environments of the file, each with its windows and with the one it follows. */
import type { Environment } from '../core/environment.ts';
import type { FreezeRules } from '../core/freeze.ts';
import { type Windows, windowsOf } from './freeze-windows.ts';
import type { EnvironmentFields } from './hydrous-schema.ts';
import type { Mistake } from './mistakes.ts';
import type { YamlText } from './yaml-lines.ts';

/** In the order of the file. `promoteFrom` was checked to name environments of the file and to go in no circle. */
export function environmentsOf(
  fields: Readonly<Record<string, EnvironmentFields>>,
  windows: { readonly deny: Windows; readonly allow: Windows },
): readonly Environment[] {
  const built = new Map<string, Environment>();
  const build = (name: string): Environment | null => {
    const known = built.get(name);
    const own = fields[name];
    if (known !== undefined || own === undefined) return known ?? null;
    const freezes: FreezeRules = {
      deny: windowsOf(windows.deny, name),
      allow: windowsOf(windows.allow, name),
    };
    const promoteFrom = own.promoteFrom === null ? null : build(own.promoteFrom);
    const environment = { name, ...own, freezes, promoteFrom };
    built.set(name, environment);
    return environment;
  };
  return Object.keys(fields).flatMap((name) => build(name) ?? []);
}

/** Names of environments, written elsewhere in the file, that the file does not have. */
export function strayNames(yaml: YamlText): Mistake[] {
  const file = asBlock(yaml.value);
  const environments = asBlock(file['environments']);
  const known = Object.keys(environments);
  const wanted = `names no environment of this file; there are ${known.join(', ')}`;
  const stray = (path: readonly (string | number)[], name: unknown): Mistake[] =>
    typeof name !== 'string' || known.includes(name)
      ? []
      : [{ line: yaml.lineOf(path), text: `${path.join('.')} ${wanted}` }];
  const inWindows = ['freezes', 'allow'].flatMap((key) =>
    asList(file[key]).flatMap((window, at) =>
      asList(asBlock(window)['environments']).flatMap((name, index) =>
        stray([key, at, 'environments', index], name),
      ),
    ),
  );
  const orders = known.flatMap((name) => {
    const path = ['environments', name, 'promoteFrom'];
    return [
      ...stray(path, asBlock(environments[name])['promoteFrom']),
      ...(isCircle(environments, name)
        ? [
            {
              line: yaml.lineOf(path),
              text: `${path.join('.')} leads back to ${name}; an order has a beginning`,
            },
          ]
        : []),
    ];
  });
  return [...inWindows, ...orders];
}

function isCircle(environments: Record<string, unknown>, start: string): boolean {
  const seen = new Set<string>();
  for (let name: unknown = start; typeof name === 'string' && !seen.has(name); ) {
    seen.add(name);
    name = asBlock(environments[name])['promoteFrom'];
    if (name === start) return true;
  }
  return false;
}

function asBlock(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
