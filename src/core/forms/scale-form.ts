import { nearestSizes } from '../fargate-sizes.ts';
import type { CommandForm, Form, FormLine, FormOption } from '../form.ts';
import { type Sentence, say } from '../sentence.ts';
import { suspendedText } from '../suspension.ts';
import { composed, lineFrom, wrong } from './compose.ts';
import { choiceField, numberField, present, reasonField } from './fields.ts';
import { type Live, readLive, soon } from './live.ts';

const MOST_SIZES = 100;

/** How many tasks, or how large each is: one of the two, for each is a change of its own. */
export const scaleForm: CommandForm = {
  whats: [''],
  title: () => say('form.scale.title'),
  asked: (words) => (words.length === 0 ? '' : null),
  async build(_what, environment, readers): Promise<Form> {
    const [live, target] = await Promise.all([
      readLive(environment, readers),
      soon(readers.scalableTargets.read(environment), readers),
    ]);
    const { min, max } = environment.scale;
    const desired = live.ok ? live.value.service.desired : null;
    const size = live.ok ? sizeOf(live.value) : null;
    const about: Sentence[] = [
      live.ok
        ? say('form.scale.now', {
            environment: environment.name,
            running: live.value.service.running,
            desired: live.value.service.desired,
            size: size === null ? null : sizeText(size),
          })
        : say('form.unread-now', { why: live.why }),
    ];
    if (!target.ok) about.push(say('form.scale.autoscaling-unread', { why: target.why }));
    else if (target.value !== null) {
      const { min: least, max: most, suspension } = target.value;
      const held = suspendedText(suspension) === '–';
      about.push(
        held
          ? say('form.scale.autoscaling', { min: least, max: most })
          : say('form.scale.suspended', { min: least, max: most }),
      );
    }
    return {
      title: say('form.scale.title'),
      about,
      fields: present([
        numberField('count', say('form.scale.count'), {
          value: desired,
          least: Math.max(1, min),
          most: max,
          hint: say('form.scale.count-hint', { min: Math.max(1, min), max }),
        }),
        size === null
          ? null
          : choiceField('size', say('form.scale.size'), sizes(size), {
              chosen: sizeWords(size),
              hint: say('form.scale.size-hint'),
            }),
        reasonField(),
      ]),
      line: `scale ${desired ?? '…'} ${environment.name}`,
      was: {
        ...(desired === null ? {} : { count: String(desired) }),
        ...(size === null ? {} : { size: sizeWords(size) }),
      },
    };
  },
  line({ entered, was, environment }): FormLine {
    const count = entered['count'] === was['count'] ? undefined : entered['count'];
    const size = entered['size'] === was['size'] ? undefined : entered['size'];
    if (count !== undefined && size !== undefined) return wrong('size', say('form.scale.both'));
    if (count === undefined && size === undefined) return wrong('count', say('form.unchanged'));
    return composed(
      count === undefined ? 'size' : 'count',
      lineFrom(['scale', count ?? size, environment.name], entered['reason']),
    );
  },
};

interface Size {
  readonly cpu: number;
  readonly memory: number;
}

/** Null for a task that is no Fargate task of a known size. */
function sizeOf({ revision }: Live): Size | null {
  const [cpu, memory] = [Number(revision.cpu), Number(revision.memory)];
  return cpu > 0 && memory > 0 ? { cpu, memory } : null;
}

function sizes(now: Size): readonly FormOption[] {
  const all = [...nearestSizes(now, MOST_SIZES)].sort((a, b) => a.cpu - b.cpu || a.memory - b.memory);
  const known = all.some((each) => sizeWords(each) === sizeWords(now)) ? all : [now, ...all];
  return known.slice(0, MOST_SIZES).map((each) => ({
    value: sizeWords(each),
    text:
      sizeWords(each) === sizeWords(now)
        ? say('form.scale.size-now', { size: sizeText(each) })
        : sizeText(each),
    detail: null,
  }));
}

function sizeWords({ cpu, memory }: Size): string {
  return `cpu=${cpu} memory=${memory}`;
}

function sizeText({ cpu, memory }: Size): Sentence {
  return say('form.scale.size-text', { vcpu: String(cpu / 1024), gib: String(memory / 1024) });
}
