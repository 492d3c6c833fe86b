/** A course of values in one line of text, for where no picture can be shown. */
const BARS = '▁▂▃▄▅▆▇█';

/**
 * At most `width` characters, oldest first; each stands for the highest of its share of the values. A gap is a
 * blank. The lowest bar is `floor` where that is given, else the lowest value. Empty when there is no value.
 */
export function sparkline(values: readonly (number | null)[], width: number, floor?: number): string {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return '';
  const count = Math.min(width, values.length);
  const shares = Array.from({ length: count }, (_, at) => {
    const share = values.slice(
      Math.floor((at * values.length) / count),
      Math.floor(((at + 1) * values.length) / count),
    );
    const inShare = share.filter((value) => value !== null);
    return inShare.length === 0 ? null : Math.max(...inShare);
  });
  const tops = shares.filter((value) => value !== null);
  const least = floor ?? Math.min(...tops);
  const height = Math.max(...tops) - least;
  return shares
    .map((value) => {
      if (value === null) return ' ';
      const part = height <= 0 ? 0 : (value - least) / height;
      return BARS[Math.max(0, Math.min(BARS.length - 1, Math.round(part * (BARS.length - 1))))]!;
    })
    .join('');
}
