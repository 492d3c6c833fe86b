/** What the image adds to its base, computed from what `npm ci --omit=dev` installs: nobody builds an image in a test. */
import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));
const MB = 1_000_000;
/** A file takes whole blocks of the layer's file system. */
const BLOCK = 4_096;

function sizeOf(path: string): number {
  const found = lstatSync(path);
  if (!found.isDirectory()) return Math.ceil(found.size / BLOCK) * BLOCK;
  // Packages inside of a package have their own line in the lock file.
  const inside = readdirSync(path).filter((name) => name !== 'node_modules');
  return inside.reduce((sum, name) => sum + sizeOf(join(path, name)), BLOCK);
}

interface Locked {
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
}

test('packages, build and Node together stay under 250 MB', () => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const production = Object.entries<Locked>(lock.packages)
    .filter(([path, one]) => path !== '' && one.dev !== true && one.devOptional !== true)
    .map(([path]) => join(root, path))
    .filter((path) => existsSync(path));
  expect(production.length).toBeGreaterThan(50);
  const packages = production.reduce((sum, path) => sum + sizeOf(path), 0);
  // Compiled JavaScript is smaller than its sources with their types.
  const built = sizeOf(join(root, 'src')) + sizeOf(join(root, 'guide'));
  const node = statSync(process.execPath).size;
  const told = { packages: packages / MB, built: built / MB, node: node / MB };
  expect(node, JSON.stringify(told)).toBeGreaterThan(50 * MB);
  expect(packages + built + node, JSON.stringify(told)).toBeLessThan(250 * MB);
  if (process.env['SHOW_SIZES'] !== undefined) process.stdout.write(`${JSON.stringify(told)}\n`);
});
