/** The shipped bot as a child process: started from its settings alone, killed and started again at will. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { BotView } from './page/panel.ts';
import { parseJson } from './slack/http.ts';
import { fieldsOf, textOf } from './slack/json.ts';

export const BOT_ENTRY = fileURLToPath(new URL('../src/main.ts', import.meta.url));
/** What Node compiled of the sources is kept here: a bot that is started again and again starts in half the time. */
const COMPILED = fileURLToPath(new URL('../node_modules/.cache/compiled/', import.meta.url));

/** How long the bot may take to listen, and to stop when asked, ms. */
const START_MS = 30_000;
const STOP_MS = 20_000;
const KEPT_LINES = 2000;

export interface BotOptions {
  /** All of it: nothing of this process's own environment reaches the bot. */
  readonly environment: Readonly<Record<string, string>>;
  /** The program; the shipped bot when left out. */
  readonly entry?: string;
  /** Where it is started; where this process was, when left out. */
  readonly folder?: string;
  /** Told when the bot ended although nobody asked it to. */
  readonly onExit?: (detail: string) => void;
}

export interface Bot {
  /** Address that the bot says it listens on; empty before. */
  readonly url: string;
  readonly pid: number | undefined;
  readonly view: BotView;
  /** What it wrote, newest last, at most 2,000 lines. */
  readonly lines: readonly string[];
  /** Resolves with the address once it listens. Rejects with its last words when it ends or takes over 30 s. */
  start(): Promise<string>;
  /** SIGKILL, as when a machine fails. Resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM, then SIGKILL after 20 s. Resolves with the exit code. */
  stop(): Promise<number | null>;
  /** Kills it and starts it again on the same data. */
  restart(): Promise<string>;
}

export function createBot(options: BotOptions): Bot {
  const lines: string[] = [];
  let child: ChildProcess | null = null;
  let url = '';
  let view: BotView = { state: 'starting', detail: '' };
  let isExpected = false;

  function keep(line: string): void {
    lines.push(line);
    if (lines.length > KEPT_LINES) lines.shift();
  }

  async function start(): Promise<string> {
    isExpected = false;
    view = { state: 'starting', detail: '' };
    const started = spawn(process.execPath, [options.entry ?? BOT_ENTRY], {
      env: { NODE_COMPILE_CACHE: COMPILED, ...options.environment },
      ...(options.folder === undefined ? {} : { cwd: options.folder }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    createInterface({ input: started.stderr }).on('line', keep);
    const listening = new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('the bot did not listen in time')), START_MS);
      createInterface({ input: started.stdout }).on('line', (line) => {
        keep(line);
        const fields = fieldsOf(parseJson(line));
        if (fields['msg'] === 'listening') {
          clearTimeout(timer);
          resolve(textOf(fields['url']));
        }
      });
      started.once('exit', (code, signal) => {
        clearTimeout(timer);
        reject(new Error(`the bot ended (${signal ?? code}): ${lastWords(lines)}`));
      });
    });
    started.once('exit', (code, signal) => {
      if (child === started) child = null;
      const wasRunning = view.state === 'running';
      view = { state: 'stopped', detail: `${signal ?? `exit ${code}`}: ${lastWords(lines)}` };
      if (!isExpected && wasRunning) options.onExit?.(view.detail);
    });
    url = await listening;
    view = { state: 'running', detail: '' };
    return url;
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const running = child;
    if (running === null) return null;
    isExpected = true;
    const gone = once(running, 'exit');
    running.kill(signal);
    const timer = setTimeout(() => running.kill('SIGKILL'), STOP_MS);
    await gone;
    clearTimeout(timer);
    return running.exitCode;
  }

  return {
    get url() {
      return url;
    },
    get pid() {
      return child?.pid;
    },
    get view() {
      return view;
    },
    lines,
    start,
    async kill() {
      await end('SIGKILL');
    },
    stop: () => end('SIGTERM'),
    async restart() {
      await end('SIGKILL');
      return start();
    },
  };
}

/** The error it named, or the end of what it wrote; short enough for the page. */
function lastWords(lines: readonly string[]): string {
  const recent = lines.slice(-30);
  const named = recent.findLast((line) => /^\w*Error\b|^\w+: /u.test(line));
  return (named ?? recent.slice(-3).join(' ')).slice(0, 400);
}
