/** The application's own address behind the load balancer: health checks and preflight requests for probes to try. */
import { setTimeout as sleep } from 'node:timers/promises';
import { HEALTH_PATH } from './application.ts';
import { allServices } from './ecs-lookup.ts';
import type { Task } from './ecs-state.ts';
import { servingTasks } from './traffic.ts';
import type { PlainReply, PlainRequest, Route } from './wire/server.ts';
import type { World } from './world.ts';

const PREFIX = '/api/';
/** The load balancer waits this long for a target, ms. Source: Elastic Load Balancing, idle timeout. */
const IDLE = 60_000;

const METHODS = 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT';

export function probeRoute(world: World): Route {
  return async (request) => {
    if (!request.url.pathname.startsWith(PREFIX)) return null;
    const serving = allServices(world.ecs).flatMap(servingTasks);
    const task = serving[Math.floor(Math.random() * serving.length)];
    if (task === undefined) return fromBalancer(503, 'Service Temporarily Unavailable');
    if (request.method === 'OPTIONS') return preflight(world, task, request);
    return request.url.pathname === HEALTH_PATH
      ? health(world, task, request)
      : ordinary(world, task, request);
  };
}

/** What the load balancer answers itself has no header of the application. */
function fromBalancer(status: number, phrase: string): PlainReply {
  const body = `<html>\r\n<head><title>${status} ${phrase}</title></head>\r\n<body>\r\n<center><h1>${status} ${phrase}</h1></center>\r\n</body>\r\n</html>\r\n`;
  return { status, type: 'text/html', body, headers: { server: 'awselb/2.0' } };
}

function json(status: number, value: object, headers: Readonly<Record<string, string>> = {}): PlainReply {
  const body = JSON.stringify(value);
  return { status, type: 'application/json', body, headers: { server: 'uvicorn', ...headers } };
}

/** The header that lets a browser of this origin read an answer. An unhandled error never has it. */
function sharing(world: World, task: Task, { headers }: PlainRequest): Readonly<Record<string, string>> {
  const { origin } = headers;
  if (origin === undefined || !world.application.allows(task, origin)) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    vary: 'Origin',
  };
}

async function health(world: World, task: Task, request: PlainRequest): Promise<PlainReply> {
  const status = world.application.health(task, HEALTH_PATH);
  switch (status) {
    case 'timeout':
      await sleep(IDLE, undefined, { signal: request.signal }).catch(() => {});
      return fromBalancer(504, 'Gateway Time-out');
    case 404:
      return json(404, { detail: 'Not Found' }, sharing(world, task, request));
    case 503:
      return json(503, { status: 'error', database: 'unreachable' }, sharing(world, task, request));
    case 200:
      return json(200, { status: 'ok' }, sharing(world, task, request));
  }
}

function ordinary(world: World, task: Task, request: PlainRequest): PlainReply {
  if (world.application.lost(task) !== null) {
    return { status: 500, type: 'text/plain', body: 'Internal Server Error', headers: { server: 'uvicorn' } };
  }
  return json(200, { items: [] }, sharing(world, task, request));
}

/** As Starlette's CORSMiddleware answers. */
function preflight(world: World, task: Task, request: PlainRequest): PlainReply {
  if (world.application.troubles.has('preflight'))
    return fromBalancer(503, 'Service Temporarily Unavailable');
  const { origin } = request.headers;
  const wanted = request.headers['access-control-request-method'];
  if (origin === undefined || wanted === undefined) return json(405, { detail: 'Method Not Allowed' });
  const allowed = sharing(world, task, request);
  const isAllowed = Object.keys(allowed).length > 0;
  const asked = request.headers['access-control-request-headers'];
  const headers = {
    server: 'uvicorn',
    'access-control-allow-methods': METHODS,
    'access-control-max-age': '600',
    vary: 'Origin',
    ...(typeof asked === 'string' ? { 'access-control-allow-headers': asked } : {}),
    ...allowed,
  };
  const body = isAllowed ? 'OK' : 'Disallowed CORS origin';
  return { status: isAllowed ? 200 : 400, type: 'text/plain; charset=utf-8', body, headers };
}
