/** What stands around a service: data, load balancer, health, alarms. */
import type { Environment } from '../environment.ts';
import type { KnownAlarm } from '../ports/alarm-definitions.ts';
import type { DependencyView, ProbeAnswer, TargetGroupView } from '../ports/evidence.ts';
import type { Code, Sentence } from '../sentence.ts';
import { code, say } from '../sentence.ts';
import { isTestAlarm } from '../test-alarm.ts';
import { broken, type Finding, fine, unset } from './finding.ts';

export function dataFinding(
  environment: Environment,
  key: 'database' | 'cache',
  view: DependencyView | null,
): Finding {
  const check = `${environment.name}.${key}`;
  const name = environment[key];
  if (name === null) return unset(check, key);
  const mend = say('doctor.do.start-data');
  if (view === null)
    return broken(check, say('doctor.data.missing', { name: code(name), key: code(key) }), mend);
  if (DOWN.test(view.status))
    return broken(check, say('doctor.data.status', { name: code(name), status: code(view.status) }), mend);
  return fine(check, view.id, view.status);
}

/** Anything else is on, or on its way. Source: RDS and ElastiCache user guides, status of an instance. */
const DOWN = /^(?:stopp|fail|delet|inaccessible|incompatible|storage-full|create-failed|restore-failed)/;

export function balancerFinding(environment: Environment, groups: readonly TargetGroupView[]): Finding {
  const check = `${environment.name}.load-balancer`;
  const balancer = environment.loadBalancer;
  if (balancer === null) return unset(check, 'loadBalancer');
  const used = groups.flatMap(({ loadBalancers }) => loadBalancers).map(nameOf);
  if (used.includes(balancer)) return fine(check, balancer);
  const mend = say('doctor.do.key', { key: code('loadBalancer'), value: null });
  if (used.length === 0)
    return broken(check, say('doctor.balancer.none', { balancer: code(balancer) }), mend);
  return broken(
    check,
    say('doctor.balancer.other', { balancer: code(balancer), used: used.map(code) }),
    mend,
  );
}

/** `…:loadbalancer/app/<name>/<id>` */
function nameOf(arn: string): string {
  return arn.split('/')[2] ?? arn;
}

export function healthFindings(
  environment: Environment,
  answer: ProbeAnswer | null,
  groups: readonly TargetGroupView[] | null,
): readonly Finding[] {
  const check = `${environment.name}.health`;
  const address = environment.healthUrl;
  if (address === null || answer === null) return [unset(check, 'healthUrl')];
  const shown = { address: code(address) };
  const { status, failure } = answer;
  const mend = say('doctor.do.health');
  return [
    status === null
      ? broken(check, say('doctor.health.silent', { ...shown, why: code(failure ?? '–') }), mend)
      : status >= 400
        ? broken(check, say('doctor.health.status', { ...shown, status }), mend)
        : fine(check, status),
    ...pathFinding(environment, address, groups ?? []),
  ];
}

function pathFinding(
  { name }: Environment,
  address: string,
  groups: readonly TargetGroupView[],
): readonly Finding[] {
  const paths = groups.flatMap(({ healthPath }) => healthPath ?? []);
  const [path] = paths;
  if (path === undefined) return [];
  const check = `${name}.health-path`;
  if (paths.includes(new URL(address).pathname)) return [fine(check, path)];
  return [
    broken(
      check,
      say('doctor.health.path', { address: code(address), path: code(path) }),
      say('doctor.do.key', { key: code('healthUrl'), value: code(new URL(path, address).href) }),
    ),
  ];
}

const SHOWN = 5;

/** `known` are the alarms of the environment's own resources. */
export function alarmFindings(
  environment: Environment,
  known: readonly KnownAlarm[],
  topics: readonly string[],
): readonly Finding[] {
  const check = `${environment.name}.alarms`;
  const ours = known.filter(({ definition }) => definition !== null && !isTestAlarm({ metric: definition }));
  const create = say('doctor.do.create-alarms', {
    line: code(`/hydrous alarms create all ${environment.name}`),
  });
  if (ours.length === 0) return [broken(check, say('doctor.alarms.none'), create)];
  const listed = (some: readonly KnownAlarm[]) => ({
    alarms: some.slice(0, SHOWN).map(({ name }) => code(name)),
    count: some.length,
  });
  const off = ours.filter(({ definition }) => definition?.actionsEnabled === false);
  const silent = ours.filter(({ definition }) => !(definition?.alarmActions ?? []).some(isHeard(topics)));
  const topic = topics.find((each) => regionOf(each) === environment.region);
  const act = topic === undefined ? create : say('doctor.do.alarm-action', { topic: code(topic) });
  const rows = (['none', 'region', 'elsewhere'] as const).flatMap((kind) => {
    const some = silent.filter((alarm) => whySilent(alarm, environment.region) === kind);
    return some.length === 0 ? [] : [broken(check, silentText(kind, listed(some), environment.region), act)];
  });
  return [
    ...(rows.length === 0 ? [fine(check, ours.length)] : rows),
    ...(off.length === 0 ? [] : [broken(`${check}.off`, say('doctor.alarms.off', listed(off)), enable(off))]),
  ];
}

function isHeard(topics: readonly string[]): (action: string) => boolean {
  return (action) => topics.includes(action);
}

function regionOf(topicArn: string): string {
  return topicArn.split(':')[3] ?? '';
}

type Silence = 'none' | 'region' | 'elsewhere';

/** CloudWatch reaches topics of its own region only. */
function whySilent({ definition }: KnownAlarm, region: string): Silence {
  const actions = definition?.alarmActions ?? [];
  if (actions.length === 0) return 'none';
  const topics = actions.filter((action) => action.split(':')[2] === 'sns');
  return topics.length > 0 && topics.every((topic) => regionOf(topic) !== region) ? 'region' : 'elsewhere';
}

function silentText(
  kind: Silence,
  some: { readonly alarms: readonly Code[]; readonly count: number },
  region: string,
): Sentence {
  switch (kind) {
    case 'none':
      return say('doctor.alarms.mute', some);
    case 'region':
      return say('doctor.alarms.region', { ...some, region: code(region) });
    case 'elsewhere':
      return say('doctor.alarms.elsewhere', some);
  }
}

function enable(off: readonly KnownAlarm[]): Sentence {
  const line = `aws cloudwatch enable-alarm-actions --alarm-names ${off.map(({ name }) => name).join(' ')}`;
  return say('doctor.do.topic-signature', { line: code(line) });
}
