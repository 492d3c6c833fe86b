/** The SDK's clients, answered from a folder: everything behind them is the code that asks AWS itself. */
import { Problem } from '../../core/problem.ts';
import { code, say } from '../../core/sentence.ts';
import type { Clients, RegionClients } from '../clients.ts';
import { answerTo } from './replay-answers.ts';
import type { SavedAnswer } from './saved-answers.ts';

/** As much of an SDK command as a replay needs. */
interface Command {
  readonly input: Readonly<Record<string, unknown>>;
  readonly middlewareStack: {
    resolve(
      handler: () => Promise<unknown>,
      context: object,
    ): (request: object) => Promise<{ readonly output: unknown }>;
  };
}

/** A call whose answer nobody saved is Problem `not-found`, so that the part counts as not checked. */
export function createReplayClients(answers: readonly SavedAnswer[]): Clients {
  async function send(service: string, command: Command): Promise<unknown> {
    const operation = command.constructor.name.replace(/Command$/, '');
    const output = answerTo(service, operation, command.input, answers);
    if (output === null)
      throw new Problem(
        'not-found',
        say('evidence.not-saved', { call: code(operation) }),
        `replay: no answer of ${operation} was saved`,
      );
    // Some readers look at the body as it came over the wire, through a step of the command's own.
    const body = [new TextEncoder().encode(JSON.stringify(output.raw))];
    const handler = command.middlewareStack.resolve(
      async () => ({ output: output.parsed, response: { body } }),
      {},
    );
    return (await handler({ input: command.input, request: {} })).output;
  }

  const clients = new Proxy({} as Readonly<Record<string, unknown>>, {
    get: (_target, service) => ({
      send: (command: Command) => send(String(service), command),
      destroy: () => undefined,
    }),
  });
  return { of: () => clients as unknown as RegionClients, close: () => undefined };
}
