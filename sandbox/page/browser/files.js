/** A file under a message: its name, and what is in it when that can be shown. */
import { h } from './dom.js';
import { icon } from './icons.js';

/** Characters of a text that are shown. */
const SHOWN = 20_000;

/** Filled in when the file has come. @param {string} id */
export function filePreview(id) {
  const href = `/files/${encodeURIComponent(id)}`;
  const name = h('span', {}, id);
  const box = h(
    'div',
    { class: 'file', 'data-testid': 'file' },
    h('a', { class: 'file-name', href, target: '_blank' }, icon('link'), name),
  );
  void fill(box, name, href).catch(() => undefined);
  return box;
}

/** @param {HTMLElement} box @param {HTMLElement} name @param {string} href */
async function fill(box, name, href) {
  const response = await fetch(href);
  if (!response.ok) return;
  const written = /filename\*=UTF-8''(\S+)/u.exec(response.headers.get('content-disposition') ?? '')?.[1];
  const title = decodeURIComponent(written ?? '');
  if (title !== '') name.textContent = title;
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('image/')) box.append(h('img', { class: 'image', src: href, alt: title }));
  else if (type.startsWith('text/')) {
    const text = await response.text();
    box.append(h('pre', { class: 'file-text', 'data-testid': 'file-text' }, text.slice(0, SHOWN)));
  }
}
