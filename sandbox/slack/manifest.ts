/** What the app declares about itself, as Slack knows it: the manifest at the root of the project. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { fieldsOf, listOf, textOf } from './json.ts';

/** An entry of the "More actions" menu of a message, or of the menu beside the composer when `global`. */
export interface Shortcut {
  readonly name: string;
  readonly type: 'message' | 'global';
  readonly callbackId: string;
  readonly description: string;
}

export interface Declared {
  readonly shortcuts: readonly Shortcut[];
}

const MANIFEST = new URL('../../manifest.yml', import.meta.url);

/** Throws when the manifest is gone or is no YAML. */
export function declaredByApp(): Declared {
  const features = fieldsOf(fieldsOf(parse(readFileSync(MANIFEST, 'utf8')))['features']);
  const shortcuts = listOf(features['shortcuts'])
    .map(fieldsOf)
    .map((one) => ({
      name: textOf(one['name']),
      type: one['type'] === 'global' ? ('global' as const) : ('message' as const),
      callbackId: textOf(one['callback_id']),
      description: textOf(one['description']),
    }));
  return { shortcuts };
}
