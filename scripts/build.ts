/** `npm run build`: compiles `src/` to `dist/`, copies what is no TypeScript, and writes when and what it built. */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);
const path = (name: string): string => fileURLToPath(new URL(name, root));

// Built aside and then moved: a build that fails, or two at once, never leave half of a `dist/`.
const aside = path(`node_modules/.cache/hydrous-build-${process.pid}`);
// The time before compiling: a source that is saved meanwhile is newer than the build.
const startedAt = new Date();

mkdirSync(aside, { recursive: true });
const compiled = spawnSync(
  process.execPath,
  [
    path('node_modules/typescript/bin/tsc'),
    ...['-p', path('tsconfig.build.json'), '--outDir', aside, '--noEmitOnError'],
  ],
  { stdio: 'inherit' },
);
if (compiled.status !== 0) {
  rmSync(aside, { recursive: true });
  process.exit(1);
}

cpSync(path('src'), aside, { recursive: true, filter: (source) => !source.endsWith('.ts') });
const { version } = JSON.parse(readFileSync(path('package.json'), 'utf8')) as { version: string };
const stamp = `${aside}/build.json`;
writeFileSync(stamp, `${JSON.stringify({ version, builtAt: startedAt.toISOString() })}\n`);
utimesSync(stamp, startedAt, startedAt);

// The old one goes as a whole and is deleted afterwards: who loads it meanwhile finds one of the two, never a part.
const old = `${aside}-old`;
try {
  renameSync(path('dist'), old);
} catch {
  // There is none, or it lies on a layer of an image, from which a folder cannot be moved.
  rmSync(path('dist'), { recursive: true, force: true });
}
try {
  renameSync(aside, path('dist'));
} catch (error) {
  rmSync(aside, { recursive: true });
  // Another build of the same sources was faster.
  if (!existsSync(path('dist/build.json'))) throw error;
}
rmSync(old, { recursive: true, force: true });
