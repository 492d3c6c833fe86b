/** The notifications of a storm: what a thousand alarms of several environments say, out of order and twice. */
import { Agent, request } from 'node:http';

export interface StormSize {
  readonly alarms: number;
  /** Changes of state of each alarm. */
  readonly changes: number;
  readonly environments: number;
  /** Share of the messages that arrive a second time. */
  readonly twice: number;
}

export interface StormMessage {
  readonly alarm: string;
  readonly environment: string;
  readonly state: 'ALARM' | 'OK';
  /** ms */
  readonly at: number;
  readonly text: string;
}

export const ACCOUNT = '123456789012';
export const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:hydrous-alarms`;

/** Half of the alarms end in ALARM. All of it happens within three minutes before `now`. */
export function stormMessages(size: StormSize, now: number): readonly StormMessage[] {
  const messages: StormMessage[] = [];
  for (let number = 0; number < size.alarms; number += 1) {
    const environment = `env-${number % size.environments}`;
    for (let change = 0; change < size.changes; change += 1) {
      const last = size.changes - 1 - change;
      const state = (last + number) % 2 === 0 ? 'ALARM' : 'OK';
      const at = now - 180_000 + Math.floor((change * 170_000) / size.changes) + (number % 997);
      const alarm = `${environment}-alarm-${number}`;
      messages.push({ alarm, environment, state, at, text: alarmText(alarm, environment, state, at) });
    }
  }
  return messages;
}

function alarmText(alarm: string, environment: string, state: 'ALARM' | 'OK', at: number): string {
  return JSON.stringify({
    AlarmName: alarm,
    AlarmDescription: 'One of very many',
    AWSAccountId: ACCOUNT,
    NewStateValue: state,
    OldStateValue: state === 'OK' ? 'ALARM' : 'OK',
    NewStateReason: `Threshold Crossed: 1 out of the last 1 datapoints [${state === 'OK' ? 10 : 92}.0 (02/03/26 10:04:00)] was ${state === 'OK' ? 'not ' : ''}greater than the threshold (80.0).`,
    StateChangeTime: new Date(at).toISOString().replace('Z', '+0000'),
    Region: 'US East (N. Virginia)',
    AlarmArn: `arn:aws:cloudwatch:us-east-1:${ACCOUNT}:alarm:${alarm}`,
    OKActions: [TOPIC],
    AlarmActions: [TOPIC],
    Trigger: {
      MetricName: 'CPUUtilization',
      Namespace: 'AWS/ECS',
      StatisticType: 'Statistic',
      Statistic: 'AVERAGE',
      Unit: null,
      Dimensions: [
        { value: `service-${environment}`, name: 'ServiceName' },
        { value: 'storm', name: 'ClusterName' },
      ],
      Period: 60,
      EvaluationPeriods: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 80,
      TreatMissingData: 'missing',
    },
  });
}

/** The same order every time, and no order at all. */
export function shuffled<T>(items: readonly T[], seed = 7): T[] {
  const mixed = [...items];
  let state = seed;
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = state % (at + 1);
    [mixed[at], mixed[other]] = [mixed[other]!, mixed[at]!];
  }
  return mixed;
}

/** Posts each body to one of the addresses in turn, and again where it was not taken. Gives the number of posts. */
export async function postAll(bodies: readonly string[], urls: readonly string[]): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  let next = 0;
  let posts = 0;
  async function worker(): Promise<void> {
    for (let at = next++; at < bodies.length; at = next++) {
      for (let attempt = 0; ; attempt += 1) {
        posts += 1;
        const status = await post(agent, `${urls[(at + attempt) % urls.length]}/sns`, bodies[at]!);
        if (status === 200) break;
        if (attempt > 20) throw new Error(`a notification was answered with ${status}`);
      }
    }
  }
  await Promise.all(Array.from({ length: 24 }, worker));
  agent.destroy();
  return posts;
}

function post(agent: Agent, url: string, body: string): Promise<number> {
  return new Promise((resolve) => {
    const headers = {
      'content-type': 'text/plain; charset=UTF-8',
      'content-length': String(Buffer.byteLength(body)),
      'x-amz-sns-message-type': 'Notification',
    };
    const sent = request(url, { agent, method: 'POST', headers }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.on('error', () => resolve(0));
    sent.end(body);
  });
}
