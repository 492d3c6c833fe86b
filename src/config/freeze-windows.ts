/** Windows of `freezes` and `allow`: one weekly, daily or dated stretch each, in a zone that is always written down. */
import { z } from 'zod';
import type { FreezeWindow } from '../core/freeze.ts';
import { readClock, readWallDate, readWeekday } from '../core/read-until.ts';
import { isZone } from '../core/zoned-time.ts';
import { block, EnvironmentName, text } from './fields.ts';

const DAY = 86_400_000;
const POINT = 'a time such as "Fri 16:00", "18:00" or "2026-12-23T00:00"';
const NAME = text('a name such as weekend (at most 60 characters)', /^[^\u0000-\u001f]{1,60}$/);
const ZONE = z
  .string({ error: 'a time zone such as America/Bogota or UTC' })
  .refine(isZone, { error: 'a time zone such as America/Bogota or UTC' });

interface Point {
  readonly every: FreezeWindow['every'];
  readonly at: number;
}

const PointField = z.string({ error: POINT }).transform((value, context): Point => {
  const point = readPoint(value.trim());
  if (point !== null) return point;
  context.issues.push({ code: 'custom', message: POINT, input: value });
  return z.NEVER;
});

const Window = block(
  'a block such as { name: weekend, from: "Fri 16:00", to: "Mon 08:00", zone: America/Bogota }',
  {
    name: NAME,
    environments: z
      .array(EnvironmentName, { error: 'a list such as [production]; left out, it means all' })
      .min(1, { error: 'at least one name such as production; left out, it means all' })
      .optional(),
    from: PointField,
    to: PointField,
    zone: ZONE,
  },
)
  .refine(({ from, to }) => from.every === to.every, {
    error: 'from and to must be of one kind: two days of the week, two times of day, or two dates',
    path: ['to'],
  })
  .refine(({ from, to }) => from.at !== to.at && (from.every !== 'once' || from.at < to.at), {
    error: 'a time after from',
    path: ['to'],
  });

export const Windows = z.array(Window, {
  error: 'a list such as [{ name: weekend, from: "Fri 16:00", to: "Mon 08:00", zone: America/Bogota }]',
});
export type Windows = z.infer<typeof Windows>;

/** Those of an environment, as `core/freeze.ts` reads them. */
export function windowsOf(windows: Windows, environment: string): readonly FreezeWindow[] {
  return windows
    .filter(({ environments }) => environments === undefined || environments.includes(environment))
    .map(({ name, from, to, zone }) => ({ name, every: from.every, from: from.at, to: to.at, zone }));
}

function readPoint(value: string): Point | null {
  const date = readWallDate(value);
  if (date !== null) return { every: 'once', at: date };
  const clock = readClock(value);
  if (clock !== null) return { every: 'day', at: clock % DAY };
  const found = /^(mon|tue|wed|thu|fri|sat|sun) +(\S+)$/i.exec(value);
  const day = readWeekday(found?.[1]?.toLowerCase() ?? '');
  const hour = readClock(found?.[2] ?? '');
  return day === null || hour === null ? null : { every: 'week', at: (day * DAY + hour) % (7 * DAY) };
}
