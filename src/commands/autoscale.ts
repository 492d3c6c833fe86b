import { answerTime } from '../core/answer-time.ts';
import { autoscaleDocument } from '../core/autoscale-document.ts';
import { type CommandReaders, type CommandResult, command } from '../core/command.ts';
import type { Environment } from '../core/environment.ts';
import { autoscaleForm } from '../core/forms/autoscale-form.ts';
import { nearMisses } from '../core/near-miss.ts';
import { Problem } from '../core/problem.ts';
import { code, say } from '../core/sentence.ts';

const OPERATIONS = 100;
const ACTIONS = ['suspend', 'resume'];

export const autoscale = command({
  verb: 'autoscale',
  usage: [
    'autoscale [env]',
    'autoscale min=1 max=4 cpu=60 memory=70 requests=1000 [env] [--reason "…"]',
    'autoscale suspend 2h [env] [--reason "…"]',
    'autoscale --form [env]',
    'autoscale resume [env] [--reason "…"]',
  ],
  example: 'autoscale min=2 max=6 cpu=60',
  summary: {
    es: 'límites y políticas de autoscaling; cambiarlos, suspenderlo un tiempo o reanudarlo',
    en: 'bounds and policies of autoscaling; change them, suspend it for a time, or resume it',
  },
  permission: 'viewer',
  changes: false,
  changing: { words: ACTIONS, permission: 'operator', pairs: true },
  arguments: {
    positional: {
      action: { kind: 'word' },
      length: { kind: 'length' },
      environment: { kind: 'environment' },
    },
    pairs: { min: 'count', max: 'count', cpu: 'percent', memory: 'percent', requests: 'count' },
    options: { reason: { kind: 'text' } },
  },
  form: autoscaleForm,
  async handle({ action, length, environment, reason, ...pairs }, { readers }) {
    const asked = { result: 'change', environment, reason: reason ?? null } as const;
    const { min = null, max = null, cpu = null, memory = null, requests = null } = pairs;
    const settings = [min, max, cpu, memory, requests].some((value) => value !== null);
    if (action === undefined) {
      if (!settings) return show(environment, readers);
      return { ...asked, kind: 'autoscale', wish: { min, max, cpu, memory, requests } };
    }
    const word = action.toLowerCase();
    if (settings || !ACTIONS.includes(word) || (word === 'resume' && length !== undefined))
      throw unknown(action);
    if (word === 'resume') return { ...asked, kind: 'autoscale-resume', wish: {} };
    if (length === undefined)
      throw new Problem('refused', say('grammar.missing-length'), 'autoscale suspend without a length');
    return { ...asked, kind: 'autoscale-suspend', wish: { duration: length } };
  },
});

function unknown(word: string): Problem {
  const near = nearMisses(word, ACTIONS).map((one) => code(`/hydrous autoscale ${one}`));
  return new Problem('refused', say('grammar.autoscale-word', { word, near }), 'autoscale: unknown form');
}

async function show(environment: Environment, readers: CommandReaders): Promise<CommandResult> {
  const { soon, needed } = answerTime(readers.clock);
  const [target, service, operations] = await Promise.all([
    needed(readers.scalableTargets.read(environment)),
    needed(readers.ecs.service(environment)),
    // The store is only asked for until when: autoscaling is shown without it too.
    soon(readers.operations(environment, OPERATIONS)),
  ]);
  return { result: 'answer', document: autoscaleDocument({ environment, target, service, operations }) };
}
