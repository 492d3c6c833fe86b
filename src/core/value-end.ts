/** Where a value inside free text ends. Each function gives an index; where nothing closes it, the end of the text. */

/** End of a value that began after the opening `quote` (which may be an escaped one). */
export function quotedEnd(text: string, start: number, quote: string): number {
  for (let at = text.indexOf(quote, start); at !== -1; at = text.indexOf(quote, at + 1)) {
    // A quote that is escaped belongs to the value, unless the opening one was escaped just so.
    if (quote.length > 1 || text[at - 1] !== '\\') return at;
  }
  return text.length;
}

/** End of a string whose opening quote stands at `start`, the closing quote included. */
export function stringEnd(text: string, start: number): number {
  const quote = text[start] === '\\' ? text.slice(start, start + 2) : text.slice(start, start + 1);
  for (let at = start + quote.length; at < text.length; at += 1) {
    if (text.startsWith(quote, at)) return at + quote.length;
    if (text[at] === '\\') at += 1;
  }
  return text.length;
}

/** End of a bracketed value; brackets inside strings do not count. */
export function bracketEnd(text: string, start: number): number {
  let depth = 0;
  let quote: string | null = null;
  for (let at = start; at < text.length; at += 1) {
    const letter = text[at] as string;
    if (quote !== null) {
      if (letter === '\\') at += 1;
      else if (letter === quote) quote = null;
    } else if (letter === '"' || letter === "'") quote = letter;
    else if ('{[('.includes(letter)) depth += 1;
    else if ('}])'.includes(letter)) {
      depth -= 1;
      if (depth <= 0) return at + 1;
    }
  }
  return text.length;
}

const BARE_END = /\s|["'](?=[,})\]\s:]|$)|[&;](?=[a-z][\w.%-]{0,31}=\S)/giu;

/** End of a value without quotes: white space, a quote that closes something around it, or a next `name=`. */
export function bareEnd(text: string, start: number): number {
  BARE_END.lastIndex = start;
  return BARE_END.exec(text)?.index ?? text.length;
}

export function lineEnd(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end === -1 ? text.length : end;
}
