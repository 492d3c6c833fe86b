/** Requests out of access logs, however the server writes them. */

import { shapesOf } from './log-shape.ts';
import type { LogLine } from './ports/aws.ts';

export interface Request {
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  readonly status: number;
  readonly at: number;
  /** From a load balancer's health check. */
  readonly isCheck: boolean;
  /** Says how common it is only when it was not looked for by a word in it. */
  readonly searched: boolean;
}

const METHOD = '(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)';

/** uvicorn `client - "GET /x HTTP/1.1" 200`, the combined format, and `GET /x → 200` as small loggers write it. */
const SHAPES: readonly RegExp[] = [
  new RegExp(
    `^\\S{1,60}(?: -|(?: \\S{1,60}){2} \\[[^\\]]{5,40}\\]) "${METHOD} ([^"\\s]{1,2000})[^"]{0,40}" (\\d{3})\\b`,
  ),
  new RegExp(
    `^"?${METHOD} (/\\S{0,2000})(?: HTTP/[\\d.]{1,3})?"?(?:\\s|:|->|→|-|status[=:]|code[=:]){1,12}(\\d{3})\\b`,
  ),
];

export function requestsIn(lines: readonly LogLine[]): readonly Request[] {
  return lines.flatMap(({ message, at, searched }) => {
    for (const { starts } of shapesOf(message)) {
      for (const start of starts) {
        const found = requestOf(start);
        if (found !== null)
          return [{ ...found, at, isCheck: /ELB-HealthChecker/.test(message), searched: searched === true }];
      }
    }
    return [];
  });
}

function requestOf(text: string): Pick<Request, 'method' | 'path' | 'status'> | null {
  for (const shape of SHAPES) {
    const found = shape.exec(text);
    if (found === null) continue;
    const [, method = '', path = '', status = ''] = found;
    return { method, path: path.split('?')[0] ?? path, status: Number(status) };
  }
  return null;
}
