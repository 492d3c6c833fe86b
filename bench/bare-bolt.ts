/** The floor: a Bolt app with one listener that acks, as a program of its own. Prints its address. */
import { App, HTTPReceiver } from '@slack/bolt';
import { LogLevel } from '@slack/web-api';
import { SIGNING_SECRET } from './load.ts';

const receiver = new HTTPReceiver({ signingSecret: SIGNING_SECRET, endpoints: ['/slack/events'] });
const app = new App({
  receiver,
  logLevel: LogLevel.ERROR,
  convoStore: false,
  authorize: async () => ({ botToken: 'xoxb-bench', botId: 'B0', botUserId: 'U0', teamId: 'T0HYDROUS' }),
});
app.command('/hydrous', async ({ ack }) => {
  await ack({ response_type: 'ephemeral', text: 'looking' });
});
await app.start({ port: 0, host: '127.0.0.1' });
const server = (receiver as unknown as { server: { address(): { port: number } } }).server;
process.stdout.write(
  `${JSON.stringify({ msg: 'listening', url: `http://127.0.0.1:${server.address().port}` })}\n`,
);
