/** The three wire formats of AWS, in the server's direction, on the SDK's own serialisers. */
import { XmlCodec } from '@aws-sdk/core/protocols';
import { CborCodec } from '@smithy/core/cbor';
import { JsonCodec2 } from '@smithy/core/protocols';
import { wireFault } from './errors.ts';
import { formTree } from './form.ts';
import { isUnit, type OperationSchema, structure } from './schema.ts';

export type WireKind = 'json' | 'query' | 'cbor';

/** Routing and naming data that an SDK client computes from its model. */
export interface ProtocolSettings {
  readonly serviceTarget?: string;
  readonly version?: string;
  readonly xmlNamespace?: string;
  readonly defaultNamespace?: string;
  readonly awsQueryCompatible?: boolean;
}

export interface WireReply {
  readonly status: number;
  readonly body: Uint8Array | string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Wire {
  readonly type: string;
  /** Some of the SDK's readers answer at once, others with a promise. */
  read(operation: OperationSchema, body: Buffer): unknown | Promise<unknown>;
  write(operation: OperationSchema, value: unknown, requestId: string): WireReply;
  fail(thrown: unknown, requestId: string): WireReply;
}

interface Serializer {
  write(schema: unknown, value: unknown): void;
  flush(): Uint8Array | string;
}
interface Deserializer {
  read(schema: unknown, data: Uint8Array): unknown;
}
interface Codec {
  createSerializer(): Serializer;
  createDeserializer(): Deserializer;
}
interface XmlReader {
  readSchema(schema: unknown, tree: unknown): unknown;
}

const EPOCH_SECONDS = 7;
const DATE_TIME = 5;

function serialize(codec: Codec, schema: unknown, value: unknown): Uint8Array | string {
  const serializer = codec.createSerializer();
  serializer.write(schema, value);
  return serializer.flush();
}

export function wiresOf(module: object, settings: ProtocolSettings): Readonly<Record<WireKind, Wire>> {
  return {
    json: jsonWire(module, settings),
    cbor: cborWire(module, settings),
    query: queryWire(module, settings),
  };
}

function jsonWire(module: object, settings: ProtocolSettings): Wire {
  const codec = new JsonCodec2({
    timestampFormat: { useTrait: true, default: EPOCH_SECONDS },
    jsonName: false,
  }) as unknown as Codec;
  return documentWire(module, settings, codec, 'application/x-amz-json-1.1', Buffer.from('{}'));
}

function cborWire(module: object, settings: ProtocolSettings): Wire {
  const emptyMap = Buffer.from([0xa0]);
  const wire = documentWire(
    module,
    settings,
    new CborCodec() as unknown as Codec,
    'application/cbor',
    emptyMap,
  );
  const mark = (reply: WireReply): WireReply => ({
    ...reply,
    headers: { ...reply.headers, 'smithy-protocol': 'rpc-v2-cbor' },
  });
  return {
    ...wire,
    write: (operation, value, requestId) => mark(wire.write(operation, value, requestId)),
    fail: (thrown, requestId) => mark(wire.fail(thrown, requestId)),
  };
}

function documentWire(
  module: object,
  settings: ProtocolSettings,
  codec: Codec,
  type: string,
  empty: Buffer,
): Wire {
  const namespace = settings.defaultNamespace ?? 'sandbox';
  return {
    type,
    read: (operation, body) =>
      isUnit(operation.input)
        ? {}
        : codec.createDeserializer().read(operation.input, body.length > 0 ? body : empty),
    write: (operation, value) => ({
      status: 200,
      body: isUnit(operation.output) ? empty : serialize(codec, operation.output, value ?? {}),
      headers: {},
    }),
    fail(thrown) {
      const fault = wireFault(module, thrown);
      const schema = structure(namespace, fault.code, { __type: 0, message: 0, Message: 0 });
      const value = { __type: `${namespace}#${fault.code}`, message: fault.message, Message: fault.message };
      const blame = fault.sender ? 'Sender' : 'Receiver';
      return {
        status: fault.status,
        body: serialize(codec, schema, value),
        headers: {
          'x-amzn-errortype': fault.code,
          ...(settings.awsQueryCompatible ? { 'x-amzn-query-error': `${fault.queryCode};${blame}` } : {}),
        },
      };
    },
  };
}

function queryWire(module: object, settings: ProtocolSettings): Wire {
  const namespace = settings.defaultNamespace ?? 'sandbox';
  const codec = new XmlCodec({
    timestampFormat: { useTrait: true, default: DATE_TIME },
    xmlNamespace: settings.xmlNamespace ?? '',
    serviceNamespace: namespace,
  }) as unknown as Codec;
  const metadata = structure(namespace, 'ResponseMetadata', { RequestId: 0 });
  const errorSchema = structure(namespace, 'ErrorResponse', {
    Error: structure(namespace, 'Error', { Type: 0, Code: 0, Message: 0 }),
    RequestId: 0,
  });
  return {
    type: 'text/xml',
    read(operation, body) {
      const reader = codec.createDeserializer() as unknown as XmlReader;
      return reader.readSchema(operation.input, formTree(new URLSearchParams(body.toString()))) ?? {};
    },
    write(operation, value, requestId) {
      const result = `${operation.name}Result`;
      const members = isUnit(operation.output)
        ? { ResponseMetadata: metadata }
        : { [result]: operation.output, ResponseMetadata: metadata };
      const document = { [result]: value ?? {}, ResponseMetadata: { RequestId: requestId } };
      const body = serialize(codec, structure(namespace, `${operation.name}Response`, members), document);
      return { status: 200, body, headers: {} };
    },
    fail(thrown, requestId) {
      const fault = wireFault(module, thrown);
      const error = {
        Type: fault.sender ? 'Sender' : 'Receiver',
        Code: fault.queryCode,
        Message: fault.message,
      };
      return {
        status: fault.status,
        body: serialize(codec, errorSchema, { Error: error, RequestId: requestId }),
        headers: {},
      };
    },
  };
}
