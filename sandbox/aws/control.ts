/** `POST /_sandbox/<scenario>`: what the sandbox page's panel asks for. The body is JSON and may be empty. */
import { TROUBLES } from './application.ts';
import type { AwsConsole } from './console.ts';
import { EVENT_ROUTES } from './events.ts';
import type { Architecture, Crash } from './images.ts';
import { play, SCENARIOS } from './scenarios.ts';
import type { Stage } from './stage.ts';
import type { PlainReply, Route } from './wire/server.ts';

const PREFIX = '/_sandbox/';

type Body = Readonly<Record<string, unknown>>;

function text(body: Body, key: string, otherwise: string): string {
  const value = body[key];
  return typeof value === 'string' && value !== '' ? value : otherwise;
}

const CRASHES: readonly Crash[] = [
  'import-error',
  'missing-setting',
  'unhealthy',
  'out-of-memory',
  'memory-leak',
  'validation',
  'health-moved',
];

/** Single deeds and whole scenarios by their names; each gives what the caller may show. */
function known(stage: Stage): Readonly<Record<string, (body: Body) => unknown>> {
  const played = SCENARIOS.map(({ id }) => [id, (body: Body) => play(stage, id, body)] as const);
  return { ...deeds(stage.console), ...Object.fromEntries(played) };
}

function deeds(console: AwsConsole): Readonly<Record<string, (body: Body) => unknown>> {
  const push = (body: Body, tag: string, more: { architecture?: Architecture; crash?: Crash }) => ({
    tag: text(body, 'tag', tag),
    ...console.push({ tag: text(body, 'tag', tag), ...more }),
  });
  return {
    'push-good': (body) => push(body, 'v1.12.0', {}),
    'push-wrong-architecture': (body) => push(body, 'v1.11.1', { architecture: 'arm64' }),
    'push-crashing': (body) => {
      const crash = CRASHES.find((candidate) => candidate === body['crash']) ?? 'import-error';
      return push(body, 'v1.11.2', { crash });
    },
    'deploy-past-checks': (body) => console.deployPastChecks(text(body, 'tag', 'v1.11.1')),
    'force-new-deployment': () => console.forceNewDeployment(),
    'stop-tasks': (body) => ({
      stopped: console.stopTasks(typeof body['count'] === 'number' ? body['count'] : undefined),
    }),
    'breaker-off': () => {
      console.setBreaker(false);
      return { breaker: false };
    },
    'breaker-on': () => {
      console.setBreaker(true);
      return { breaker: true };
    },
    'events-on': (body) => {
      const asked = body['routes'];
      const routes = Array.isArray(asked)
        ? EVENT_ROUTES.filter((route) => asked.includes(route))
        : EVENT_ROUTES;
      console.events.connect(routes);
      return { routes };
    },
    'events-off': () => {
      console.events.disconnect();
      return { routes: [] };
    },
    trouble: (body) => {
      const trouble = TROUBLES.find((candidate) => candidate === body['trouble']);
      if (trouble === undefined) throw new Error(`trouble must be one of ${TROUBLES.join(', ')}`);
      console.setTrouble(trouble, body['on'] !== false);
      return { trouble, on: body['on'] !== false };
    },
  };
}

export function controlRoute(stage: Stage): Route {
  const all = known(stage);
  return ({ method, url, body }) => {
    if (!url.pathname.startsWith(PREFIX)) return null;
    const name = url.pathname.slice(PREFIX.length);
    if (method === 'GET' && name === '') return json(200, { scenarios: Object.keys(all) });
    const scenario = Object.hasOwn(all, name) ? all[name] : undefined;
    if (method !== 'POST' || scenario === undefined) {
      return json(404, { error: `no scenario ${name}`, scenarios: Object.keys(all) });
    }
    try {
      const parsed: unknown = body.length > 0 ? JSON.parse(body.toString()) : {};
      const fields = typeof parsed === 'object' && parsed !== null ? (parsed as Body) : {};
      return json(200, scenario(fields));
    } catch (thrown) {
      return json(400, { error: thrown instanceof Error ? thrown.message : String(thrown) });
    }
  };
}

function json(status: number, value: unknown): PlainReply {
  return { status, type: 'application/json', body: JSON.stringify(value) };
}
