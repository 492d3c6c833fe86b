/** What using an element does, the same in a message, a modal and the Home tab. */
import { enteredIn } from './inputs.js';
import { sendAct } from './wire.js';

/** @import { Use, Offer } from './blocks.js' */

/**
 * @param {Readonly<Record<string, unknown>>} place  the act, and the message or view that it belongs to
 * @param {() => Readonly<Record<string, string | string[]>>} entered  what the rest of the view holds
 * @param {() => void} onFailure
 * @returns {Use}
 */
export function useIn(place, entered = () => ({}), onFailure = () => undefined) {
  /** @param {string} action @param {string | string[] | undefined} chosen */
  const use = async (action, chosen) => {
    await sendAct({ ...place, action, chosen, entered: entered() }).catch(onFailure);
  };
  /** @param {string} action @param {string} typed @returns {Promise<Offer[]>} */
  const suggest = async (action, typed) => {
    const answer = await sendAct({ ...place, act: 'suggest', action, typed });
    const refused = answer.errors[''];
    if (refused !== undefined) throw new Error(refused);
    return (answer.options ?? []).map((one) => {
      const option = /** @type {Readonly<Record<string, any>>} */ (one);
      return { value: String(option['value']), text: String(option['text']?.['text'] ?? '') };
    });
  };
  return Object.assign(use, { suggest });
}

/** What every control below holds, by `block id/action id`. @param {Element} parent */
export function enteredBelow(parent) {
  /** @type {Record<string, string | string[]>} */
  const entered = {};
  for (const control of parent.querySelectorAll('[data-state]')) {
    entered[control.getAttribute('data-state') ?? ''] = enteredIn(control);
  }
  return entered;
}
