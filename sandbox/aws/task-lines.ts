/** What a FastAPI application under uvicorn writes when it comes, goes, or does not come up. */
import { randomInt } from 'node:crypto';
import type { Crash } from './images.ts';

/** The only line of a container whose image was built for another architecture. */
export const EXEC_FORMAT_LINE = 'exec /usr/local/bin/uvicorn: exec format error';

export const STARTUP_LINES: readonly string[] = [
  'INFO:     Started server process [1]',
  'INFO:     Waiting for application startup.',
  'INFO:     Application startup complete.',
  'INFO:     Uvicorn running on http://0.0.0.0:8000 (Press CTRL+C to quit)',
];

export const SHUTDOWN_LINES: readonly string[] = [
  'INFO:     Shutting down',
  'INFO:     Waiting for application shutdown.',
  'INFO:     Application shutdown complete.',
  'INFO:     Finished server process [1]',
];

const FAILED_STARTUP = 'ERROR:    Application startup failed. Exiting.';

export function crashLines(crash: Extract<Crash, 'import-error' | 'missing-setting'>): readonly string[] {
  const begin = ['INFO:     Started server process [1]', 'INFO:     Waiting for application startup.'];
  const trace = [
    'ERROR:    Traceback (most recent call last):',
    '  File "/app/app/main.py", line 12, in lifespan',
  ];
  switch (crash) {
    case 'import-error':
      return [
        ...begin,
        ...trace,
        '    from app.payments import router as payments',
        "ModuleNotFoundError: No module named 'app.payments'",
        FAILED_STARTUP,
      ];
    case 'missing-setting':
      return [
        ...begin,
        ...trace,
        '    settings = Settings()',
        'pydantic_core._pydantic_core.ValidationError: 1 validation error for Settings',
        'PAYMENTS_URL',
        '  Field required [type=missing, input_value={}, input_type=dict]',
        FAILED_STARTUP,
      ];
  }
}

const REQUESTS: readonly (readonly [request: string, status: string])[] = [
  ['GET /api/items?page=1', '200 OK'],
  ['GET /api/items/184', '200 OK'],
  ['POST /api/orders', '201 Created'],
  ['GET /api/orders/7731', '200 OK'],
  ['GET /api/users/me', '200 OK'],
  ['PUT /api/carts/55', '200 OK'],
];

const REFUSED: readonly (readonly [request: string, status: string])[] = [
  ['GET /api/users/me', '401 Unauthorized'],
  ['GET /api/favourites', '404 Not Found'],
];

/** One request in this many is refused in the best of times. */
const ONE_REFUSED_IN = 20;

export function accessLine(request: string, status: string): string {
  const client = `10.0.${randomInt(1, 3)}.${randomInt(4, 250)}:${randomInt(1024, 65_000)}`;
  return `INFO:     ${client} - "${request} HTTP/1.1" ${status}`;
}

export function ordinaryLine(): string {
  const requests = randomInt(ONE_REFUSED_IN) === 0 ? REFUSED : REQUESTS;
  const [request, status] = requests[randomInt(requests.length)]!;
  return accessLine(request, status);
}
