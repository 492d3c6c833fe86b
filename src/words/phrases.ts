/** `1 task`, `2 tasks`. */
export function quantity(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
