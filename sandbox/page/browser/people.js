/** Who is in the workspace, their pictures, and the switch of who you are. */
import { drawing, h } from './dom.js';
import { store } from './store.js';
import { inPageLanguage, word } from './words.js';

/** Quiet colours, one for each person. */
/** @type {Readonly<Record<string, string>>} */
const TINTS = {
  U0ANA: 'tint-1',
  U0BRUNO: 'tint-2',
  U0GRACE: 'tint-3',
  U0VERA: 'tint-4',
  U0GIL: 'tint-5',
  U0EVE: 'tint-6',
};

/** @param {{ readonly id: string, readonly name: string }} who */
export function avatar(who) {
  if (who.id === store.snapshot?.app.user) {
    return h(
      'span',
      { class: 'avatar avatar-app', 'aria-hidden': 'true' },
      drawing(
        '0 0 32 32',
        [
          [
            'path',
            { d: 'M16 5.500c4 5 7 8.500 7 12.500a7 7 0 0 1-14 0c0-4 3-7.500 7-12.500z', fill: '#fff' },
          ],
        ],
        'avatar-drawing',
      ),
    );
  }
  const initials = who.name
    .split(' ')
    .map((part) => part.charAt(0))
    .slice(0, 2)
    .join('');
  return h('span', { class: `avatar ${TINTS[who.id] ?? 'tint-0'}`, 'aria-hidden': 'true' }, initials);
}

/** People who can sign in: not bots, not closed accounts. @param {(id: string) => void} become */
export function peopleSwitch(become) {
  const people = (store.snapshot?.people ?? []).filter((one) => one.kind !== 'bot' && one.kind !== 'deleted');
  return h(
    'section',
    { class: 'people', 'aria-label': word('youAre') },
    h('h2', { class: 'side-title' }, word('youAre')),
    ...people.map((person) =>
      h(
        'button',
        {
          type: 'button',
          class: 'person',
          'data-testid': `person-${person.id}`,
          'aria-pressed': person.id === store.me ? 'true' : 'false',
          onclick: () => become(person.id),
        },
        avatar({ id: person.id, name: person.realName }),
        h(
          'span',
          { class: 'person-text' },
          h('span', { class: 'person-name' }, person.realName),
          h('span', { class: 'person-role' }, inPageLanguage(person.role)),
        ),
        h('span', { class: 'person-language' }, person.locale.slice(0, 2)),
      ),
    ),
  );
}
