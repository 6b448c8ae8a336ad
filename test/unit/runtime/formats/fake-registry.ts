/** A schema registry as a real HTTP server, of as much as is documented of Confluent's: for tests of who asks it. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';

interface Stored {
  readonly schema: string;
  readonly schemaType?: string;
  readonly references?: readonly { name: string; subject: string; version: number }[];
}

export interface FakeRegistry extends AsyncDisposable {
  readonly url: string;
  /** Subjects and, in order, the numbers of their versions' schemas. */
  readonly subjects: Map<string, number[]>;
  /** `POST /subjects/x/versions`, in order. */
  readonly requests: string[];
  register(subject: string, schema: Stored): number;
  /** As JSON. */
  schema(id: number): unknown;
  /** Says yes or why not; all is compatible without it. */
  compatible: (subject: string, schema: Stored) => readonly string[];
  /** So many requests are answered by 503 first. */
  failures: number;
  /** After so many requests that are answered, so many fail. */
  failsAfter?: { readonly requests: number; readonly times: number } | undefined;
}

export interface FakeRegistryOptions {
  /** The whole header that is asked for. */
  readonly authorization?: string;
  /** PEM texts; with `ca` clients must have a certificate by it. */
  readonly tls?: { readonly key: string; readonly cert: string; readonly ca?: string };
}

export async function fakeRegistry({ authorization, tls }: FakeRegistryOptions = {}): Promise<FakeRegistry> {
  const schemas: Stored[] = [];
  const subjects = new Map<string, number[]>();
  const requests: string[] = [];
  const same = (a: Stored, b: Stored): boolean =>
    canonical(a) === canonical(b) && (a.schemaType ?? 'AVRO') === (b.schemaType ?? 'AVRO');
  const idOf = (schema: Stored): number => {
    const known = schemas.findIndex(one => same(one, schema));
    return known >= 0 ? known + 1 : schemas.push(schema);
  };
  const registry: Omit<FakeRegistry, 'url' | typeof Symbol.asyncDispose> = {
    compatible: () => [],
    failures: 0,
    subjects,
    requests,
    schema: id => JSON.parse(schemas[id - 1]!.schema),
    register(subject, schema) {
      const id = idOf(schema);
      const versions = subjects.get(subject) ?? [];
      if (!versions.includes(id)) versions.push(id);
      subjects.set(subject, versions);
      return id;
    },
  };
  const notFound = (code: number, message: string) => ({ status: 404, body: { error_code: code, message } });

  function answer(method: string, path: string, body: Stored): { status: number; body: unknown } {
    const [, byId] = /^\/schemas\/ids\/(\d+)$/.exec(path) ?? [];
    if (byId !== undefined) {
      const found = schemas[Number(byId) - 1];
      return found ? { status: 200, body: found } : notFound(40403, `Schema ${byId} not found`);
    }
    const [, compatibility] = /^\/compatibility\/subjects\/([^/]+)\/versions\/latest\?verbose=true$/.exec(path) ?? [];
    if (compatibility !== undefined) {
      const subject = decodeURIComponent(compatibility);
      if (!subjects.has(subject)) return notFound(40401, `Subject '${subject}' not found.`);
      const messages = registry.compatible(subject, body);
      return { status: 200, body: { is_compatible: messages.length === 0, messages } };
    }
    const [, name, versions, version] = /^\/subjects\/([^/]+)(\/versions(?:\/(\w+))?)?$/.exec(path) ?? [];
    if (name === undefined) return { status: 404, body: { error_code: 404, message: 'HTTP 404 Not Found' } };
    const subject = decodeURIComponent(name);
    const ids = subjects.get(subject);
    if (method === 'POST' && versions !== undefined)
      return { status: 200, body: { id: registry.register(subject, body) } };
    if (!ids) return notFound(40401, `Subject '${subject}' not found.`);
    if (method === 'POST') {
      const id = ids.find(one => same(schemas[one - 1]!, body));
      return id === undefined
        ? notFound(40403, 'Schema not found')
        : { status: 200, body: { subject, id, version: ids.indexOf(id) + 1, ...schemas[id - 1]! } };
    }
    const at = version === 'latest' ? ids.length : Number(version);
    const id = ids[at - 1];
    return id === undefined
      ? notFound(40402, `Version ${version} not found.`)
      : { status: 200, body: { subject, id, version: at, ...schemas[id - 1]! } };
  }

  const handle = async (request: IncomingMessage, end: (status: number, body: unknown) => void): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    requests.push(`${request.method} ${request.url}`);
    const { failsAfter } = registry;
    if (failsAfter && failsAfter.requests > 0)
      registry.failsAfter = { ...failsAfter, requests: failsAfter.requests - 1 };
    else if (failsAfter) {
      registry.failsAfter = undefined;
      registry.failures = failsAfter.times;
    }
    if (registry.failures > 0) {
      registry.failures--;
      end(503, { error_code: 50003, message: 'Error while forwarding the request to the primary' });
      return;
    }
    if (authorization !== undefined && request.headers.authorization !== authorization) {
      end(401, { error_code: 401, message: 'Unauthorized' });
      return;
    }
    const text = Buffer.concat(chunks).toString();
    const { status, body } = answer(
      request.method!,
      request.url!,
      text === '' ? { schema: '' } : (JSON.parse(text) as Stored),
    );
    end(status, body);
  };
  const listener: Parameters<typeof createServer>[1] = (request, response) => {
    void handle(request, (status, body) => {
      response.writeHead(status, { 'content-type': 'application/vnd.schemaregistry.v1+json', connection: 'close' });
      response.end(JSON.stringify(body));
    });
  };
  const server: Server = tls
    ? createSecureServer({ ...tls, requestCert: tls.ca !== undefined, rejectUnauthorized: true }, listener)
    : createServer(listener);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(registry, {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  });
}

/** Of two .proto texts only the same ones are the same here. */
const canonical = ({ schema, schemaType }: Stored): string =>
  schemaType === 'PROTOBUF' ? schema : JSON.stringify(JSON.parse(schema));
