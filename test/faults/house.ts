/** The whole house on real wires, with people in it, for tests that break things: the bot is a process of its own. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { PointCall } from '../../sandbox/aws/wire/faults.ts';
import type { Call } from '../../sandbox/slack/hooks.ts';
import { fieldsOf, textOf } from '../../sandbox/slack/json.ts';
import type { Message } from '../../sandbox/slack/state.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/start.ts';

export const OPS = 'C0OPS';
export const INC = 'C0INC';
export const ALARM = 'hydrous-5xx';
/** Pushed before the story begins. */
export const TAG = 'v1.12.0';

export interface House extends Sandbox {
  /** Every card of an operation, oldest first: more than one for the same operation is a duplicate. */
  operationCards(): readonly Message[];
  incidentCards(): readonly Message[];
  /** Resolves with the card of this state. Rejects after `ms`. */
  operationIn(states: readonly string[], ms?: number): Promise<Message>;
  incidentIn(state: string, ms?: number): Promise<Message>;
  /** What this person was told in private, oldest first. */
  told(user: string): readonly string[];
  fire(): void;
  calm(): void;
}

/** ms. Far above what the stories take: a process that died holds its claims for up to a minute. */
export const PATIENCE = 150_000;

export async function openHouse(options: SandboxOptions = {}): Promise<House> {
  const { aws: awsOptions, ...more } = options;
  const sandbox = await startSandbox({
    rateLimits: false,
    ...more,
    aws: { speed: 8, snsRetryGap: 4_000, ...awsOptions },
  });
  const { slack, aws } = sandbox;
  aws.push({ tag: TAG });
  const cards = (channel: string, type: string) =>
    slack.state.messages(channel).filter((message) => message.metadata?.['event_type'] === type);
  const operationCards = () => cards(OPS, 'hydrous_operation');
  const incidentCards = () => cards(INC, 'hydrous_incident');

  function setAlarm(state: 'OK' | 'ALARM'): void {
    const alarm = aws.world.alarms.all.get(ALARM);
    if (alarm === undefined) throw new Error('the seeded alarm is gone');
    aws.console.setTrouble('database', state === 'ALARM');
    aws.console.setAlarm(ALARM, state, `Threshold Crossed: set to ${state} by the story.`);
    // The story alone decides when it changes again.
    alarm.heldUntil = Number.POSITIVE_INFINITY;
  }

  await eventually('the bot is subscribed to the alarms', () =>
    [...(aws.world.sns.topics.get(aws.topicArn)?.subscriptions.values() ?? [])].some(
      ({ confirmed }) => confirmed,
    ),
  ).catch(async (error: unknown) => {
    await sandbox.close();
    throw error;
  });
  return {
    ...sandbox,
    operationCards,
    incidentCards,
    operationIn: (states, ms = PATIENCE) =>
      slack.state.until(() => operationCards().find((card) => states.includes(payload(card)['state']!)), ms),
    incidentIn: (state, ms = PATIENCE) =>
      slack.state.until(() => incidentCards().find((card) => payload(card)['state'] === state), ms),
    told: (user) => slack.state.ephemerals(user).map((message) => message.text),
    fire: () => setAlarm('ALARM'),
    calm: () => setAlarm('OK'),
  };
}

/** The ids and states in a card's metadata. */
export function payload(message: Message): Readonly<Record<string, string>> {
  const fields = fieldsOf(message.metadata?.['event_payload']);
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, textOf(value)]));
}

/** Ids of what was said in threads; the same one twice is a duplicate. */
export function notes(house: House, channel: string): readonly string[] {
  return house.slack.state
    .messages(channel)
    .filter((message) => message.metadata?.['event_type'] === 'hydrous_note')
    .map((message) => payload(message)['note']!);
}

/** A place in the story at which the bot dies. `before` means that what it asked for has not happened. */
export type Point =
  | {
      readonly on: 'slack';
      /** A Web API method, or `response_url`. */
      readonly call: string;
      readonly when: 'before' | 'after';
      readonly where?: (call: Call, house: House) => boolean;
    }
  | {
      readonly on: 'aws';
      readonly call: string;
      readonly when: 'before' | 'after';
      readonly where?: (call: PointCall, house: House) => boolean;
    }
  /** SNS fetches nothing: this is the bot, in the middle of checking a signature. */
  | { readonly on: 'certificate' }
  /** SNS has its 200; what the notification becomes is not known yet. */
  | { readonly on: 'sns-200'; readonly nth: number };

export interface Death {
  /** Resolves when it was killed and a new process listens. Rejects when it does not start. */
  readonly back: Promise<void>;
  readonly happened: () => boolean;
  /** As `back`, when the story has come past the place. Rejects when the bot never came there. */
  over(): Promise<void>;
}

/** Kills the bot once, at that place, and starts it again on the same data. */
export function killAt(house: House, point: Point): Death {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  promise.catch(() => {});
  let happened = false;
  let disarm = () => {};

  /** The signal is sent before this returns; the promise is for those who must not answer a living process. */
  function strike(): Promise<void> {
    happened = true;
    disarm();
    const gone = house.bot.kill();
    gone.then(() => house.restartBot()).then(resolve, reject);
    return gone;
  }

  async function strikeAt(when: 'before' | 'after'): Promise<void> {
    await strike();
    if (when === 'before') throw new Error('the bot died before this took effect');
  }

  function arm(): () => void {
    switch (point.on) {
      case 'slack':
        return house.slack[point.when](point.call, async (call) => {
          if (!happened && (point.where?.(call, house) ?? true)) await strikeAt(point.when);
        });
      case 'aws':
        return house.aws.faults[point.when](point.call, async (call) => {
          if (!happened && (point.where?.(call, house) ?? true)) await strikeAt(point.when);
        });
      case 'certificate':
        return onCertificate(house, () => void strike());
      case 'sns-200':
        return onDelivered(house, point.nth, () => void strike());
    }
  }

  disarm = arm();
  return {
    back: promise,
    happened: () => happened,
    async over() {
      if (!happened) throw new Error('the story never came to the place where the bot dies');
      await promise;
    },
  };
}

/** The certificate is no AWS operation, so it has no hook: its text is what the route reads when it is asked for. */
function onCertificate(house: House, strike: () => void): () => void {
  const { certificate } = house.aws.world;
  const { pem } = certificate;
  Object.defineProperty(certificate, 'pem', {
    configurable: true,
    get() {
      strike();
      return pem;
    },
  });
  return () => Object.defineProperty(certificate, 'pem', { configurable: true, value: pem });
}

function onDelivered(house: House, nth: number, strike: () => void): () => void {
  const timer = setInterval(() => {
    const answered = house.aws.world.sns.deliveries.filter(
      ({ type, attempts }) => type === 'Notification' && attempts.includes(200),
    );
    if (answered.length >= nth) strike();
  }, 1);
  return () => clearInterval(timer);
}

/** Starts work in a row, so that many houses at once do not all start their processes in the same second. */
export function oneByOne(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => {});
    return next;
  };
}

/** Resolves when `holds` gives true. Rejects after `ms` with `what`. */
export async function eventually(
  what: string,
  holds: () => boolean | Promise<boolean>,
  ms = 60_000,
): Promise<void> {
  const end = performance.now() + ms;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`${what}: not within ${ms} ms`);
    await sleep(50);
  }
}
