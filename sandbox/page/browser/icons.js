/** The page's own line icons. */
import { drawing } from './dom.js';

/** @type {Readonly<Record<string, string>>} */
const PATHS = {
  menu: 'M4 7h16M4 12h16M4 17h16',
  panel: 'M4 5h16v14H4zM14.500 5v14',
  close: 'M6 6l12 12M18 6L6 18',
  send: 'M5 12l14-7-4.500 14-3-5.500zM11.500 13.500L19 5',
  hash: 'M9.500 4L7.500 20M16.500 4l-2 16M4.500 9h16M3.500 15h16',
  reply: 'M5 6h14v9H11l-4 4v-4H5z',
  home: 'M4 11l8-7 8 7M6 9.500V19h12V9.500',
  eye: 'M3 12s3.500-6 9-6 9 6 9 6-3.500 6-9 6-9-6-9-6zM12 9.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5z',
  more: 'M6 12h.010M12 12h.010M18 12h.010',
  chevron: 'M9 6l6 6-6 6',
  link: 'M9 15l6-6M10 6.500l1.500-1.500a4 4 0 0 1 6 6L16 12.500M14 17.500L12.500 19a4 4 0 0 1-6-6L8 11.500',
};

/** @param {string} name */
export function icon(name) {
  const d = PATHS[name] ?? '';
  return drawing('0 0 24 24', [['path', { d }]], 'icon');
}
