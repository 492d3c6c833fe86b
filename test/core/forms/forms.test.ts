import { describe, expect, test } from 'vitest';
import type { CommandReaders } from '../../../src/core/command.ts';
import type { Entered, Form, FormField } from '../../../src/core/form.ts';
import { formOfCommand, formWish } from '../../../src/core/forms/form-wish.ts';
import type { Sentence } from '../../../src/core/sentence.ts';
import { speak } from '../../../src/words/speak.ts';
import { COMMANDS, environment, failing, keyOf, NOW, operation, readers } from '../../commands/builders.ts';

const HOUR = 3_600_000;
const DIGEST = `sha256:${'ab'.repeat(32)}`;
const OTHER = `sha256:${'cd'.repeat(32)}`;
const ARN = 'arn:aws:ecs:us-east-1:123456789012:task-definition/hydrous';
const es = (sentence: Sentence | null) => (sentence === null ? '' : speak(sentence, 'es', 'plain'));

function formOf(verb: string) {
  return formOfCommand(COMMANDS.find((one) => one.verb === verb)!);
}

async function filled(verb: string, what: string, over: Partial<CommandReaders> = {}): Promise<Form> {
  return formOf(verb).build(what, environment(), readers(over));
}

function lineOf(verb: string, what: string, entered: Entered, was: Record<string, string> = {}) {
  const environments = ['production', 'staging'];
  const given = { what, entered, was, environment: environment(), environments };
  const read = formOf(verb).line(given);
  if (read.ok) return read.line;
  return Object.fromEntries(Object.entries(read.errors).map(([field, error]) => [field, keyOf(error)]));
}

function choices(form: Form, name: string): readonly string[] {
  const field = fieldOf(form, name);
  if (field.kind !== 'choice') throw new Error(`${name} is no choice`);
  return field.options.map(({ text, detail }) => [es(text), es(detail)].filter(Boolean).join(' | '));
}

function fieldOf(form: Form, name: string): FormField {
  const field = form.fields.find((each) => each.name === name);
  if (field === undefined) throw new Error(`no field ${name}`);
  return field;
}

const about = (form: Form) => form.about.map(es).join('\n');

describe('which lines ask for a form', () => {
  const wish = (text: string, environments = ['production', 'staging']) =>
    formWish(COMMANDS, environments, text);

  test.each([
    ['deploy', 'deploy', '', null],
    ['deploy staging', 'deploy', '', 'staging'],
    ['DEPLOY', 'deploy', '', null],
    ['scale', 'scale', '', null],
    ['scale production', 'scale', '', 'production'],
    ['env set', 'env', 'set', null],
    ['env unset staging', 'env', 'unset', 'staging'],
    ['env --form', 'env', 'set', null],
    ['env unset —form', 'env', 'unset', null],
    ['autoscale suspend', 'autoscale', 'suspend', null],
    ['autoscale --form', 'autoscale', '', null],
    ['rollback --form production', 'rollback', '', 'production'],
    ['redeploy --form', 'redeploy', '', null],
    ['db resize', 'db', 'resize', null],
    ['db restore staging', 'db', 'restore', 'staging'],
    ['cache resize', 'cache', 'resize', null],
    ['alarms restore', 'alarms', 'restore', null],
  ])('%j → the form of %s %s', (text, verb, what, named) => {
    expect(wish(text)).toMatchObject({ verb, what, environment: named });
  });

  test.each([
    'status',
    'deploy v1.11.0',
    'deploy @sha256:abc',
    'deploy --force',
    'deploy staging production',
    'deploy <@U123|bob>',
    'deploy "',
    'depoy',
    'rollback',
    'rollback revision:41',
    'redeploy',
    'scale 3',
    'scale cpu=512',
    'autoscale',
    'autoscale resume',
    'db',
    'db snapshot',
    'alarms create',
    'alarms test',
    'lock',
    'freeze staging',
    'env',
    'env set A=1',
    'approve',
    'help',
    '',
  ])('%j stands for itself', (text) => expect(wish(text)).toBeNull());

  test('a reason that was typed already is kept', () => {
    expect(wish('deploy —reason “PR 214”')?.given).toEqual({ reason: 'PR 214' });
    expect(wish('deploy --reason=hotfix staging')).toMatchObject({
      given: { reason: 'hotfix' },
      environment: 'staging',
    });
  });
});

describe('deploy', () => {
  const images = {
    recent: async () => [
      {
        digest: OTHER,
        tags: ['v1.11.0', 'latest'],
        pushedAt: NOW - 2 * HOUR,
        status: 'ACTIVE',
        platforms: null,
      },
      { digest: DIGEST, tags: ['v1.10.0'], pushedAt: NOW - 50 * HOUR, status: 'ACTIVE', platforms: null },
      { digest: 'sha256:0', tags: ['v0.1.0'], pushedAt: null, status: 'ARCHIVED', platforms: null },
    ],
    image: async (_: unknown, { digest }: { digest?: string }) =>
      digest === 'sha256:0'
        ? Promise.reject(failing())
        : {
            digest: digest ?? '',
            tags: [],
            pushedAt: null,
            status: 'ACTIVE',
            platforms: [{ os: 'linux', architecture: digest === OTHER ? 'arm64' : 'amd64' }],
          },
  };

  test('lists the tags with age and architecture, and marks what runs and what cannot', async () => {
    const form = await filled('deploy', '', { images });
    expect(about(form)).toBe('Ahora en production: v1.10.0 · hydrous:42 · 2/2 tareas');
    expect(choices(form, 'image')).toEqual([
      'v1.11.0 · linux/arm64 · hace 2 h | No sirve aquí, hace falta amd64 · sha256:cdcdcdcdcdcd',
      'latest · linux/arm64 · hace 2 h | No sirve aquí, hace falta amd64 · sha256:cdcdcdcdcdcd',
      'v1.10.0 · linux/amd64 · hace 2 d 2 h · en ejecución | sha256:abababababab',
      'v0.1.0 · arquitectura sin leer · sin fecha | sha256:0 · archivada',
    ]);
  });

  test('offers at most a hundred', async () => {
    const many = Array.from({ length: 130 }, (_, at) => ({
      digest: `sha256:${at}`,
      tags: [`v${at}`],
      pushedAt: NOW,
      status: null,
      platforms: null,
    }));
    const form = await filled('deploy', '', { images: { ...images, recent: async () => many } });
    expect(choices(form, 'image')).toHaveLength(100);
  });

  test('without ECR or ECS it still asks, in words, and says what could not be read', async () => {
    const down = { recent: () => Promise.reject(failing()), image: () => Promise.reject(failing()) };
    const form = await filled('deploy', '', {
      images: down,
      ecs: { ...readers().ecs, service: () => Promise.reject(failing()) },
    });
    expect(about(form)).toMatch(/No pude leer cómo está ahora: .*\nNo pude leer las imágenes/);
    expect(form.fields.map(({ name, optional }) => [name, optional])).toEqual([
      ['other', false],
      ['reason', true],
    ]);
  });

  test('is put together, quoted where it must be, or says at which field it is wrong', () => {
    expect(lineOf('deploy', '', { image: 'v1.11.0', reason: 'PR "214"' })).toBe(
      'deploy v1.11.0 production --reason "PR \\"214\\""',
    );
    expect(lineOf('deploy', '', { other: `@${DIGEST}` })).toBe(`deploy @${DIGEST} production`);
    expect(lineOf('deploy', '', { image: 'staging' })).toBe('deploy "staging" production');
    expect(lineOf('deploy', '', {})).toEqual({ image: 'form.deploy.neither' });
    expect(lineOf('deploy', '', { image: 'v1', other: 'v2' })).toEqual({ other: 'form.deploy.both' });
    expect(lineOf('deploy', '', { other: 'v1 && id' })).toEqual({ other: 'grammar.tag' });
  });
});

describe('rollback', () => {
  const deployment = (revision: number, status: string, hours: number) => ({
    arn: `d${revision}`,
    status,
    statusReason: null,
    createdAt: null,
    startedAt: NOW - hours * HOUR,
    finishedAt: NOW - hours * HOUR,
    breaker: null,
    targetRevision: {
      arn: `r${revision}`,
      taskDefinition: `${ARN}:${revision}`,
      images: [
        {
          container: 'hydrous-container',
          image: `123456789012.dkr.ecr.us-east-1.amazonaws.com/hydrous:v1.${revision}`,
          digest: DIGEST,
        },
      ],
    },
  });
  const recent = async () => [
    deployment(42, 'SUCCESSFUL', 1),
    deployment(41, 'ROLLBACK_SUCCESSFUL', 2),
    deployment(40, 'SUCCESSFUL', 30),
    deployment(40, 'SUCCESSFUL', 60),
    deployment(39, 'SUCCESSFUL', 90),
  ];
  const asked = operation({
    startedAt: NOW - 31 * HOUR,
    steps: [],
    plan: { ...operation().plan, target: { taskDefinition: `${ARN}:40` } },
  });

  test('offers what has worked, each once, with tag, digest, author and age; the newest is chosen', async () => {
    const history = { ...readers().history, recent };
    const form = await filled('rollback', '', { history, operations: async () => [asked] });
    expect(choices(form, 'revision')).toEqual([
      'hydrous:40 · v1.40 · hace 1 d 6 h | terminó bien, lo pidió @U0OPERATOR · sha256:abababababab',
      'hydrous:39 · v1.39 · hace 3 d 18 h | terminó bien · sha256:abababababab',
    ]);
    expect(fieldOf(form, 'revision')).toMatchObject({ chosen: 'revision:40', style: 'cards' });
    expect(form.line).toBe('rollback revision:40 production');
  });

  test('without a history it asks for a revision in words', async () => {
    const history = { ...readers().history, recent: () => Promise.reject(failing()) };
    const form = await filled('rollback', '', { history });
    expect(fieldOf(form, 'other').optional).toBe(false);
    expect(about(form)).toContain('No pude leer los despliegues anteriores');
  });

  test('what was typed counts before what was chosen', () => {
    expect(lineOf('rollback', '', { revision: 'revision:40' })).toBe('rollback revision:40 production');
    expect(lineOf('rollback', '', { revision: 'revision:40', other: 'revision:7' })).toBe(
      'rollback revision:7 production',
    );
    expect(lineOf('rollback', '', { other: 'api:7' })).toEqual({ other: 'grammar.revision-family' });
  });
});

describe('scale and autoscale', () => {
  test('scale shows the count with its bounds, the sizes, and what autoscaling will do', async () => {
    const form = await filled('scale', '');
    expect(about(form)).toBe(
      'Ahora en production: 2/2 tareas de 0.5 vCPU · 1 GB\nAutoscaling decide entre 1 y 4 tareas y puede volver a mover el número que pongas.',
    );
    expect(fieldOf(form, 'count')).toMatchObject({ value: 2, least: 1, most: 10 });
    expect(choices(form, 'size')).toContain('0.5 vCPU · 1 GB · ahora');
    expect(choices(form, 'size')[0]).toBe('0.25 vCPU · 0.5 GB');
    expect(form.was).toEqual({ count: '2', size: 'cpu=512 memory=1024' });
  });

  test('only what was changed is asked for, and one thing at a time', () => {
    const was = { count: '2', size: 'cpu=512 memory=1024' };
    const size = 'cpu=1024 memory=2048';
    expect(lineOf('scale', '', { ...was, count: '3' }, was)).toBe('scale 3 production');
    expect(lineOf('scale', '', { ...was, size }, was)).toBe(`scale ${size} production`);
    expect(lineOf('scale', '', { count: '3', size }, was)).toEqual({ size: 'form.scale.both' });
    expect(lineOf('scale', '', was, was)).toEqual({ count: 'form.unchanged' });
    expect(lineOf('scale', '', { count: '4' })).toBe('scale 4 production');
  });

  test('autoscale shows the requests that each task is held at, where there is such a target', async () => {
    const bare = await filled('autoscale', '');
    expect(fieldOf(bare, 'requests')).toMatchObject({ kind: 'number', value: null, least: 1, most: null });
    const { scalableTargets } = readers();
    const view = (await scalableTargets.read(environment()))!;
    const policies = view.policies.map((policy) => ({
      ...policy,
      metric: 'requests' as const,
      target: 1000,
    }));
    const kept = { read: async () => ({ ...view, policies }) };
    const form = await filled('autoscale', '', { scalableTargets: kept });
    expect(fieldOf(form, 'requests')).toMatchObject({ value: 1000 });
    expect(lineOf('autoscale', '', { ...form.was, requests: '800' }, { ...form.was })).toBe(
      'autoscale requests=800 production',
    );
    expect(lineOf('autoscale', '', { ...form.was }, { ...form.was })).toEqual({ min: 'form.unchanged' });
  });

  test('autoscale shows what is kept now, and sends what differs', async () => {
    const form = await filled('autoscale', '');
    expect(form.was).toEqual({ min: '1', max: '4', cpu: '60' });
    const entered = { ...form.was, max: '6', reason: 'fin de mes' };
    expect(lineOf('autoscale', '', entered, { ...form.was })).toBe(
      'autoscale max=6 production --reason "fin de mes"',
    );
    expect(lineOf('autoscale', '', { ...form.was, min: '9' }, { ...form.was })).toEqual({
      max: 'form.autoscale.order',
    });
    expect(lineOf('autoscale', '', { ...form.was, requests: '800' }, { ...form.was })).toBe(
      'autoscale requests=800 production',
    );
    expect(lineOf('autoscale', 'suspend', { length: '1h', other: '90m' })).toBe(
      'autoscale suspend 90m production',
    );
    expect(lineOf('autoscale', 'suspend', { other: 'un rato' })).toEqual({ other: 'grammar.length' });
  });
});
