/** A metric's value with its unit, short enough for a title: `92 %`, `1.4 s`, `1.2 GiB`, `3`. */
export function metricValue(metric: string, value: number): string {
  if (/Utilization$|Percentage$/.test(metric)) return `${rounded(value)} %`;
  if (/(?:Time|Latency)$/.test(metric))
    return value < 1 ? `${rounded(value * 1000)} ms` : `${rounded(value)} s`;
  if (/(?:Space|FreeableMemory|Bytes|BytesIn|BytesOut)$/.test(metric)) return bytes(value);
  return rounded(value);
}

/** Three digits are enough to judge by. */
function rounded(value: number): string {
  const size = Math.abs(value);
  if (Number.isInteger(value) || size >= 100) return String(Math.round(value));
  return String(Number(value.toPrecision(size >= 1 ? 3 : 2)));
}

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

function bytes(value: number): string {
  const power = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, value)) / 10)));
  return `${rounded(value / 1024 ** power)} ${UNITS[power]}`;
}
