/** What a plan says of a registry → its client: variables filled in, certificates read. One client for each registry of a job. */
import type { Registry } from '../../../src/compiler/plan/plan.ts';
import { FormatError, type FormatSettings, type Use } from '../port.ts';
import { type RegistryClient, registryClient } from './client.ts';
import type { Tls } from './http.ts';

/** Of one start of a job. */
const clients = new WeakMap<FormatSettings, Map<string, RegistryClient>>();

/** Rejects with FormatError: no address, a variable that is not set, a certificate that cannot be read. */
export async function registryOf(
  { url, auth, tls, timeoutMs }: Registry,
  { relation }: Use,
  settings: FormatSettings,
): Promise<RegistryClient> {
  const fill = (text: string): string => filled(text, relation, settings);
  const given = url ?? `\${SCHEMA_REGISTRY_URL:?'schema.registry.url' is not given in WITH}`;
  const urls = fill(given)
    .split(',')
    .map(one => one.trim().replace(/\/+$/, ''))
    .filter(one => one !== '');
  if (urls.length === 0) throw new FormatError(`${relation}: 'schema.registry.url' is empty`);
  const wrong = urls.find(one => !/^https?:\/\/[^/\s]/.test(one));
  if (wrong) throw new FormatError(`${relation}: '${wrong}' is no address of a schema registry: http://HOST:PORT`);
  // What stands in an address stands in logs too.
  if (urls.some(one => /^https?:\/\/[^/]*@/.test(one)))
    throw new FormatError(
      `${relation}: the address of the schema registry has a user in it: give 'schema.registry.basic.auth.user.info'`,
    );
  const authorization = auth && authorizationOf(auth, fill);
  const key = JSON.stringify([urls, authorization, tls, timeoutMs]);
  const known = clients.get(settings) ?? new Map<string, RegistryClient>();
  clients.set(settings, known);
  const client =
    known.get(key) ??
    registryClient({
      urls,
      authorization,
      tls: tls && (await readTls(tls, fill, relation, settings)),
      timeoutMs,
      signal: settings.signal,
    });
  known.set(key, client);
  return client;
}

function authorizationOf(auth: NonNullable<Registry['auth']>, fill: (text: string) => string): string {
  if (auth.kind === 'bearer') return `Bearer ${fill(auth.token)}`;
  const info = auth.kind === 'basic' ? `${fill(auth.user)}:${fill(auth.password)}` : fill(auth.info);
  return `Basic ${Buffer.from(info).toString('base64')}`;
}

function filled(text: string, relation: string, { fill }: FormatSettings): string {
  if (fill) return fill(text);
  const message = /\$\{[A-Za-z_][A-Za-z0-9_]*(?::\?([^}]*))?/.exec(text);
  if (message) throw new FormatError(`${relation}: ${message[1] ?? `the variable ${message[0]}} is not set`}`);
  return text;
}

async function readTls(
  tls: NonNullable<Registry['tls']>,
  fill: (text: string) => string,
  relation: string,
  { readText }: FormatSettings,
): Promise<Tls> {
  const read = async (path: string): Promise<string> => {
    const filledIn = fill(path);
    try {
      if (!readText) throw new Error('there are no files here');
      return await readText(filledIn);
    } catch (error) {
      throw new FormatError(
        `${relation}: ${filledIn}, a certificate or key for the schema registry, cannot be read: ${(error as Error).message}`,
      );
    }
  };
  return {
    ...(tls.ca === undefined ? {} : { ca: await read(tls.ca) }),
    ...(tls.certificate === undefined ? {} : { certificate: await read(tls.certificate) }),
    ...(tls.key === undefined ? {} : { key: await read(tls.key) }),
  };
}
