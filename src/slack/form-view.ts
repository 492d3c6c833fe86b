/** A form as a modal. Slack: docs.slack.dev/reference/views and …/block-kit/block-elements. */
import { cleanText, cut } from '../core/clean-text.ts';
import type { Entered, Form, FormField, FormOption } from '../core/form.ts';
import type { Locale } from '../core/member.ts';
import { code, type Sentence, say } from '../core/sentence.ts';
import { speak } from '../words/speak.ts';
import { mrkdwn, type PlainText, plainText } from './blocks/message-block.ts';
import { cutMrkdwn } from './blocks/split-mrkdwn.ts';
import { LIMITS } from './limits.ts';

export const FORM_CALLBACK = 'hydrous:form';
const FIELD = 'hydrous:field:';

/** As much of Slack's view as is used; the SDK's own type lists every block there is. */
export interface FormView {
  readonly type: 'modal';
  readonly callback_id: string;
  readonly private_metadata: string;
  readonly title: PlainText;
  readonly submit?: PlainText;
  readonly close: PlainText;
  readonly blocks: readonly object[];
}

/** `metadata` is what the submission needs to know; it must fit Slack's 3,000 letters. */
export function formView(form: Form, metadata: string, locale: Locale): FormView {
  const about = form.about.map((sentence) => speak(sentence, locale, 'slack')).join('\n');
  const line = form.line === null ? null : say('form.line', { command: code(`/hydrous ${form.line}`) });
  return {
    ...frame(form.title, metadata, locale),
    submit: words(say(form.line === null ? 'form.next' : 'form.submit'), locale, LIMITS.modalButton),
    blocks: [
      ...(about === '' ? [] : [textBlock(about)]),
      ...form.fields.map((field) => inputBlock(field, locale)),
      ...(line === null
        ? []
        : [
            {
              type: 'context',
              elements: [mrkdwn(cutMrkdwn(speak(line, locale, 'slack'), LIMITS.contextText))],
            },
          ]),
    ],
  };
}

/** Something to read and nothing to fill in: what is awaited, or why there is nothing. */
export function noteView(note: Sentence, locale: Locale): FormView {
  const text = speak(note, locale, 'slack');
  return { ...frame(say('form.menu.title'), '', locale), blocks: [textBlock(text)] };
}

/** Block of a field, for the errors beside it. */
export function fieldBlock(name: string): string {
  return `${FIELD}${name}`;
}

/** What stands in `view.state.values`, spaces around it taken off. Anything unknown is left out. */
export function enteredIn(values: unknown): Entered {
  const blocks = Object.entries((values ?? {}) as Record<string, Record<string, unknown>>);
  const entries = blocks.flatMap(([block, fields]) => {
    const name = block.startsWith(FIELD) ? block.slice(FIELD.length) : null;
    const text = name === null ? '' : textIn(fields[name]);
    return name === null || text === '' ? [] : [[name, text] as const];
  });
  return Object.fromEntries(entries);
}

function textIn(field: unknown): string {
  const { value, selected_option, selected_options } = (field ?? {}) as Record<string, unknown>;
  if (typeof value === 'string') return value.trim();
  const options = Array.isArray(selected_options) ? selected_options : [selected_option];
  return options
    .map((option) => (option as { value?: unknown } | null | undefined)?.value)
    .filter((one) => typeof one === 'string')
    .join(' ');
}

function frame(title: Sentence, metadata: string, locale: Locale) {
  return {
    type: 'modal',
    callback_id: FORM_CALLBACK,
    private_metadata: metadata,
    title: words(title, locale, LIMITS.modalTitle),
    close: words(say('form.close'), locale, LIMITS.modalButton),
  } as const;
}

function textBlock(text: string): object {
  return { type: 'section', text: mrkdwn(cutMrkdwn(text, LIMITS.sectionText)) };
}

function inputBlock(field: FormField, locale: Locale): object {
  return {
    type: 'input',
    block_id: fieldBlock(field.name),
    label: words(field.label, locale, LIMITS.inputLabel),
    optional: field.optional,
    ...(field.hint === null ? {} : { hint: words(field.hint, locale, LIMITS.inputLabel) }),
    element: element(field, locale),
  };
}

function element(field: FormField, locale: Locale): object {
  const action_id = field.name;
  switch (field.kind) {
    case 'text':
      return {
        type: 'plain_text_input',
        action_id,
        multiline: field.lines,
        max_length: field.most,
        ...(field.value === null ? {} : { initial_value: cut(cleanText(field.value), field.most) }),
        ...(field.example === null ? {} : { placeholder: plainText(cut(field.example, LIMITS.placeholder)) }),
      };
    case 'number':
      return {
        type: 'number_input',
        action_id,
        is_decimal_allowed: false,
        ...(field.value === null ? {} : { initial_value: String(field.value) }),
        ...(field.least === null ? {} : { min_value: String(field.least) }),
        ...(field.most === null ? {} : { max_value: String(field.most) }),
      };
    case 'choice':
      return choice(field, locale);
  }
}

function choice(field: Extract<FormField, { kind: 'choice' }>, locale: Locale): object {
  const action_id = field.name;
  // Only cards may hold mrkdwn, in which people are named.
  const options = field.options.map((one) => option(one, locale, field.style === 'cards'));
  const at = field.options.findIndex(({ value }) => value === field.chosen);
  const initial = at === -1 ? {} : { initial_option: options[at] };
  switch (field.style) {
    case 'cards':
      return { type: 'radio_buttons', action_id, options, ...initial };
    case 'list':
      return { type: 'static_select', action_id, options, ...initial };
    case 'several':
      return field.options.length <= LIMITS.fewOptions
        ? { type: 'checkboxes', action_id, options }
        : { type: 'multi_static_select', action_id, options };
  }
}

function option({ value, text, detail }: FormOption, locale: Locale, rich: boolean): object {
  const said = (sentence: Sentence, most: number): object =>
    rich ? mrkdwn(cutMrkdwn(speak(sentence, locale, 'slack'), most)) : words(sentence, locale, most);
  return {
    value,
    text: said(text, LIMITS.optionText),
    ...(detail === null ? {} : { description: said(detail, LIMITS.optionText) }),
  };
}

function words(sentence: Sentence, locale: Locale, most: number): PlainText {
  return plainText(cut(speak(sentence, locale, 'plain'), most));
}
