/** The card of a change through its life: how far it is, what keeps it, why it ended. */
import { describe, expect, test } from 'vitest';
import { operationCard } from '../../src/core/cards/operation-card.ts';
import type { Eta } from '../../src/core/eta.ts';
import type { Guide } from '../../src/core/guide.ts';
import type { Operation, RolloutView } from '../../src/core/operation.ts';
import type { DeploymentView, ServiceView } from '../../src/core/ports/ecs.ts';
import { rolloutEnd, supersededInstead } from '../../src/core/rollout.ts';
import { code, say } from '../../src/core/sentence.ts';
import { speak } from '../../src/words/speak.ts';
import { textOf } from '../commands/builders.ts';
import { sampleOperation } from './operations-sample.ts';

const what = say('change.deploy', { image: code('v1.11.0'), environment: 'production' });
const RUNNING: RolloutView = {
  deploymentId: 'ecs-svc/2',
  serviceDeploymentArn: null,
  rolloutState: 'IN_PROGRESS',
  desired: 2,
  running: 1,
  pending: 1,
  failed: 0,
  breaker: null,
  draining: 2,
};

function card(over: Partial<Operation>, eta: Eta | null = null, guide?: Guide): string {
  const operation = sampleOperation({ decidedBy: ['U0BRUNO'], startedAt: 1_000_000, ...over });
  const about = { operation, what, undo: null, approvals: 1, eta };
  return textOf(operationCard(guide === undefined ? about : { ...about, guide }));
}

function title(over: Partial<Operation>, language: 'es' | 'en'): string {
  const operation = sampleOperation({ decidedBy: ['U0BRUNO'], startedAt: 1_000_000, ...over });
  return speak(operationCard({ operation, what, undo: null, approvals: 1 }).summary, language, 'plain');
}

describe('the title', () => {
  test('says how far it is while it runs', () => {
    const over = { state: 'executing', rollout: RUNNING } as const;
    expect(title(over, 'es')).toBe(
      '*En marcha: desplegar v1.11.0 en production* · 1 de 2 · @U0ANA y @U0BRUNO',
    );
    expect(title(over, 'en')).toBe(
      '*On its way: deploy v1.11.0 to production* · 1 of 2 · @U0ANA and @U0BRUNO',
    );
  });

  test('says how long it took once it is done', () => {
    const over = { state: 'succeeded', rollout: RUNNING, endedAt: 1_192_000 } as const;
    expect(title(over, 'es')).toBe(
      '*Hecho: desplegar v1.11.0 en production* en 3 min 12 s · @U0ANA y @U0BRUNO',
    );
    expect(title(over, 'en')).toBe(
      '*Done: deploy v1.11.0 to production* in 3 min 12 s · @U0ANA and @U0BRUNO',
    );
  });

  test('never counts more than are wanted', () => {
    expect(title({ state: 'executing', rollout: { ...RUNNING, running: 3 } }, 'es')).toContain('2 de 2');
  });
});

describe('while it runs', () => {
  test('old tasks that serve are told apart from old tasks that only drain', () => {
    const serving = card({ state: 'executing', rollout: RUNNING });
    expect(serving).toContain('2 tareas de la versión anterior siguen atendiendo');
    const live = card({ state: 'executing', rollout: { ...RUNNING, running: 2, pending: 0, draining: 1 } });
    expect(live).toContain('La versión nueva ya atiende; queda 1 tarea vieja por salir');
    expect(live).not.toContain('siguen atendiendo');
  });

  test('the card says how long it usually takes, where that is known', () => {
    const eta = { low: 3, high: 4, unit: 'min' } as const;
    expect(card({ state: 'executing', rollout: RUNNING }, eta)).toContain('suele tardar 3–4 min');
    expect(card({ state: 'executing', rollout: RUNNING })).not.toContain('tardar');
    expect(card({ state: 'succeeded', rollout: RUNNING }, eta)).not.toContain('tardar');
  });

  test('one that is stuck says so first, with the likeliest reason', () => {
    const stuck = { since: 1_000_000, readAt: 1_300_000, reasons: [say('stop.cause.capacity')] };
    const text = card({ state: 'executing', rollout: { ...RUNNING, stuck } });
    expect(text).toContain('*Atascado*');
    expect(text.indexOf('AWS no tiene capacidad')).toBeGreaterThan(text.indexOf('*Atascado*'));
    expect(text.indexOf('Versión nueva')).toBeGreaterThan(text.indexOf('AWS no tiene capacidad'));
    const { pieces } = operationCard({
      operation: sampleOperation({ state: 'executing', rollout: { ...RUNNING, stuck } }),
      what,
      undo: null,
      approvals: 1,
    });
    const buttons = pieces.flatMap((piece) => (piece.piece === 'buttons' ? piece.buttons : []));
    expect(buttons.map(({ action }) => action)).toEqual(['abort', 'view-logs']);
  });
});

test('a failure names the entry of the guide by its title and how to read it', () => {
  const entry = { id: 'container-does-not-start', title: 'El contenedor no arranca', steps: [] };
  const guide = { es: [entry], en: [entry] } as unknown as Guide;
  const outcome = {
    text: say('outcome.rollout-failed', { reason: null }),
    details: [],
    lines: ['ModuleNotFoundError'],
    entry: entry.id,
  };
  const text = card({ state: 'failed', outcome }, null, guide);
  expect(text).toContain('El contenedor no arranca');
  expect(text).toContain('/hydrous guide container-does-not-start');
  expect(text.indexOf('El contenedor no arranca')).toBeLessThan(text.indexOf('ModuleNotFoundError'));
});

describe('a deployment that ECS calls stopped', () => {
  const TARGET = 'arn:aws:ecs:us-east-1:123456789012:task-definition/hydrous:43';
  const primary = (over: Partial<DeploymentView>) =>
    ({
      deployments: [
        {
          id: 'ecs-svc/9',
          status: 'PRIMARY',
          taskDefinition: TARGET,
          rolloutState: 'IN_PROGRESS',
          createdAt: 7,
          ...over,
        },
      ],
    }) as unknown as ServiceView;
  const end = (service: ServiceView) => {
    const deployment = { status: 'STOPPED', statusReason: null } as never;
    const question = { service, deployment, target: TARGET, deploymentId: 'ecs-svc/2' };
    return supersededInstead(rolloutEnd(question), question);
  };

  test('was replaced when another one is primary, also of the same revision', () => {
    const by = { deployment: 'ecs-svc/9', taskDefinition: TARGET, at: 7 };
    expect(end(primary({}))).toEqual({ end: 'superseded', by });
  });

  test('was not when it is still the primary one, or when what is there has failed', () => {
    expect(end(primary({ id: 'ecs-svc/2' })).end).toBe('stopped');
    expect(end(primary({ rolloutState: 'FAILED' })).end).toBe('stopped');
  });
});
