/** `npm run sandbox`: the whole story on this machine, without credentials. */
import { startSandbox } from './start.ts';

const DEFAULT_PORT = 4700;

function portWanted(): number {
  const written = process.env['SANDBOX_PORT'];
  if (written === undefined || written === '') return DEFAULT_PORT;
  const port = Number(written);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  console.error(`SANDBOX_PORT is "${written}": write a number from 0 to 65535, where 0 means any free port.`);
  process.exit(78);
}

try {
  const sandbox = await startSandbox({
    port: portWanted(),
    onBotExit: (detail) => console.error(`The bot has stopped. ${detail}\nThe page can start it again.`),
  });
  console.log(`Sandbox ready: ${sandbox.url}`);
  let isClosing = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isClosing) return;
      isClosing = true;
      void sandbox.close().then(() => process.exit(0));
    });
  }
} catch (error) {
  console.error(reasonFor(error));
  process.exit(1);
}

function reasonFor(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') {
    return 'The port is taken, perhaps by another sandbox. SANDBOX_PORT=0 takes any free one.';
  }
  return error instanceof Error ? error.message : 'The sandbox could not start.';
}
