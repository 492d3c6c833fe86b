import type { CommandForm, Filled, Form, FormLine, FormOption } from '../form.ts';
import type { ScalableTargetView, TrackedMetric } from '../ports/scaling.ts';
import { type Sentence, say, span } from '../sentence.ts';
import { suspendedText } from '../suspension.ts';
import { composed, lineFrom, wrong } from './compose.ts';
import { choiceField, numberField, present, reasonField, textField } from './fields.ts';
import { soon } from './live.ts';

const NUMBERS = ['min', 'max', 'cpu', 'memory', 'requests'] as const;
const HOUR = 3_600_000;
const LENGTHS: readonly (readonly [text: string, ms: number])[] = [
  ['30m', HOUR / 2],
  ['1h', HOUR],
  ['2h', 2 * HOUR],
  ['4h', 4 * HOUR],
  ['8h', 8 * HOUR],
  ['1d', 24 * HOUR],
];

/** Bounds and targets, or a suspension for a time. A bare `autoscale` reads, so it opens no form. */
export const autoscaleForm: CommandForm = {
  whats: ['', 'suspend'],
  title: (what) => say(what === 'suspend' ? 'form.suspend.title' : 'form.autoscale.title'),
  asked: (words) => (words.length === 1 && words[0]?.toLowerCase() === 'suspend' ? 'suspend' : null),
  async build(what, environment, readers): Promise<Form> {
    const target = await soon(readers.scalableTargets.read(environment), readers);
    const { name } = environment;
    const about = [aboutOf(name, target.ok ? target.value : target.why)];
    if (what === 'suspend') return suspendForm(name, about);
    const seen = target.ok ? target.value : null;
    const was = wasOf(seen);
    const number = (field: (typeof NUMBERS)[number], least: 0 | 1, most: number | null) =>
      numberField(field, say(`form.autoscale.${field}`), {
        value: was[field] === undefined ? null : Number(was[field]),
        least,
        most,
      });
    return {
      title: say('form.autoscale.title'),
      about,
      fields: [
        number('min', 0, null),
        number('max', 0, null),
        number('cpu', 1, 100),
        number('memory', 1, 100),
        number('requests', 1, null),
        reasonField(),
      ],
      line: `autoscale min=${was['min'] ?? '…'} max=${was['max'] ?? '…'} ${name}`,
      was,
    };
  },
  line: (filled) => (filled.what === 'suspend' ? suspendLine(filled) : settingsLine(filled)),
};

function suspendForm(environment: string, about: readonly Sentence[]): Form {
  return {
    title: say('form.suspend.title'),
    about,
    fields: present([
      choiceField('length', say('form.suspend.length'), LENGTHS.map(lengthOption), {
        chosen: '1h',
        required: true,
        style: 'cards',
        hint: say('form.suspend.hint'),
      }),
      textField('other', say('form.suspend.other'), { example: '90m', most: 20 }),
      reasonField(),
    ]),
    line: `autoscale suspend 1h ${environment}`,
    was: {},
  };
}

function lengthOption([text, ms]: (typeof LENGTHS)[number]): FormOption {
  return { value: text, text: say('form.length', { length: span(ms) }), detail: null };
}

function suspendLine({ entered, environment }: Filled): FormLine {
  const length = entered['other'] ?? entered['length'];
  if (length === undefined) return wrong('length', say('grammar.missing-length'));
  if (!/^[1-9]\d{0,5}[smhd]$/.test(length)) return wrong('other', say('grammar.length', { word: length }));
  return composed('length', lineFrom(['autoscale suspend', length, environment.name], entered['reason']));
}

/** Only what was changed is asked for: the rest may have moved meanwhile. */
function settingsLine({ entered, was, environment }: Filled): FormLine {
  const pairs = NUMBERS.filter((name) => entered[name] !== undefined && entered[name] !== was[name]).map(
    (name) => `${name}=${entered[name]}`,
  );
  if (pairs.length === 0) return wrong('min', say('form.unchanged'));
  const { min = was['min'], max = was['max'] } = entered;
  if (min !== undefined && max !== undefined && Number(min) > Number(max))
    return wrong('max', say('form.autoscale.order', { min: Number(min), max: Number(max) }));
  return composed(
    pairs[0]?.split('=')[0] ?? 'min',
    lineFrom(['autoscale', ...pairs, environment.name], entered['reason']),
  );
}

function wasOf(target: ScalableTargetView | null): Readonly<Record<string, string>> {
  if (target === null) return {};
  const held = (metric: TrackedMetric) =>
    target.policies.find((policy) => policy.metric === metric)?.target ?? null;
  const { min, max } = target;
  const values = { min, max, cpu: held('cpu'), memory: held('memory'), requests: held('requests') };
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])),
  );
}

function aboutOf(environment: string, target: ScalableTargetView | Sentence | null): Sentence {
  if (target === null) return say('form.autoscale.none', { environment });
  if (!('policies' in target)) return say('form.unread-now', { why: target });
  const { min, max, suspension } = target;
  const flags = suspendedText(suspension);
  return flags === '–'
    ? say('form.autoscale.now', { environment, min, max })
    : say('form.autoscale.now-suspended', { environment, min, max, flags });
}
