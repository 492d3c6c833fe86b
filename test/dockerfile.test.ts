import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const root = new URL('../', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, root), 'utf8');

interface Instruction {
  readonly name: string;
  readonly value: string;
}

/** Instructions with continued lines joined, comments left out. */
function instructionsOf(text: string): Instruction[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .join('\n')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .map((line) => ({ name: line.split(/\s+/)[0]!, value: line.replace(/^\S+\s+/, '') }));
}

/** What is wrong with a Dockerfile by the rules of this project. */
function findings(text: string): string[] {
  const all = instructionsOf(text);
  const of = (name: string): string[] => all.filter((each) => each.name === name).map((each) => each.value);
  const last = all.slice(all.findLastIndex((each) => each.name === 'FROM'));
  const inLast = (name: string): string | undefined => last.find((each) => each.name === name)?.value;
  const rules: readonly (readonly [string, boolean])[] = [
    ['several stages', of('FROM').length >= 2],
    [
      'the base is an exact version',
      of('ARG').every((value) => /^NODE_IMAGE=node:\d+\.\d+\.\d+-\S*slim/.test(value)),
    ],
    ['every stage has the pinned base', of('FROM').every((value) => /^\$\{NODE_IMAGE\}/.test(value))],
    ['no ADD', of('ADD').length === 0],
    ['no latest', !/:latest/.test(text)],
    ['not root', /^[1-9]\d*:[1-9]\d*$/.test(inLast('USER') ?? '')],
    ['exec form', /^\["node", "dist\/main\.js"\]$/.test(inLast('ENTRYPOINT') ?? '')],
    ['a health check in exec form', /CMD \["node",/.test(inLast('HEALTHCHECK') ?? '')],
    ['the port', inLast('EXPOSE') === '3000'],
    ['only data is a volume', inLast('VOLUME') === '["/app/data"]'],
    ['nothing installed by scripts', of('RUN').some((run) => /npm ci --omit=dev --ignore-scripts/.test(run))],
    ['the lock file rules', of('RUN').every((run) => !/npm (?:i|install)\b/.test(run))],
    ['no secret', !/(?:TOKEN|SECRET|PASSWORD|DATABASE_URL|AWS_ACCESS)/i.test(text)],
    [
      'no compiler in the last stage',
      !last.some((each) => /COPY/.test(each.name) && /\bsrc\b/.test(each.value)),
    ],
  ];
  return rules.filter(([, holds]) => !holds).map(([rule]) => rule);
}

const DOCKERFILE = read('Dockerfile');

test('the Dockerfile keeps every rule', () => {
  expect(findings(DOCKERFILE)).toEqual([]);
});

describe('the rules notice', () => {
  test.each([
    ['root', 'USER 65532:65532', 'USER 0:0', 'not root'],
    ['no user', 'USER 65532:65532\n', '', 'not root'],
    [
      'a shell around the bot',
      'ENTRYPOINT ["node", "dist/main.js"]',
      'ENTRYPOINT node dist/main.js',
      'exec form',
    ],
    [
      'npm as the first process',
      'ENTRYPOINT ["node", "dist/main.js"]',
      'ENTRYPOINT ["npm", "start"]',
      'exec form',
    ],
    ['a moving base', 'node:24.21.0-bookworm-slim\n', 'node:latest\n', 'no latest'],
    [
      'a base without a version',
      'node:24.21.0-bookworm-slim\n',
      'node:slim\n',
      'the base is an exact version',
    ],
    ['ADD', 'COPY guide guide', 'ADD guide guide', 'no ADD'],
    ['a secret', 'ENV NODE_ENV=production', 'ENV SLACK_BOT_TOKEN=x', 'no secret'],
    ['another install', 'RUN npm ci --omit=dev --ignore-scripts', 'RUN npm install', 'the lock file rules'],
    ['no health check', 'HEALTHCHECK', 'LABEL', 'a health check in exec form'],
    ['sources in the image', 'COPY bin bin', 'COPY src src', 'no compiler in the last stage'],
  ])('%s', (_, from, to, rule) => {
    expect(DOCKERFILE).toContain(from);
    expect(findings(DOCKERFILE.replace(from, to))).toContain(rule);
  });
});

test('everything that is copied exists and is sent to the builder', () => {
  const ignored = read('.dockerignore').split('\n');
  const copied = instructionsOf(DOCKERFILE)
    .filter((each) => each.name === 'COPY' && !each.value.startsWith('--from'))
    .flatMap((each) => each.value.split(/\s+/).slice(0, -1));
  expect(copied.length).toBeGreaterThan(5);
  expect(copied.filter((name) => !existsSync(new URL(name, root)))).toEqual([]);
  expect(copied.filter((name) => !ignored.includes(`!${name}`))).toEqual([]);
  expect(ignored).toContain('*');
});

test('the base is the Node that the project is tested with', () => {
  const { devDependencies } = JSON.parse(read('package.json'));
  expect(DOCKERFILE).toContain(`node:${devDependencies.node}-`);
});
