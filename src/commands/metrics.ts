import { afterIt, answerTime } from '../core/answer-time.ts';
import { type CommandReaders, command } from '../core/command.ts';
import { plain } from '../core/document.ts';
import type { Environment } from '../core/environment.ts';
import type { Gathered } from '../core/evidence.ts';
import { changeInService } from '../core/last-change.ts';
import { linesOf, needsBalancer, TOPIC_WORDS, type Topic, topicOf } from '../core/metric-topics.ts';
import { metricsDocument } from '../core/metrics-document.ts';
import { nearMisses } from '../core/near-miss.ts';
import { Problem } from '../core/problem.ts';
import { readMetrics } from '../core/read-metrics.ts';
import { code, say } from '../core/sentence.ts';
import { DAY, readWindow, type Window } from '../core/time-window.ts';

/** ms for AWS: the picture still has to reach Slack. */
const ANSWER_MS = 3_000;
const HOUR = DAY / 24;
/** CloudWatch keeps minutes for 15 days, which is also what a chart can show. */
const LIMITS = { usual: 3 * HOUR, shortest: 300_000, longest: 15 * DAY };
const DEPLOYMENTS = 20;
const INCIDENTS = 50;

export const metrics = command({
  verb: 'metrics',
  usage: ['metrics [cpu|memory|requests|errors|latency|database|cache] [env] [--since 3h]'],
  example: 'metrics latency --since 6h',
  summary: {
    es: 'gráficas con lo último, mínimo y máximo, y cómo era el día anterior',
    en: 'charts with the latest, lowest and highest value, and how it was the day before',
  },
  permission: 'viewer',
  changes: false,
  arguments: {
    positional: { topic: { kind: 'word' }, environment: { kind: 'environment' } },
    options: { since: { kind: 'time' } },
  },
  async handle({ topic: word, environment, since }, { readers, invocation, environments }) {
    const topic = word === undefined ? null : chosen(word, environments);
    const window = windowOf(since, readers.clock.now(), invocation.zone);
    const { name } = environment;
    if (topic === 'database' && environment.database === null)
      return { result: 'answer', document: plain(say('db.none', { environment: name })) };
    if (topic === 'cache' && environment.cache === null)
      return { result: 'answer', document: plain(say('cache.none', { environment: name })) };
    const facts = await gather(readers, environment, topic, window, invocation.zone);
    return { result: 'answer', document: metricsDocument({ environment, topic, window, ...facts }) };
  },
});

function chosen(word: string, environments: readonly Environment[]): Topic {
  const topic = topicOf(word);
  if (topic !== null) return topic;
  const known = [...TOPIC_WORDS, ...environments.map(({ name }) => name)];
  const near = nearMisses(word, known).map((one) => code(`/hydrous metrics ${one}`));
  throw new Problem('refused', say('metrics.unknown', { word, near }), 'metrics: unknown topic');
}

function windowOf(since: string | undefined, now: number, zone: string | null): Window {
  const read = readWindow({ since }, now, zone, LIMITS);
  if (!read.ok) throw new Problem('refused', read.refusal, 'metrics window refused');
  return read.window;
}

async function gather(
  readers: CommandReaders,
  environment: Environment,
  topic: Topic | null,
  window: Window,
  zone: string | null,
) {
  const { soon } = answerTime(readers.clock, ANSWER_MS);
  const lines = linesOf(topic, environment);
  const service = once(() => soon(readers.ecs.service(environment)));
  const balancer = needsBalancer(lines)
    ? afterIt(service(), ({ targetGroups }) =>
        soon(
          balancerOf(
            readers,
            environment,
            targetGroups.map(({ arn }) => arn),
          ),
        ),
      )
    : Promise.resolve<Gathered<string | null>>({ ok: true, value: null });
  const history = soon(readers.history.recent(environment, DEPLOYMENTS));
  // Without the history the service still tells of its newest deployments.
  const newest = history.then((found) =>
    found.ok ? found : afterIt(service(), async (view) => ({ ok: true, value: changeInService(view) ?? [] })),
  );
  const incidents = soon(readers.incidents(environment, INCIDENTS));
  return readMetrics(
    { readers, environment, topic, lines, window, zone, soon },
    { balancer, history, newest, incidents },
  );
}

/** The dimension of the load balancer, null when the service has none. */
async function balancerOf(
  { targetGroups }: CommandReaders,
  environment: Environment,
  arns: readonly string[],
): Promise<string | null> {
  const [arn] = (await targetGroups.groups(environment, arns)).flatMap(({ loadBalancers }) => loadBalancers);
  return arn === undefined ? null : arn.slice(arn.indexOf('loadbalancer/') + 'loadbalancer/'.length);
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
