/** A schema registry in this process: subjects, versions, numbers; whatever is registered is compatible. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RegistryServer {
  readonly url: string;
  /** By subject, oldest first. */
  readonly subjects: ReadonlyMap<string, readonly Registered[]>;
  /** As if somebody else had. Returns its number. */
  add(subject: string, schema: Omit<Registered, 'id'>): number;
  close(): Promise<void>;
}

interface Registered {
  readonly id: number;
  readonly schema: string;
  readonly schemaType: 'AVRO' | 'PROTOBUF' | 'JSON';
  readonly references: readonly { readonly name: string; readonly subject: string; readonly version: number }[];
}

export async function registryServer(): Promise<RegistryServer> {
  const subjects = new Map<string, Registered[]>();
  let last = 0;
  const add = (subject: string, schema: Omit<Registered, 'id'>): number => {
    const known = subjects.get(subject) ?? [];
    const id = ++last;
    subjects.set(subject, [...known, { ...schema, id }]);
    return id;
  };
  const all = () => [...subjects.values()].flat();

  function answer(method: string, path: readonly string[], body: string): object | undefined {
    const given = body === '' ? {} : (JSON.parse(body) as Partial<Registered>);
    const wanted = {
      schema: given.schema ?? '',
      schemaType: given.schemaType ?? 'AVRO',
      references: given.references ?? [],
    };
    const same = (one: Registered) => one.schema === wanted.schema && one.schemaType === wanted.schemaType;
    const [kind, name = '', rest, which] = path;
    if (kind === 'schemas') return all().find(({ id }) => id === Number(rest));
    if (kind === 'compatibility') return { is_compatible: true };
    if (kind !== 'subjects') return {};
    const versions = subjects.get(name) ?? [];
    const shown = (one: Registered | undefined) => one && { ...one, subject: name, version: versions.indexOf(one) + 1 };
    if (method === 'GET') return shown(which === 'latest' ? versions.at(-1) : versions[Number(which) - 1]);
    if (rest === 'versions') return { id: versions.find(same)?.id ?? add(name, wanted) };
    return shown(versions.find(same));
  }

  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', chunk => (body += String(chunk)));
    request.on('end', () => {
      const path = new URL(request.url ?? '/', 'http://registry').pathname.split('/').slice(1).map(decodeURIComponent);
      const found = answer(request.method ?? 'GET', path, body);
      response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(found ?? { error_code: 40401, message: 'not found' }));
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    subjects,
    add,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
