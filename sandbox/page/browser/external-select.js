/** A select whose options the bot gives while somebody types. */
import { h, replaceChildren } from './dom.js';
import { word } from './words.js';

/** @typedef {Readonly<Record<string, any>>} Json */
/** @import { Offer } from './blocks.js' */

/** Slack waits a moment after the last letter, ms. */
const PAUSE_MS = 200;
/** Letters before Slack asks at all, unless the element says otherwise. */
const QUERY_LENGTH = 3;

/**
 * @param {Json} element
 * @param {string} id
 * @param {(typed: string) => Promise<Offer[]>} suggest
 */
export function externalSelect(element, id, suggest) {
  const isMulti = String(element['type']).startsWith('multi_');
  const least = element['min_query_length'] ?? QUERY_LENGTH;
  const placeholder = element['placeholder']?.['text'] ?? word('search');
  const input = /** @type {HTMLInputElement} */ (
    h('input', { id, class: 'control', type: 'text', role: 'combobox', autocomplete: 'off', placeholder })
  );
  const offers = h('ul', { class: 'offers', role: 'listbox', hidden: true });
  const chosen = h('div', { class: 'chosen' });
  const box = h('div', { class: 'outside' }, chosen, input, offers);
  if (isMulti) box.dataset['multi'] = 'yes';
  const initial = [element['initial_option'], ...(element['initial_options'] ?? [])].filter(Boolean);
  put(
    box,
    initial.map((one) => ({ value: String(one['value']), text: String(one['text']?.['text'] ?? '') })),
  );

  let asked = 0;
  const look = async () => {
    if (input.value.length < least) return replaceOffers([]);
    asked += 1;
    const turn = asked;
    try {
      const found = await suggest(input.value);
      if (turn === asked) replaceOffers(found);
    } catch (error) {
      offers.hidden = false;
      replaceChildren(offers, h('li', { class: 'input-error' }, error instanceof Error ? error.message : ''));
    }
  };
  /** @param {readonly Offer[]} found */
  const replaceOffers = (found) => {
    offers.hidden = input.value.length < least;
    const nothing = h('li', { class: 'offer-none' }, word('nothingFound'));
    replaceChildren(offers, ...(found.length === 0 ? [nothing] : found.map(offerNode)));
  };
  /** @param {Offer} offer */
  const offerNode = (offer) =>
    h(
      'li',
      { role: 'presentation' },
      h(
        'button',
        {
          type: 'button',
          class: 'menu-item',
          role: 'option',
          onclick: () => {
            put(box, isMulti ? [...offersIn(box), offer] : [offer]);
            input.value = '';
            offers.hidden = true;
            box.dispatchEvent(new Event('change'));
          },
        },
        offer.text,
      ),
    );
  let timer = 0;
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void look(), PAUSE_MS);
  });
  input.addEventListener('focus', () => void look());
  // What is typed to search is no choice; only the box tells of one.
  input.addEventListener('change', (event) => event.stopPropagation());
  return box;
}

/** @param {Element} box @returns {string | string[]} */
export function chosenOutside(box) {
  const values = offersIn(box).map((one) => one.value);
  return box.getAttribute('data-multi') === 'yes' ? values : (values[0] ?? '');
}

/** What was chosen before the view was drawn anew; the words of each are remembered with it. @param {Element} box @param {readonly string[]} values */
export function putOutside(box, values) {
  put(
    box,
    values.filter((one) => one !== '').map((value) => ({ value, text: texts.get(value) ?? value })),
  );
}

/** Words of every option that was ever chosen here. @type {Map<string, string>} */
const texts = new Map();

/** @param {Element} box @param {readonly Offer[]} offers */
function put(box, offers) {
  const place = box.querySelector('.chosen');
  if (place === null) return;
  for (const { value, text } of offers) texts.set(value, text);
  replaceChildren(
    place,
    ...offers.map((offer) =>
      h(
        'button',
        {
          type: 'button',
          class: 'chosen-one',
          'data-value': offer.value,
          title: word('close'),
          onclick: () => {
            put(
              box,
              offersIn(box).filter((one) => one.value !== offer.value),
            );
            box.dispatchEvent(new Event('change'));
          },
        },
        `${offer.text} ×`,
      ),
    ),
  );
}

/** @param {Element} box @returns {Offer[]} */
function offersIn(box) {
  return [...box.querySelectorAll('.chosen-one')].map((one) => {
    const value = one.getAttribute('data-value') ?? '';
    return { value, text: texts.get(value) ?? value };
  });
}
