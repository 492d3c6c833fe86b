/** Selects, choices and typed inputs, alone in a message or inside a modal. */
import { textObject } from './blocks.js';
import { h } from './dom.js';
import { chosenOutside, externalSelect, putOutside } from './external-select.js';
import { store } from './store.js';
import { word } from './words.js';

/** @typedef {Readonly<Record<string, any>>} Json */

/** @import { Use } from './blocks.js' */

/**
 * An input block. Its control carries `data-state`, by which a modal collects what was entered.
 * @param {Json} block
 * @param {Use} use
 */
export function inputBlock(block, use) {
  const element = block['element'];
  const id = `input-${block['block_id']}`;
  const action = `${block['block_id']}/${element['action_id']}`;
  const control = inputControl(element, id, action, use);
  control.setAttribute('data-state', action);
  if (element['focus_on_load'] === true) control.setAttribute('autofocus', '');
  if (block['dispatch_action'] === true) dispatchFrom(control, element, action, use);
  const optional =
    block['optional'] === true ? h('span', { class: 'optional' }, ` ${word('optional')}`) : null;
  return h(
    'div',
    { class: 'block-input', 'data-block': block['block_id'], 'data-testid': `input-${element['action_id']}` },
    h('label', { for: id, class: 'input-label' }, ...textObject(block['label']), optional),
    control,
    h('p', { class: 'input-error', role: 'alert', hidden: true }),
    block['hint'] ? h('p', { class: 'input-hint' }, ...textObject(block['hint'])) : null,
  );
}

/**
 * An input that tells the bot at once: when something is chosen, at Enter, or at every letter if it asks for that.
 * @param {HTMLElement} control @param {Json} element @param {string} action @param {Use} use
 */
function dispatchFrom(control, element, action, use) {
  const tell = () => void use(action, enteredIn(control));
  const isTyped = String(element['type']).endsWith('_input');
  if (!isTyped) {
    control.addEventListener('change', tell);
    return;
  }
  const wanted = list(element['dispatch_action_config']?.['trigger_actions_on']).map(String);
  if (wanted.includes('on_character_entered')) control.addEventListener('input', tell);
  if (wanted.length > 0 && !wanted.includes('on_enter_pressed')) return;
  control.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || (element['multiline'] === true && !event.metaKey && !event.ctrlKey)) return;
    event.preventDefault();
    tell();
  });
}

/** @param {Json} element @param {string} id @param {string} action @param {Use} use @returns {HTMLElement} */
function inputControl(element, id, action, use) {
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
      return chooser(element, id, action, use);
  }
}

/** Selects, radio buttons, checkboxes, dates and times. @param {Json} element @param {string} id @param {string} action @param {Use} use @returns {HTMLElement} */
function chooser(element, id, action, use) {
  switch (element['type']) {
    case 'external_select':
    case 'multi_external_select':
      return externalSelect(element, id, (typed) => use.suggest(action, typed));
    case 'datetimepicker':
      return h('input', { id, class: 'control', type: 'datetime-local', value: localTime(element) });
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
  const users = list(element['initial_users']);
  const chosen = [...initial, ...users, element['initial_user'], element['initial_channel']];
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
  if (element['type'] === 'users_select' || element['type'] === 'multi_users_select') {
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
 * A select or an overflow menu in a message or a section: choosing is already the act.
 * @param {Json} element
 * @param {string} action
 * @param {Use} use
 * @param {(chosen: string | string[]) => void} onChoice
 */
export function liveControl(element, action, use, onChoice) {
  const isMenu = element['type'] === 'overflow';
  const shown = isMenu ? { ...element, placeholder: { text: '⋯' } } : element;
  const control = chooser(shown, `live-${element['action_id']}-${crypto.randomUUID()}`, action, use);
  control.classList.add('live-control');
  if (isMenu) {
    control.classList.add('overflow-menu');
    control.setAttribute('aria-label', word('moreActions'));
  } else control.setAttribute('data-state', action);
  control.setAttribute('data-action', String(element['action_id']));
  control.addEventListener('change', () => {
    onChoice(enteredIn(control));
    if (isMenu && control instanceof HTMLSelectElement) control.value = '';
  });
  return control;
}

/** Seconds since the epoch as the control writes them. @param {Json} element */
function localTime(element) {
  const seconds = element['initial_date_time'];
  if (typeof seconds !== 'number') return undefined;
  const date = new Date(seconds * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Puts back what a person had entered before the view was drawn anew. @param {Element} control @param {string | string[]} entered */
export function putInto(control, entered) {
  const values = typeof entered === 'string' ? [entered] : entered;
  if (control.classList.contains('outside')) putOutside(control, values);
  else if (control instanceof HTMLSelectElement) {
    for (const option of control.options) option.selected = values.includes(option.value);
  } else if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement) {
    if (control.type !== 'datetime-local') control.value = values[0] ?? '';
  } else {
    for (const one of control.querySelectorAll('input')) one.checked = values.includes(one.value);
  }
}

/** What was entered into a control: a text, or the values chosen. @param {Element} control @returns {string | string[]} */
export function enteredIn(control) {
  if (control.classList.contains('outside')) return chosenOutside(control);
  if (control instanceof HTMLInputElement && control.type === 'datetime-local') {
    const time = new Date(control.value).getTime();
    return Number.isNaN(time) ? '' : String(Math.floor(time / 1000));
  }
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
