/**
 * Emoji by their Slack names. The ones that carry meaning are drawn here, so that they look the same on a
 * machine without an emoji font; the others use the reader's font.
 */
import { drawing, h } from './dom.js';

/** @typedef {readonly (readonly [string, Readonly<Record<string, string>>])[]} Shapes */

const GREEN = '#2e8b57';
const RED = '#c8372d';
const AMBER = '#e0a100';
const BLUE = '#2f6fb5';

/** @param {string} fill @returns {Shapes} */
function disc(fill) {
  return [['circle', { cx: '12', cy: '12', r: '9', fill }]];
}

/** @param {string} fill @param {string} d @returns {Shapes} */
function tile(fill, d) {
  return [
    ['rect', { x: '2.500', y: '2.500', width: '19', height: '19', rx: '4.500', fill }],
    [
      'path',
      {
        d,
        fill: 'none',
        stroke: '#fff',
        'stroke-width': '2.400',
        'stroke-linecap': 'round',
        'stroke-linejoin': 'round',
      },
    ],
  ];
}

/** @param {string} stroke @param {string} d @returns {Shapes} */
function line(stroke, d) {
  return [
    [
      'path',
      {
        d,
        fill: 'none',
        stroke,
        'stroke-width': '2.400',
        'stroke-linecap': 'round',
        'stroke-linejoin': 'round',
      },
    ],
  ];
}

/** @type {Readonly<Record<string, Shapes>>} */
const DRAWN = {
  white_check_mark: tile(GREEN, 'M7 12.500l3.500 3.500L17 8.500'),
  heavy_check_mark: line(GREEN, 'M4.500 13l5 5L19.500 6.500'),
  x: line(RED, 'M5.500 5.500l13 13M18.500 5.500l-13 13'),
  warning: [
    [
      'path',
      {
        d: 'M12 3.200L22 20.500H2z',
        fill: AMBER,
        stroke: AMBER,
        'stroke-width': '1.500',
        'stroke-linejoin': 'round',
      },
    ],
    [
      'path',
      {
        d: 'M12 9.500v5M12 17.600v.100',
        stroke: '#3a2a00',
        'stroke-width': '2.200',
        'stroke-linecap': 'round',
      },
    ],
  ],
  octagonal_sign: [
    ['path', { d: 'M8 2.500h8l5.500 5.500v8L16 21.500H8L2.500 16V8z', fill: RED }],
    ['path', { d: 'M7.500 12h9', stroke: '#fff', 'stroke-width': '2.600', 'stroke-linecap': 'round' }],
  ],
  no_entry: [
    ...disc(RED),
    ['path', { d: 'M7.500 12h9', stroke: '#fff', 'stroke-width': '3', 'stroke-linecap': 'round' }],
  ],
  no_entry_sign: [
    ['circle', { cx: '12', cy: '12', r: '8', fill: 'none', stroke: RED, 'stroke-width': '2.600' }],
    ['path', { d: 'M6.500 6.500l11 11', stroke: RED, 'stroke-width': '2.600' }],
  ],
  large_green_circle: disc(GREEN),
  large_yellow_circle: disc(AMBER),
  large_orange_circle: disc('#d9731a'),
  large_blue_circle: disc(BLUE),
  red_circle: disc(RED),
  black_circle: disc('#2b333a'),
  white_circle: [
    ['circle', { cx: '12', cy: '12', r: '8', fill: '#fff', stroke: '#9aa5ad', 'stroke-width': '2' }],
  ],
  black_square_button: [
    [
      'rect',
      {
        x: '3',
        y: '3',
        width: '18',
        height: '18',
        rx: '3',
        fill: '#e3e8eb',
        stroke: '#8b979f',
        'stroke-width': '1.600',
      },
    ],
    ['rect', { x: '7.500', y: '7.500', width: '9', height: '9', rx: '1.500', fill: '#8b979f' }],
  ],
  hourglass_flowing_sand: [
    [
      'path',
      {
        d: 'M6 3h12M6 21h12M7.500 3v3.500L12 12l4.500-5.500V3M7.500 21v-3.500L12 12l4.500 5.500V21',
        fill: 'none',
        stroke: '#7a5c2e',
        'stroke-width': '1.900',
        'stroke-linejoin': 'round',
        'stroke-linecap': 'round',
      },
    ],
    ['path', { d: 'M9 19.500l3-3 3 3zM9.500 6.500h5L12 9.500z', fill: AMBER }],
  ],
  rotating_light: [
    ['path', { d: 'M6 17v-4a6 6 0 0 1 12 0v4z', fill: RED }],
    ['rect', { x: '4', y: '17', width: '16', height: '3.500', rx: '1', fill: '#5b6873' }],
    [
      'path',
      {
        d: 'M12 2v2.500M4 5.500l1.800 1.800M20 5.500l-1.800 1.800',
        stroke: RED,
        'stroke-width': '1.900',
        'stroke-linecap': 'round',
      },
    ],
  ],
  information_source: tile(BLUE, 'M12 11v5.500M12 7.400v.100'),
  arrows_counterclockwise: tile(
    BLUE,
    'M16.500 9A5.500 5.500 0 0 0 7 10.500M7.500 15a5.500 5.500 0 0 0 9.500-1.500M16.700 5.800V9h-3.200M7.300 18.200V15h3.200',
  ),
  leftwards_arrow_with_hook: tile(BLUE, 'M10 7L6.500 10.500 10 14M7 10.500h6.500a3.500 3.500 0 0 1 0 7H11'),
  rewind: tile(BLUE, 'M11.500 8L7.500 12l4 4M16.500 8l-4 4 4 4'),
  lock: [
    ['rect', { x: '5', y: '10.500', width: '14', height: '10', rx: '2', fill: AMBER }],
    [
      'path',
      { d: 'M8 10.500V8a4 4 0 0 1 8 0v2.500', fill: 'none', stroke: '#7a838a', 'stroke-width': '2.200' },
    ],
  ],
  bell: [
    [
      'path',
      { d: 'M5.500 17c1.500-1.500 1.500-3.500 1.500-6a5 5 0 0 1 10 0c0 2.500 0 4.500 1.500 6z', fill: AMBER },
    ],
    [
      'path',
      {
        d: 'M10 19.500a2 2 0 0 0 4 0M12 3.500V5',
        stroke: '#a87800',
        'stroke-width': '1.800',
        fill: 'none',
        'stroke-linecap': 'round',
      },
    ],
  ],
  mag: [
    ['circle', { cx: '10', cy: '10', r: '6', fill: '#dcebf5', stroke: '#5b6873', 'stroke-width': '2' }],
    [
      'path',
      { d: 'M14.500 14.500L20 20', stroke: '#7a5c2e', 'stroke-width': '2.800', 'stroke-linecap': 'round' },
    ],
  ],
  rocket: [
    [
      'path',
      {
        d: 'M12 2.500c3.500 2.500 4.500 6 4.500 9l-2 5h-5l-2-5c0-3 1-6.500 4.500-9z',
        fill: '#dfe6ea',
        stroke: '#5b6873',
        'stroke-width': '1.300',
      },
    ],
    ['circle', { cx: '12', cy: '9.500', r: '2', fill: BLUE }],
    ['path', { d: 'M7.500 12L5 16.500l3-.700M16.500 12l2.500 4.500-3-.700', fill: RED }],
    ['path', { d: 'M10.500 17.500L12 22l1.500-4.500z', fill: AMBER }],
  ],
};

/** Other names for a drawing, and the character that people may paste instead of a name. */
/** @type {Readonly<Record<string, string>>} */
const SAME_AS = {
  stop_sign: 'octagonal_sign',
  hourglass: 'hourglass_flowing_sand',
  heavy_multiplication_x: 'x',
  repeat: 'arrows_counterclockwise',
  closed_lock_with_key: 'lock',
  '✅': 'white_check_mark',
  '✔': 'heavy_check_mark',
  '❌': 'x',
  '⚠': 'warning',
  '🛑': 'octagonal_sign',
  '⛔': 'no_entry',
  '🚫': 'no_entry_sign',
  '🟢': 'large_green_circle',
  '🟡': 'large_yellow_circle',
  '🟠': 'large_orange_circle',
  '🔵': 'large_blue_circle',
  '🔴': 'red_circle',
  '⚪': 'white_circle',
  '⚫': 'black_circle',
  '⏳': 'hourglass_flowing_sand',
  '⌛': 'hourglass_flowing_sand',
  '🚨': 'rotating_light',
  ℹ: 'information_source',
  '🔄': 'arrows_counterclockwise',
  '↩': 'leftwards_arrow_with_hook',
  '⏪': 'rewind',
  '🔒': 'lock',
  '🔔': 'bell',
  '🔍': 'mag',
  '🔎': 'mag',
  '🚀': 'rocket',
};

/** @type {Readonly<Record<string, string>>} */
const CHARACTERS = {
  '+1': '👍',
  '-1': '👎',
  eyes: '👀',
  tada: '🎉',
  fire: '🔥',
  bulb: '💡',
  wrench: '🔧',
  memo: '📝',
  books: '📚',
  book: '📖',
  zap: '⚡',
  boom: '💥',
  bug: '🐛',
  package: '📦',
  gear: '⚙',
  unlock: '🔓',
  no_bell: '🔕',
  clock1: '🕐',
  droplet: '💧',
  scroll: '📜',
  link: '🔗',
  point_right: '👉',
  raised_hand: '✋',
  question: '❓',
  exclamation: '❗',
  star: '⭐',
  chart_with_upwards_trend: '📈',
  chart_with_downwards_trend: '📉',
  bar_chart: '📊',
  construction: '🚧',
  shield: '🛡',
  wave: '👋',
  smile: '😄',
  arrow_right: '➡',
  black_small_square: '▪',
};

/** The emoji of this name, or null when Slack would show `:name:` as it is. @param {string} name */
export function emojiByName(name) {
  const shapes = DRAWN[SAME_AS[name] ?? name];
  if (shapes !== undefined) return drawn(shapes, `:${name}:`);
  const character = CHARACTERS[name];
  if (character === undefined) return null;
  return h('span', { class: 'emoji-text', role: 'img', 'aria-label': `:${name}:` }, character);
}

/** @param {Shapes} shapes @param {string} label */
function drawn(shapes, label) {
  const image = h('span', { class: 'emoji', role: 'img', 'aria-label': label, title: label });
  image.appendChild(drawing('0 0 24 24', shapes, 'emoji-drawing'));
  return image;
}

const PASTED = new RegExp(
  `(${Object.keys(SAME_AS)
    .filter((one) => !/^\w/u.test(one))
    .join('|')})\\uFE0F?`,
  'u',
);

/**
 * Splits text at `:names:` and at pasted emoji.
 * @param {string} text
 * @param {boolean} withNames  false in text that names no emoji, such as code
 * @returns {Node[]}
 */
export function textWithEmoji(text, withNames = true) {
  /** @type {Node[]} */
  const nodes = [];
  let rest = text;
  while (rest !== '') {
    const named = withNames ? /:([a-z0-9_+-]+):/u.exec(rest) : null;
    const pasted = PASTED.exec(rest);
    const first = named !== null && (pasted === null || named.index < pasted.index) ? named : pasted;
    if (first === null) break;
    const image = emojiByName(first[1] ?? '');
    const end = first.index + (image === null ? Math.max(1, first[0].length - 1) : first[0].length);
    nodes.push(document.createTextNode(rest.slice(0, image === null ? end : first.index)));
    if (image !== null) nodes.push(image);
    rest = rest.slice(end);
  }
  if (rest !== '') nodes.push(document.createTextNode(rest));
  return nodes;
}
