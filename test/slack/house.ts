/** The Slack side on a real HTTP server, in front of a small Web API: what a test needs to send signed requests. */
import type { Invocation } from '../../src/core/command.ts';
import { type Document, plain } from '../../src/core/document.ts';
import type { Member } from '../../src/core/member.ts';
import type { Clock, Log } from '../../src/core/ports/ambient.ts';
import { createHttpServer } from '../../src/http/server.ts';
import { createSlack, type Slack } from '../../src/slack/app.ts';
import type { Click, FormHandlers } from '../../src/slack/handlers.ts';
import { type FakeSlack, startFakeSlack } from './fake-slack.ts';
import { clickPayload, commandBody, formOf, SECRET, signed } from './signed.ts';

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

export interface House {
  readonly fake: FakeSlack;
  readonly slack: Slack;
  readonly url: string;
  readonly commands: Invocation[];
  readonly clicks: Click[];
  /** Home tabs that were opened. */
  readonly opened: { readonly member: Member; readonly empty: boolean }[];
  readonly lines: LogLine[];
  readonly counts: string[];
  /** What the handlers do next; by default they answer with a sentence. */
  command: (invocation: Invocation) => Promise<Document>;
  click: (click: Click) => Promise<Document>;
  /** No line asks for a form unless a test says so. */
  forms: FormHandlers;
  send(body: string | Buffer, headers: Readonly<Record<string, string>>): Promise<Sent>;
  sendCommand(over?: Readonly<Record<string, string>>): Promise<Sent>;
  sendPayload(payload: unknown): Promise<Sent>;
  sendClick(action: Click['action'], over?: Readonly<Record<string, unknown>>): Promise<Sent>;
  /** Waits until everything that was begun has ended. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface Sent {
  readonly status: number;
  readonly text: string;
  readonly ms: number;
}

export const SUBJECT = 'op-7kq2m9xd4t';

export const realClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      if (signal?.aborted) done();
      signal?.addEventListener('abort', done);
    }),
};

export function recordingLog(lines: LogLine[]): Log {
  const at =
    (level: LogLine['level']): Log['info'] =>
    (fields, message) =>
      lines.push({ level, fields, message });
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

export const NO_FORMS: FormHandlers = {
  asked: () => null,
  fill: async () => ({ filled: 'refused', refusal: { es: 'Sin formularios', en: 'No forms' } }),
  submit: () => ({ submitted: 'gone' }),
};

export async function openHouse(): Promise<House> {
  const fake = await startFakeSlack();
  const lines: LogLine[] = [];
  const counts: string[] = [];
  const log = recordingLog(lines);
  const slack = createSlack({
    settings: { botToken: 'xoxb-test', signingSecret: SECRET, appToken: null, apiUrl: fake.apiUrl },
    roles: { teams: ['T0HOME'] },
    channels: { operations: 'C0OPS', incidents: 'C0INC' },
    locale: 'en',
    isChange: (text) => text.startsWith('deploy'),
    handlers: {
      isBusy: () => false,
      forms: {
        asked: (text) => house.forms.asked(text),
        fill: (wish, by) => house.forms.fill(wish, by),
        submit: (submission) => house.forms.submit(submission),
      },
      command: (invocation) => {
        house.commands.push(invocation);
        return house.command(invocation);
      },
      click: (click) => {
        house.clicks.push(click);
        return house.click(click);
      },
      homeOpened: async (member, empty) => void house.opened.push({ member, empty }),
    },
    clock: realClock,
    log,
    count: (name) => counts.push(name),
  });
  const server = createHttpServer({
    routes: {
      readiness: async () => ({ ready: true, engine: 'sqlite', reasons: [] }),
      metrics: () => '',
    },
    slackEvents: slack.events!,
    log,
  });
  const url = await server.listen('127.0.0.1', 0);
  slack.start();
  for (let tries = 0; slack.identity() === null && tries < 200; tries += 1) await realClock.sleep(5);

  const house: House = {
    fake,
    slack,
    url,
    commands: [],
    clicks: [],
    opened: [],
    lines,
    counts,
    command: async () => plain({ es: 'Todo bien', en: 'All is well' }),
    click: async () => plain({ es: 'Anotado', en: 'Noted' }),
    forms: NO_FORMS,
    async send(body, headers) {
      const started = performance.now();
      const response = await fetch(`${url}/slack/events`, {
        method: 'POST',
        body: new Uint8Array(Buffer.from(body)),
        headers,
      });
      const text = await response.text();
      return { status: response.status, text, ms: performance.now() - started };
    },
    sendCommand(over = {}) {
      const body = commandBody({ response_url: fake.responseUrl(), ...over });
      return house.send(body, signed(body));
    },
    sendPayload(payload) {
      const body = formOf(payload);
      return house.send(body, signed(body));
    },
    sendClick(action, over = {}) {
      const button = { action_id: action, value: slack.seal.seal(action, SUBJECT) };
      return house.sendPayload(clickPayload(button, { response_url: fake.responseUrl(), ...over }));
    },
    settled: async () => void (await slack.drain(5_000)),
    async close() {
      await slack.drain(1_000);
      await server.close(500);
      await fake.close();
    },
  };
  return house;
}
