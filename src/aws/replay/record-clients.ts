/** The SDK's clients with an ear on them: every answer is kept, without secrets, so that it can be replayed. */
import { createHmac, randomBytes } from 'node:crypto';
import { cleanText } from '../../core/clean-text.ts';
import { redact } from '../../core/redact.ts';
import type { Clients, RegionClients } from '../clients.ts';
import type { SavedFile } from './saved-answers.ts';

export interface Recorder {
  readonly clients: Clients;
  /** What was answered so far, one file a call. */
  files(): readonly SavedFile[];
}

interface Client {
  send(command: object & { readonly input: object }, ...rest: readonly unknown[]): Promise<object>;
}

/** Answers that hold links or pictures and nothing that a diagnosis reads. */
const UNWANTED = new Set(['GetDownloadUrlForLayer', 'GetMetricWidgetImage']);

export function createRecorder(inner: Clients): Recorder {
  const files: { name: string; text: string }[] = [];
  // Equal values stay equal within the folder, which is all that a comparison of two revisions needs.
  const key = randomBytes(32);
  const secret = (value: string) =>
    `hidden:${createHmac('sha256', key).update(value).digest('hex').slice(0, 16)}`;

  function keep(operation: string, output: object, input: object): void {
    if (UNWANTED.has(operation)) return;
    const name = operation.replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '-').toLowerCase();
    const number = files.filter((file) => file.name.replace(/(?:-\d+)?\.json$/, '') === name).length;
    const { $metadata: _metadata, ...answer } = output as { readonly $metadata?: unknown };
    const text = JSON.stringify({ ...withoutSecrets(answer, secret), request: input }, null, 2);
    files.push({ name: `${name}${number === 0 ? '' : `-${number + 1}`}.json`, text });
  }

  function listening(client: Client): Client {
    return new Proxy(client, {
      get(target, property) {
        if (property !== 'send') {
          const value: unknown = Reflect.get(target, property);
          return typeof value === 'function' ? value.bind(target) : value;
        }
        return async (command: { readonly input: object }, ...rest: readonly unknown[]) => {
          const operation = command.constructor.name.replace(/Command$/, '');
          try {
            const output = await target.send(command, ...rest);
            keep(operation, output, command.input);
            return output;
          } catch (error) {
            const Code = error instanceof Error ? error.name : 'Unknown';
            keep(operation, { Error: { Code } }, command.input);
            throw error;
          }
        };
      },
    });
  }

  return {
    clients: {
      of: (region) =>
        new Proxy(inner.of(region), {
          get: (target, property) => listening(Reflect.get(target, property) as Client),
        }) as RegionClients,
      close: inner.close,
    },
    files: () => files,
  };
}

/** Values of variables become digests; every other text is redacted. Manifests are no prose and stay as they are. */
function withoutSecrets(value: unknown, secret: (value: string) => string, key = ''): object {
  return cleaned(value, secret, key) as object;
}

function cleaned(value: unknown, secret: (value: string) => string, key: string): unknown {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return undefined;
  if (Array.isArray(value)) {
    if (key === 'environment')
      return value.map((pair: { readonly name?: string; readonly value?: string }) => ({
        name: pair.name,
        value: secret(pair.value ?? ''),
      }));
    return value.map((each) => cleaned(each, secret, key));
  }
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, cleaned(each, secret, name)]),
    );
  return typeof value === 'string' && key !== 'imageManifest' ? redact(cleanText(value)) : value;
}
