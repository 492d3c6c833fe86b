/** What `autoscale` shows: bounds, policies, what is suspended and until when. */
import type { Document, Mark } from './document.ts';
import type { Environment } from './environment.ts';
import type { Gathered } from './evidence.ts';
import { formButton } from './forms/form-button.ts';
import type { Operation } from './operation.ts';
import type { ServiceView } from './ports/ecs.ts';
import type { ScalableTargetView } from './ports/scaling.ts';
import { code, moment, type Sentence, say } from './sentence.ts';
import { activeSuspension, suspendedText, suspensionEnd } from './suspension.ts';

interface Item {
  readonly mark: Mark;
  readonly text: Sentence;
}

export function autoscaleDocument(seen: {
  readonly environment: Environment;
  readonly target: ScalableTargetView | null;
  readonly service: ServiceView;
  readonly operations: Gathered<readonly Operation[]>;
}): Document {
  const { target, service } = seen;
  const { name } = seen.environment;
  const line = (rest: string) => code(`/hydrous autoscale ${rest} ${name}`);
  if (target === null) {
    const none = say('autoscale.none', { environment: name, command: line('min=1 max=4 cpu=60') });
    return { summary: none, pieces: [{ piece: 'text', text: none }] };
  }
  const { min, max } = target;
  const { desired, running } = service;
  const flags = suspendedText(target.suspension);
  const commands = [line(`min=${min} max=${max}`), flags === '–' ? line('suspend 2h') : line('resume')];
  return {
    summary: say('autoscale.summary', { environment: name, min, max, desired }),
    pieces: [
      { piece: 'heading', text: say('autoscale.title', { environment: name }) },
      {
        piece: 'list',
        items: [
          {
            mark: desired < min || desired > max ? 'warning' : 'ok',
            text: say('autoscale.bounds', { min, max, desired, running }),
          },
          ...policyItems(target),
          ...suspensionItems(flags, seen.operations),
        ],
      },
      { piece: 'context', text: say('autoscale.next', { commands }) },
      formButton('autoscale', '', name, say('form.button.autoscale')),
    ],
  };
}

function policyItems({ policies }: ScalableTargetView): readonly Item[] {
  if (policies.length === 0) return [{ mark: 'warning', text: say('autoscale.policies-none') }];
  return policies.map(({ name, type, metric, target }) => ({
    mark: 'none',
    text: say('autoscale.policy', {
      name: code(name),
      metric: metric ?? type,
      target:
        target === null ? '–' : metric === 'cpu' || metric === 'memory' ? `${target} %` : String(target),
    }),
  }));
}

function suspensionItems(flags: string, operations: Gathered<readonly Operation[]>): readonly Item[] {
  if (flags === '–') return [{ mark: 'ok', text: say('autoscale.active') }];
  const plain: Item = { mark: 'warning', text: say('autoscale.suspended', { flags }) };
  if (!operations.ok)
    return [plain, { mark: 'warning', text: say('autoscale.history-unread', { why: operations.why }) }];
  const ours = activeSuspension(operations.value);
  if (ours === null) return [plain];
  const until = moment(suspensionEnd(ours));
  return [{ mark: 'warning', text: say('autoscale.suspended-until', { flags, until, id: code(ours.id) }) }];
}
