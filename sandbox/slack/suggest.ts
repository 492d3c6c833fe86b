/** External selects: the bot is asked for options while somebody types. */
import { checkSuggestion } from './check-choices.ts';
import type { Deliverer, Delivery } from './deliver.ts';
import { blocksOf, findElement, optionsOf } from './elements.ts';
import { parseJson } from './http.ts';
import { type Fields, fieldsOf, listOf, textOf } from './json.ts';
import { suggestionBody } from './payloads.ts';
import type { Message, State, View } from './state.ts';
import type { Person } from './workspace.ts';

export interface Suggestion {
  readonly delivery: Delivery;
  /** Empty when the bot did not answer as it must; then `complaints` say why. */
  readonly options: readonly Fields[];
  readonly complaints: readonly string[];
}

interface Asked {
  readonly place: Message | View;
  readonly action: string;
  readonly typed: string;
  readonly person: Person;
}

export async function suggest(asked: Asked, state: State, deliverer: Deliverer): Promise<Suggestion> {
  const { place, person, typed } = asked;
  const isMessage = 'ts' in place;
  const blocks = isMessage ? blocksOf(place) : listOf(place.body['blocks']).map(fieldsOf);
  const found = findElement(blocks, asked.action);
  if (found === null) throw new Error(`no element ${asked.action}`);
  const channel = isMessage ? state.channels.get(place.channel) : undefined;
  const where = isMessage && channel !== undefined ? { message: place, channel } : (place as View);
  const raw = suggestionBody({ person, found, typed }, where);
  const delivery = await deliverer.send(raw, 'application/x-www-form-urlencoded');
  const answer = fieldsOf(delivery.status === 200 ? parseJson(delivery.body) : null);
  const complaints =
    delivery.status === 200 ? checkSuggestion(answer) : [`the bot answered ${delivery.status}`];
  const options = complaints.length === 0 ? optionsOf(answer) : [];
  const key = keyOf(found.element, person);
  const known = new Map([...(state.suggested.get(key) ?? []), ...options].map((one) => [one['value'], one]));
  state.suggested.set(key, [...known.values()]);
  return { delivery, options, complaints };
}

/** Everything that the bot has offered this person for this element. */
export function suggestedFor(element: Fields, person: Person, state: State): readonly Fields[] {
  return state.suggested.get(keyOf(element, person)) ?? [];
}

function keyOf(element: Fields, person: Person): string {
  return `${person.id} ${textOf(element['action_id'])}`;
}
