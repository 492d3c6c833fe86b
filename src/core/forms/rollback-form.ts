import type { CommandForm, Form, FormLine } from '../form.ts';
import { revisionName } from '../image-name.ts';
import { readRevision } from '../read-image.ts';
import { code, type Sentence, say } from '../sentence.ts';
import { composed, lineFrom, wrong } from './compose.ts';
import { choiceField, present, reasonField, textField } from './fields.ts';
import { readLive, soon } from './live.ts';
import { provenOptions } from './proven.ts';

/** Slack's most for radio buttons, which show who deployed what at one look. */
const SHOWN = 10;

/** Where to go back to. A bare `rollback` needs no form: it goes to the last proven deployment at once. */
export const rollbackForm: CommandForm = {
  whats: [''],
  title: () => say('form.rollback.title'),
  asked: () => null,
  async build(_what, environment, readers): Promise<Form> {
    const [live, proven] = await Promise.all([
      readLive(environment, readers),
      soon(provenOptions(environment, readers), readers),
    ]);
    const options = proven.ok ? proven.value : [];
    const about: Sentence[] = [
      live.ok
        ? say('form.rollback.now', {
            environment: environment.name,
            revision: code(revisionName(live.value.revision.arn)),
          })
        : say('form.unread-now', { why: live.why }),
    ];
    if (!proven.ok) about.push(say('form.rollback.unread', { why: proven.why }));
    else if (options.length === 0)
      about.push(say('plan.nothing-to-roll-back', { environment: environment.name }));
    const choice = choiceField('revision', say('form.rollback.revision'), options.slice(0, SHOWN), {
      style: 'cards',
      chosen: options[0]?.value ?? null,
      required: true,
      hint: say('form.rollback.hint'),
    });
    return {
      title: say('form.rollback.title'),
      about,
      fields: present([
        choice,
        choice === null || options.length > SHOWN
          ? textField('other', say(choice === null ? 'form.rollback.only' : 'form.rollback.other'), {
              example: 'revision:41',
              required: choice === null,
              most: 60,
            })
          : null,
        reasonField(),
      ]),
      line: `rollback ${options[0]?.value ?? 'revision:…'} ${environment.name}`,
      was: {},
    };
  },
  line({ entered, environment }): FormLine {
    // Something is always chosen among the cards, so what was typed is what was meant.
    const chosen = entered['other'] ?? entered['revision'];
    const field = entered['other'] === undefined ? 'revision' : 'other';
    if (chosen === undefined) return wrong(field, say('grammar.missing-revision'));
    const read = readRevision(chosen);
    if (!read.ok) return wrong(field, read.refusal);
    return composed(
      field,
      lineFrom(['rollback', `revision:${read.value}`, environment.name], entered['reason']),
    );
  },
};
