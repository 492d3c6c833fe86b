/** Messages for the page to show: a card with everything on it, and texts that try to break out. */

type Json = Readonly<Record<string, unknown>>;

const plain = (text: string): Json => ({ type: 'plain_text', text });
const mrkdwn = (text: string): Json => ({ type: 'mrkdwn', text });
const richText = (text: string): Json => ({ type: 'text', text });

function button(action: string, label: string, style?: 'primary' | 'danger'): Json {
  return {
    type: 'button',
    action_id: action,
    value: 'op-7kq2m9xd4t',
    text: plain(label),
    ...(style === undefined ? {} : { style }),
  };
}

const CHECKS = [
  ['white_check_mark', 'La imagen existe y no está archivada'],
  ['white_check_mark', 'La arquitectura coincide: X86_64'],
  ['warning', 'Hay 1 alarma abierta: hydrous-cpu-high'],
] as const;

export function operationCard(
  state: 'pending' | 'approved',
  by = '',
): { text: string; blocks: readonly Json[] } {
  const outcome =
    state === 'pending'
      ? {
          type: 'actions',
          elements: [
            {
              ...button('approve', 'Aprobar', 'primary'),
              confirm: {
                title: plain('¿Aprobar el despliegue?'),
                text: mrkdwn('Se despliega *v1.11.0* en `production`.'),
                confirm: plain('Aprobar'),
                deny: plain('Todavía no'),
              },
            },
            button('reject', 'Rechazar', 'danger'),
            button('cancel', 'Cancelar'),
          ],
        }
      : { type: 'context', elements: [mrkdwn(`:white_check_mark: Aprobado por <@${by}>`)] };
  return {
    text: 'Ana pide desplegar v1.11.0 en production',
    blocks: [
      { type: 'header', text: plain('Desplegar v1.11.0 en production') },
      {
        type: 'section',
        text: mrkdwn('<@U0ANA> pide un cambio: *deploy* de `v1.11.0`.\n> Corrige el cobro doble'),
      },
      {
        type: 'section',
        fields: [
          mrkdwn('*Desde*\n`hydrous:42` · v1.10.0'),
          mrkdwn('*Hasta*\n`hydrous:43` · v1.11.0'),
          mrkdwn('*Riesgo*\n:large_yellow_circle: medio'),
          mrkdwn('*Vence*\n<!date^1795514348^{time}|a las 18:39>'),
        ],
      },
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_list',
            style: 'bullet',
            elements: CHECKS.map(([name, text]) => ({
              type: 'rich_text_section',
              elements: [{ type: 'emoji', name }, richText(` ${text}`)],
            })),
          },
          {
            type: 'rich_text_preformatted',
            elements: [richText('exec /usr/local/bin/python: exec format error\nstopped: exit code 255')],
          },
        ],
      },
      { type: 'divider' },
      {
        type: 'context',
        elements: [mrkdwn('op-7kq2m9xd4t · <https://example.com/runbook|guía: cómo desplegar>')],
      },
      outcome,
    ],
  };
}

export function rejectModal(operation: string): Json {
  const option = (text: string, value: string): Json => ({ text: plain(text), value });
  const input = (id: string, label: string, element: Json, optional = false): Json => ({
    type: 'input',
    block_id: id,
    optional,
    label: plain(label),
    element: { action_id: 'text', ...element },
  });
  return {
    type: 'modal',
    callback_id: 'reject',
    private_metadata: operation,
    title: plain('Rechazar el cambio'),
    submit: plain('Rechazar'),
    close: plain('Volver'),
    blocks: [
      { type: 'section', text: mrkdwn('Se lo decimos a <@U0ANA>.') },
      input('reason', 'Motivo', { type: 'plain_text_input', multiline: true, max_length: 200 }),
      input(
        'when',
        '¿Cuándo se puede intentar otra vez?',
        { type: 'static_select', options: [option('Mañana', 'tomorrow'), option('Nunca', 'never')] },
        true,
      ),
      input(
        'count',
        'Tareas',
        { type: 'number_input', is_decimal_allowed: false, min_value: '1', max_value: '10' },
        true,
      ),
      input(
        'how',
        'Aviso',
        {
          type: 'radio_buttons',
          options: [option('En el canal', 'channel'), option('En privado', 'private')],
        },
        true,
      ),
      input(
        'also',
        'También',
        { type: 'checkboxes', options: [option('Congelar el servicio', 'freeze')] },
        true,
      ),
    ],
  };
}

/** Every trick in one text: markup, entities, links that are none, mentions in escaped and in bare form. */
export const HOSTILE_TEXT = [
  '<img src=x onerror="window.broken=1">',
  '&lt;script&gt;window.broken=1&lt;/script&gt;',
  '&amp;lt;b&amp;gt;',
  '&lt;!channel&gt; <!here>',
  '<javascript:window.broken=1|click me>',
  '<https://example.com/a?b=1&amp;c=2|safe &lt;label&gt;>',
  '`*not bold*` *bold* a*b*c',
].join('\n');

export const HOSTILE_BLOCKS: readonly Json[] = [
  { type: 'section', text: plain('*plain* <!channel> &lt;b&gt; <https://example.com|x>') },
  {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          richText('*rich* <!channel> &lt;i&gt; <b>x</b> :warning:'),
          { type: 'link', url: 'javascript:window.broken=1', text: 'rich link' },
        ],
      },
    ],
  },
  { type: 'section', text: mrkdwn(HOSTILE_TEXT) },
];
