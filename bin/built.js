// What `npm start` and the command line share: a build that is not older than its sources.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);
const path = (name) => fileURLToPath(new URL(name, root));

/** Oldest Node that has what the bot uses: package.json, "engines". */
const OLDEST_NODE = [22, 12];

export function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  console.error(
    `hydrous needs Node ${OLDEST_NODE.join('.')} or newer and this is ${process.versions.node}. After "npm ci", "npm start" and "npx hydrous" use the Node that comes with the project.`,
  );
  process.exit(1);
}

/** Gives a file of `dist/` imported into this process, so that signals reach it. Exits 1 when the build fails. */
export async function runBuilt(entry) {
  if (isStale() && existsSync(path('node_modules/typescript/bin/tsc'))) {
    const node = path('node_modules/node/bin/node');
    const built = spawnSync(existsSync(node) ? node : process.execPath, [path('scripts/build.ts')], {
      // Standard output belongs to the bot's log.
      stdio: ['ignore', 2, 2],
    });
    if (built.status !== 0) process.exit(1);
  }
  if (!existsSync(path(`dist/${entry}`))) {
    console.error(`dist/${entry} is missing; run "npm ci" and then "npm run build"`);
    process.exit(1);
  }
  return import(new URL(`dist/${entry}`, root).href);
}

/** True when something in `src/` changed after the last build. An image without `src/` is never stale. */
function isStale() {
  if (!existsSync(path('src'))) return false;
  if (!existsSync(path('dist/build.json'))) return true;
  const builtAt = statSync(path('dist/build.json')).mtimeMs;
  return readdirSync(path('src'), { recursive: true }).some(
    (name) => statSync(path(`src/${name}`)).mtimeMs > builtAt,
  );
}
