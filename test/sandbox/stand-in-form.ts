/** A form with every kind of question, as the stand-in bot asks it. */

type Json = Readonly<Record<string, unknown>>;

export interface FormView {
  readonly id: string;
  readonly hash: string;
  readonly callback_id: string;
  readonly state: { readonly values: Record<string, Record<string, Entered>> };
}

interface Entered {
  readonly value?: string;
  readonly selected_option?: { readonly value: string };
  readonly selected_options?: readonly { readonly value: string }[];
  readonly selected_date?: string;
}

const plain = (text: string) => ({ type: 'plain_text', text });
const option = (value: string) => ({ text: plain(value), value });

export const IMAGES = ['v1.10.0', 'v1.11.0', 'v1.12.0'].map(option);
const ENVIRONMENTS = ['production', 'staging'].map(option);
const WAYS = ['despacio', 'de una vez'].map(option);
const CHECKS = ['salud', 'registros'].map(option);

const input = (name: string, label: string, element: Json, more: Json = {}): Json => ({
  type: 'input',
  block_id: name,
  label: plain(label),
  element: { action_id: 'value', ...element },
  ...more,
});

export function deployForm(note: string): Json {
  return {
    type: 'modal',
    callback_id: 'deploy-form',
    title: plain('Desplegar'),
    submit: plain('Pedir'),
    close: plain('Cancelar'),
    blocks: [
      {
        type: 'section',
        block_id: 'about',
        text: plain(note || 'Nada elegido'),
        accessory: { type: 'button', action_id: 'more', text: plain('Más…') },
      },
      input('image', 'Imagen', { type: 'external_select', min_query_length: 2 }, { dispatch_action: true }),
      input('where', 'Entorno', {
        type: 'static_select',
        options: ENVIRONMENTS,
        initial_option: ENVIRONMENTS[0],
      }),
      input('how', 'Cómo', { type: 'radio_buttons', options: WAYS, initial_option: WAYS[0] }),
      input('checks', 'Mirar', { type: 'checkboxes', options: CHECKS }, { optional: true }),
      input('count', 'Tareas', {
        type: 'number_input',
        is_decimal_allowed: false,
        min_value: '1',
        max_value: '9',
      }),
      input('day', 'Día', { type: 'datepicker', initial_date: '2026-03-01' }),
      input('why', 'Motivo', { type: 'plain_text_input', multiline: true }),
    ],
  };
}

export function noteForm(text: string): Json {
  return {
    type: 'modal',
    callback_id: 'note',
    title: plain('Nota'),
    blocks: [{ type: 'section', text: plain(text.slice(0, 200)) }],
  };
}

export function chosenImage(view: FormView): string {
  return view.state.values['image']?.['value']?.selected_option?.value ?? 'nada';
}

/** Everything that was entered, in the order of the form. */
export function enteredText(view: FormView): string {
  const texts = Object.values(view.state.values).map((actions) => {
    const [entered = {}] = Object.values(actions);
    const several = entered.selected_options?.map(({ value }) => value).join('+');
    return entered.value ?? entered.selected_option?.value ?? entered.selected_date ?? several ?? 'nada';
  });
  return `Pedido: ${texts.join(', ')}`;
}
