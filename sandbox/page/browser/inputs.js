/** Selects, choices and typed inputs, alone in a message or inside a modal. */
import { textObject } from './blocks.js';
import { h } from './dom.js';
import { store } from './store.js';
import { word } from './words.js';

/** @typedef {Readonly<Record<string, any>>} Json */

/**
 * An input block. Its control carries `data-block`, by which a modal collects what was entered.
 * @param {Json} block
 */
export function inputBlock(block) {
  const element = block['element'];
  const id = `input-${block['block_id']}`;
  const optional =
    block['optional'] === true ? h('span', { class: 'optional' }, ` ${word('optional')}`) : null;
  return h(
    'div',
    { class: 'block-input', 'data-block': block['block_id'], 'data-testid': `input-${element['action_id']}` },
    h('label', { for: id, class: 'input-label' }, ...textObject(block['label']), optional),
    inputControl(element, id),
    h('p', { class: 'input-error', role: 'alert', hidden: true }),
    block['hint'] ? h('p', { class: 'input-hint' }, ...textObject(block['hint'])) : null,
  );
}

/** @param {Json} element @param {string} id @returns {HTMLElement} */
function inputControl(element, id) {
  const common = { id, class: 'control', placeholder: element['placeholder']?.['text'] };
  switch (element['type']) {
    case 'plain_text_input': {
      const limits = { maxlength: element['max_length'], minlength: element['min_length'] };
      if (element['multiline'] === true) {
        return h('textarea', { ...common, ...limits, rows: 4 }, String(element['initial_value'] ?? ''));
      }
      return h('input', { ...common, ...limits, type: 'text', value: element['initial_value'] });
    }
    case 'number_input':
      return h('input', {
        ...common,
        type: 'number',
        step: element['is_decimal_allowed'] === true ? 'any' : '1',
        min: element['min_value'],
        max: element['max_value'],
        value: element['initial_value'],
      });
    case 'email_text_input':
      return h('input', { ...common, type: 'email', value: element['initial_value'] });
    case 'url_text_input':
      return h('input', { ...common, type: 'url', value: element['initial_value'] });
    default:
      return chooser(element, id);
  }
}

/** Selects, radio buttons, checkboxes, dates and times. @param {Json} element @param {string} id @returns {HTMLElement} */
function chooser(element, id) {
  switch (element['type']) {
    case 'radio_buttons':
      return choices(element, id, 'radio', [element['initial_option']]);
    case 'checkboxes':
      return choices(element, id, 'checkbox', list(element['initial_options']));
    case 'datepicker':
      return h('input', { id, class: 'control', type: 'date', value: element['initial_date'] });
    case 'timepicker':
      return h('input', { id, class: 'control', type: 'time', value: element['initial_time'] });
    default:
      return select(element, id);
  }
}

/** @param {Json} element @param {string} id */
function select(element, id) {
  const multiple = String(element['type']).startsWith('multi_');
  const initial = [element['initial_option'], ...list(element['initial_options'])].map(
    (one) => one?.['value'],
  );
  const chosen = [...initial, element['initial_user'], element['initial_channel']];
  const placeholder = element['placeholder']?.['text'] ?? word('choose');
  /** @param {Json} option */
  const optionNode = (option) =>
    h(
      'option',
      { value: option['value'], selected: chosen.includes(option['value']) },
      String(option['text']?.['text'] ?? ''),
    );
  const groups = list(element['option_groups']).map((group) =>
    h('optgroup', { label: group['label']?.['text'] }, ...list(group['options']).map(optionNode)),
  );
  return h(
    'select',
    { id, class: 'control', multiple },
    multiple ? null : h('option', { value: '' }, String(placeholder)),
    ...groups,
    ...optionsOf(element).map(optionNode),
  );
}

/** @param {Json} element @returns {readonly Json[]} */
function optionsOf(element) {
  if (element['type'] === 'users_select') {
    const people = store.snapshot?.people ?? [];
    return people.map((one) => ({ value: one.id, text: { text: one.realName } }));
  }
  if (element['type'] === 'channels_select' || element['type'] === 'conversations_select') {
    return store.channels.map((one) => ({ value: one.id, text: { text: `#${one.name}` } }));
  }
  return list(element['options']);
}

/** @param {Json} element @param {string} id @param {'radio' | 'checkbox'} kind @param {readonly (Json | undefined)[]} initial */
function choices(element, id, kind, initial) {
  const chosen = initial.map((one) => one?.['value']);
  return h(
    'div',
    { id, class: 'choices', role: kind === 'radio' ? 'radiogroup' : 'group' },
    ...list(element['options']).map((option) =>
      h(
        'label',
        { class: 'choice' },
        h('input', {
          type: kind,
          name: id,
          value: option['value'],
          checked: chosen.includes(option['value']),
        }),
        h(
          'span',
          {},
          ...textObject(option['text']),
          option['description'] ? h('small', {}, ...textObject(option['description'])) : null,
        ),
      ),
    ),
  );
}

/**
 * A select or an overflow menu in a message: choosing is already the act.
 * @param {Json} element
 * @param {(chosen: string) => void} onChoice
 */
export function liveControl(element, onChoice) {
  const isMenu = element['type'] === 'overflow';
  const shown = isMenu ? { ...element, placeholder: { text: '⋯' } } : element;
  const control = chooser(shown, `live-${element['action_id']}-${crypto.randomUUID()}`);
  control.classList.add('live-control');
  control.setAttribute('data-action', String(element['action_id']));
  control.addEventListener('change', () => {
    const chosen = enteredIn(control);
    onChoice(typeof chosen === 'string' ? chosen : (chosen[0] ?? ''));
    if (isMenu && control instanceof HTMLSelectElement) control.value = '';
  });
  return control;
}

/** What was entered into a control: a text, or the values chosen. @param {Element} control @returns {string | string[]} */
export function enteredIn(control) {
  if (control instanceof HTMLSelectElement) {
    const values = [...control.selectedOptions].map((one) => one.value);
    return control.multiple ? values : (values[0] ?? '');
  }
  if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement) return control.value;
  const checked = [...control.querySelectorAll('input:checked')];
  const values = checked.map((one) => /** @type {HTMLInputElement} */ (one).value);
  return control.getAttribute('role') === 'radiogroup' ? (values[0] ?? '') : values;
}

/** @param {unknown} value @returns {readonly Json[]} */
function list(value) {
  return Array.isArray(value) ? value : [];
}
