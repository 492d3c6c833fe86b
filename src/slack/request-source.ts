/**
 * Names a request, so that the same one twice is one. Over HTTP that is its signature: it covers every byte and the
 * second it was made. Socket Mode carries none; there Slack's own id of the trigger is unique.
 */
export function sourceOf(
  kind: 'slash' | 'click',
  context: Readonly<Record<string, unknown>>,
  trigger: string | undefined,
): string {
  const signature = context['signature'];
  return `${kind}:${typeof signature === 'string' ? signature : (trigger ?? crypto.randomUUID())}`;
}
