/** Why tasks stopped, in sentences: ECS's codes and the containers' exit codes, the same ones counted together. */
import { cleanText, cut } from './clean-text.ts';
import type { TaskView } from './ports/ecs.ts';
import { redact } from './redact.ts';
import { type Sentence, say } from './sentence.ts';
import { causeOfStop } from './stop-causes.ts';

const MOST = 6;
const REASON_LENGTH = 240;
/** What ECS says of each task whose container ended, beside the code that says the same. */
const SAYS_NOTHING = 'Essential container in task exited';
/** A process that was ended by a signal exits with 128 and its number. Source: POSIX shell, "Exit Status". */
const SIGNALLED = 128;

export function stopDetails(tasks: readonly TaskView[]): readonly Sentence[] {
  const stops = counted(tasks, ({ stopCode, stoppedReason }) => `${stopCode}\n${withoutIds(stoppedReason)}`);
  const exits = counted(
    tasks.flatMap(({ containers }) => containers.filter(({ exitCode }) => exitCode !== null)),
    ({ name, exitCode, reason }) => `${name}\n${exitCode}\n${isOutOfMemory(reason)}`,
  );
  return [
    ...stops.map(({ first, count }) => stopText(first, count)),
    ...exits.map(({ first, count }) => exitText(first, count)),
  ].slice(0, MOST);
}

/** What it means first, ECS's own words after it. */
export function stopText(task: Pick<TaskView, 'stopCode' | 'stoppedReason'>, count: number): Sentence {
  const { stopCode, stoppedReason } = task;
  const said = stoppedReason === null || stoppedReason === SAYS_NOTHING ? null : stoppedReason;
  const reason = said === null ? null : cut(redact(cleanText(said)), REASON_LENGTH);
  return say('stop.why', { meaning: meaningOf(task), code: stopCode, reason, count });
}

function meaningOf(task: Pick<TaskView, 'stopCode' | 'stoppedReason'>): Sentence {
  const cause = causeOfStop(task);
  if (cause !== null) return say(`stop.cause.${cause}`);
  switch (task.stopCode) {
    case 'TaskFailedToStart':
      return say('stop.did-not-start');
    case 'EssentialContainerExited':
      return say('stop.container-ended');
    case 'ServiceSchedulerInitiated':
      return say('stop.by-scheduler');
    default:
      return say('stop.other');
  }
}

function exitText({ name, exitCode, reason }: TaskView['containers'][number], count: number): Sentence {
  const code = exitCode ?? 0;
  return say('stop.exit-code', { container: name, code, meaning: exitMeaning(code, reason), count });
}

/** 3 is uvicorn's own "startup failed". */
export function exitMeaning(code: number, reason: string | null = null): Sentence {
  if (isOutOfMemory(reason)) return say('exit.out-of-memory');
  switch (code) {
    case 0:
    case 1:
    case 2:
    case 3:
    case 126:
    case 127:
    case 132:
    case 134:
    case 137:
    case 139:
    case 143:
    case 255:
      return say(`exit.${code}`);
    default:
      return code > SIGNALLED && code < SIGNALLED + 65
        ? say('exit.signal', { signal: code - SIGNALLED })
        : say('exit.other');
  }
}

function isOutOfMemory(reason: string | null): boolean {
  return /OutOfMemory|killed due to memory usage/i.test(reason ?? '');
}

/** The same trouble of many tasks is one line, though each reason names its own task. */
function withoutIds(reason: string | null): string {
  return (reason ?? '').replace(/[0-9a-f]{8}[0-9a-f-]{24,}|ecs-svc\/\d+/g, '…');
}

function counted<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): readonly { readonly first: T; readonly count: number }[] {
  const groups = new Map<string, { readonly first: T; readonly count: number }>();
  for (const item of items) {
    const key = keyOf(item);
    const known = groups.get(key);
    groups.set(key, { first: known?.first ?? item, count: (known?.count ?? 0) + 1 });
  }
  return [...groups.values()].sort((one, other) => other.count - one.count);
}
