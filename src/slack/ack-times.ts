/** How long Slack waits for its acknowledgements, the same over HTTP and in Socket Mode. */
import type { App } from '@slack/bolt';

type Observe = (name: string, seconds: number, labels: Readonly<Record<string, string>>) => void;
type Received = Parameters<App['processEvent']>[0];

const KINDS: Readonly<Record<string, string>> = {
  block_actions: 'click',
  view_submission: 'view',
  shortcut: 'shortcut',
  message_action: 'shortcut',
  event_callback: 'event',
};

/** Measures from when Bolt takes a request to when it is acknowledged. Call it before the app takes any. */
export function timeAcks(app: App, observe: Observe): void {
  const take = app.processEvent.bind(app);
  app.processEvent = (received: Received) => {
    const started = performance.now();
    return take({
      ...received,
      async ack(answer?: unknown) {
        await received.ack(answer);
        const labels = { kind: kindOf(received.body) };
        observe('hydrous_slack_ack_seconds', (performance.now() - started) / 1000, labels);
      },
    });
  };
}

/** One of few words, whatever the body says. */
function kindOf(body: Readonly<Record<string, unknown>>): string {
  if (typeof body['command'] === 'string') return 'command';
  return KINDS[String(body['type'])] ?? 'other';
}
