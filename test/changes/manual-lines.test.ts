import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findTaskDefinition } from '../../sandbox/aws/task-definitions.ts';
import type { CallRecord } from '../../sandbox/aws/wire/calls.ts';
import type { Operation, Plan } from '../../src/core/operation.ts';
import { REQUEST_TAG } from '../../src/core/request-tag.ts';
import { type AwsCall, flagName } from './aws-words.ts';
import { doneByHand, hasJq } from './by-hand.ts';
import { FORMS, type Form, missingKinds, openTimedHouse, type TimedHouse } from './every-kind.ts';

let house: TimedHouse;
const READS = /^(?:Describe|List|Get|Batch)/;

/** Asks for the change; gives its plan. */
async function planned({ kind, wish, prepare }: Form): Promise<Plan> {
  const asked = prepare === undefined ? wish : await prepare(house);
  house.aws.calls.clear();
  await house.ask(kind, asked);
  const { plan, kind: newest } = await house.newest();
  if (newest !== kind) throw new Error(`nobody could ask for ${kind}`);
  return plan;
}

/** What the plan's lines would send before anything is changed. A registration is answered with the next revision. */
function byHand({ manual }: Plan, { variables = {} }: Form): readonly AwsCall[] {
  const { ecs } = house.aws.world;
  const next = ecs.families.get('hydrous')!.at(-1)!.definition.revision! + 1;
  return doneByHand(manual, {
    region: 'us-east-1',
    registered: arnOf(`hydrous:${next}`),
    variables,
    described(name) {
      const found = findTaskDefinition(ecs, name);
      if (found === null) throw new Error(`no task definition ${name}`);
      return { taskDefinition: found.definition, tags: found.tags ?? [] };
    },
  });
}

/** ECS takes the short name of a revision for its ARN in the account and region that it is asked in. */
function arnOf(revision: string): string {
  return revision.startsWith('arn:')
    ? revision
    : `arn:aws:ecs:us-east-1:123456789012:task-definition/${revision}`;
}

/** In one spelling. The tag by which the bot finds its own registration again holds an id that no plan can know. */
function told({ service, operation, input }: AwsCall): AwsCall {
  const { taskDefinition, tags, ...rest } = input;
  const kept = (tags as readonly { key: string }[] | undefined)?.filter(({ key }) => key !== REQUEST_TAG);
  return {
    service,
    operation,
    input: {
      ...rest,
      ...(taskDefinition === undefined ? {} : { taskDefinition: arnOf(String(taskDefinition)) }),
      ...(kept === undefined ? {} : { tags: kept }),
    },
  };
}

describe.each(FORMS)('$kind ($form), when the answer to every write is lost', (form) => {
  let lines: readonly AwsCall[];
  let sent: readonly CallRecord[];
  let done: Operation;

  beforeAll(async () => {
    house = await openTimedHouse(form);
    const plan = await planned(form);
    lines = hasJq ? byHand(plan, form) : [];
    for (const name of new Set(form.writes)) house.aws.faults.set(name, { kind: 'reply-lost' });
    done = await house.carriedOut();
    sent = house.aws.calls.entries.filter(({ operation }) => !READS.test(operation));
  });
  afterAll(() => house.close());

  test('sends each write once, in order, and ends well', () => {
    expect(sent.map(({ operation, outcome }) => [operation, outcome])).toEqual(
      form.writes.map((operation) => [operation, 'lost']),
    );
    expect(done.steps.map(({ result }) => result === null)).toEqual(form.writes.map(() => false));
    expect(done.state).toBe('succeeded');
  });

  test.skipIf(!hasJq)(
    `sends what the card's lines do by hand${hasJq ? '' : ' (skipped: no jq here)'}`,
    () => {
      expect(lines.map(told)).toEqual(sent.map(told));
      for (const { input } of sent.filter(({ operation }) => operation === 'RegisterTaskDefinition'))
        expect(input['tags']).toContainEqual({ key: REQUEST_TAG, value: done.id });
    },
  );
});

test('every kind of change is among them', () => {
  expect(missingKinds()).toEqual([]);
});

describe('the reader of lines itself', () => {
  const hand = {
    region: 'us-east-1',
    registered: '',
    described: () => ({ taskDefinition: {}, tags: [] }),
  };
  const scale = 'aws ecs update-service --region us-east-1 --cluster c --service s --desired-count 3';

  test('knows names, types and order as the command line does', () => {
    expect(doneByHand([scale, `${scale} --no-force-new-deployment`], hand)).toEqual([
      { service: 'ecs', operation: 'UpdateService', input: { cluster: 'c', service: 's', desiredCount: 3 } },
      {
        service: 'ecs',
        operation: 'UpdateService',
        input: { cluster: 'c', service: 's', desiredCount: 3, forceNewDeployment: false },
      },
    ]);
    const names = ['MultiAZ', 'OKActions', 'DBInstanceIdentifier', 'EnableIAMDatabaseAuthentication'];
    expect(names.map(flagName)).toEqual([
      'multi-az',
      'ok-actions',
      'db-instance-identifier',
      'enable-iam-database-authentication',
    ]);
  });

  test.each([
    ['another region', scale.replace('us-east-1', 'eu-west-1')],
    ['a flag that does not exist', scale.replace('desired-count', 'desired')],
    ['a word for a number', scale.replace('3', 'three')],
    ['a flag that stands twice', `${scale} --service t`],
    ['a command that does not exist', scale.replace('update-service', 'update-services')],
    ['something that the shell would read in its own way', scale.replace('--cluster c', '--cluster $c')],
    ['a quote that is left open', `${scale} 'x`],
    ['any other program', 'rm -rf clean.json'],
  ])('refuses %s', (_, line) => {
    expect(() => doneByHand([line], hand)).toThrow('the line would be refused');
  });
});
