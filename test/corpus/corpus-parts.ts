/** Single answers of a case that are long enough to stand by themselves. */
import type { SavedFile } from '../../src/aws/replay/saved-answers.ts';
import { METRIC, splitMetric } from '../../src/core/evidence-metrics.ts';
import type { CorpusCase, Names } from './corpus-case.ts';
import type { Place } from './corpus-place.ts';

const MINUTE = 60_000;
const ORDINARY_METRICS: Readonly<Record<string, number>> = {
  cpu: 22,
  memory: 48,
  requests: 300,
  clientErrors: 6,
  serverErrors: 0,
  balancerErrors: 0,
  latency: 0.12,
  databaseCpu: 15,
  databaseConnections: 12,
  databaseStorage: 12e9,
  cacheMemory: 30,
};

export function definitionAnswer(
  { change }: CorpusCase,
  place: Place,
  revision: number,
  image: string,
  taskDefinitionArn: string,
): object {
  const isNew = revision === 43;
  const names = (base: readonly string[], diff: Names | undefined) => [
    ...base,
    ...(diff?.changed ?? []),
    ...((isNew ? diff?.added : diff?.removed) ?? []),
  ];
  const values = (diff: Names | undefined, name: string) =>
    diff?.changed?.includes(name) === true ? `${name}-${revision}` : 'same';
  return {
    taskDefinition: {
      taskDefinitionArn,
      family: place.family,
      revision,
      status: 'ACTIVE',
      cpu: '512',
      memory: '1024',
      runtimePlatform: { cpuArchitecture: change?.architecture?.[isNew ? 1 : 0] ?? 'X86_64' },
      containerDefinitions: [
        {
          name: place.container,
          image,
          essential: true,
          command: change?.command === true && isNew ? ['uvicornn'] : ['uvicorn'],
          environment: names(['ENVIRONMENT'], change?.env).map((name) => ({
            name,
            value: values(change?.env, name),
          })),
          secrets: names(['JWT_KEY'], change?.secrets).map((name) => ({
            name,
            valueFrom: values(change?.secrets, name),
          })),
          healthCheck: { command: ['CMD-SHELL', change?.healthCheck === true && isNew ? 'no' : 'yes'] },
          logConfiguration: {
            logDriver: 'awslogs',
            options: { 'awslogs-group': place.logGroup, 'awslogs-stream-prefix': 'ecs' },
          },
        },
      ],
    },
    tags: [],
  };
}

export function imageAnswer(image: 'amd64' | 'arm64' | 'missing'): object {
  if (image === 'missing')
    return { images: [], failures: [{ imageId: {}, failureCode: 'ImageNotFound', failureReason: 'gone' }] };
  const manifest = {
    mediaType: 'application/vnd.oci.image.index.v1+json',
    manifests: [{ digest: 'sha256:1', platform: { os: 'linux', architecture: image } }],
  };
  return {
    images: [
      {
        imageId: { imageDigest: `sha256:${'1'.repeat(64)}` },
        imageManifest: JSON.stringify(manifest),
        imageManifestMediaType: manifest.mediaType,
      },
    ],
    failures: [],
  };
}

export function metricAnswer({ metrics = {}, service }: CorpusCase, at: number): object {
  const minutes = 120;
  const last = Math.floor(at / MINUTE) * MINUTE;
  const names = [...new Set([...Object.keys(ORDINARY_METRICS), ...Object.keys(metrics)])];
  const shown = names.filter((name) => service?.running !== 0 || !['cpu', 'memory'].includes(name));
  return {
    MetricDataResults: shown.map((name, index) => {
      const told = metrics[name] ?? [ORDINARY_METRICS[name] ?? 0];
      const before = Array.from({ length: Math.max(0, minutes - told.length) }, () => told[0] ?? 0);
      return {
        Id: `q${index}`,
        Label: METRIC[name as keyof typeof METRIC],
        Timestamps: Array.from({ length: minutes }, (_, minute) =>
          new Date(last - (minutes - 1 - minute) * MINUTE).toISOString(),
        ),
        Values: [...before, ...told].slice(-minutes),
        StatusCode: 'Complete',
      };
    }),
    MetricDataQueries: shown.map((name, index) => {
      const { namespace, name: MetricName } = splitMetric(METRIC[name as keyof typeof METRIC]);
      return { Id: `q${index}`, MetricStat: { Metric: { Namespace: namespace, MetricName } } };
    }),
  };
}

export function eventAnswer(SourceType: string, id: string, messages: readonly string[], at: number): object {
  return {
    Events: messages.map((Message, index) => ({
      SourceIdentifier: id,
      SourceType,
      Message,
      EventCategories: [],
      Date: new Date(at - 3 * MINUTE - index * 1_000).toISOString(),
    })),
  };
}

export function probeFiles({ probe }: CorpusCase): readonly SavedFile[] {
  if (probe === undefined) return [];
  const headers = probe.allows ? { 'access-control-allow-origin': '*' } : {};
  return [
    { name: 'probe-health.json', text: JSON.stringify({ status: probe.health, headers }) },
    { name: 'probe-cors.json', text: JSON.stringify({ status: probe.preflight, headers }) },
  ];
}
