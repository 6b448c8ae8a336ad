/** A client of Confluent's Schema Registry, of as much of its REST interface as reading and writing records takes. */
import { setTimeout as pause } from 'node:timers/promises';
import { FormatError } from '../port.ts';
import { type Response, send, type Tls } from './http.ts';

export type SchemaKind = 'AVRO' | 'PROTOBUF' | 'JSON';

export interface Reference {
  /** As the schema calls it: a full name, or the path of an import. */
  readonly name: string;
  readonly subject: string;
  readonly version: number;
}

export interface RegisteredSchema {
  readonly id: number;
  readonly kind: SchemaKind;
  readonly schema: string;
  readonly references: readonly Reference[];
}

export interface NewSchema {
  readonly kind: SchemaKind;
  readonly schema: string;
  readonly references?: readonly Reference[];
}

/** All methods reject with FormatError when the registry does not answer or refuses. */
export interface RegistryClient {
  /** For messages: without credentials. */
  readonly place: string;
  /** Undefined: there is none of this number, which is asked again the next time. Schemas are kept, as they never change. */
  schema(id: number): Promise<RegisteredSchema | undefined>;
  /** What `schema` last said: undefined what was not asked yet, null what was not there. */
  known(id: number): RegisteredSchema | null | undefined;
  /** Those that were asked for and are there. */
  all(): readonly RegisteredSchema[];
  /** A version of a subject. Undefined: there is no such. */
  version(subject: string, version: number | 'latest'): Promise<RegisteredSchema | undefined>;
  /** The number of a schema that is registered under a subject. */
  idOf(subject: string, schema: NewSchema): Promise<number | undefined>;
  /** Registers it, if it is not there; gives its number. */
  register(subject: string, schema: NewSchema): Promise<number>;
  /** What the subject's rules have against it; none: it may be registered. */
  objections(subject: string, schema: NewSchema): Promise<readonly string[]>;
}

export interface RegistryOptions {
  /** Without a slash at the end; tried one after another. */
  readonly urls: readonly string[];
  readonly authorization?: string | undefined;
  readonly tls?: Tls | undefined;
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

const TIMEOUT_MS = 10_000;
const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 100;
const JSON_TYPE = 'application/vnd.schemaregistry.v1+json';

/** Its own error codes: subject, version or schema that is not there. */
const NOT_THERE = new Set([40401, 40402, 40403]);

export function registryClient(options: RegistryOptions): RegistryClient {
  const { urls, authorization, tls, timeoutMs = TIMEOUT_MS, signal } = options;
  const place = urls.join(', ');
  const schemas = new Map<number, RegisteredSchema | null>();
  const asking = new Map<number, Promise<RegisteredSchema | undefined>>();
  let preferred = 0;

  const headers = {
    accept: `${JSON_TYPE}, application/json`,
    'content-type': JSON_TYPE,
    ...(authorization === undefined ? {} : { authorization }),
  };

  async function ask(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Response> {
    let why = '';
    let passes = true;
    for (let attempt = 0; passes && attempt < ATTEMPTS; attempt++) {
      passes = false;
      for (let i = 0; i < urls.length; i++) {
        const at = (preferred + i) % urls.length;
        try {
          const text = body === undefined ? undefined : JSON.stringify(body);
          const answer = await send({ method, url: `${urls[at]}${path}`, headers, body: text, timeoutMs, signal, tls });
          if (answer.status < 500 && answer.status !== 429) {
            preferred = at;
            return answer;
          }
          why = `it answers ${answer.status}${messageOf(answer)}`;
          passes = true;
        } catch (error) {
          signal?.throwIfAborted();
          why = reasonOf(error, timeoutMs, urls[at]!.startsWith('https:'));
          passes ||= !isOfCertificates(error);
        }
      }
      if (passes && attempt + 1 < ATTEMPTS)
        await pause(FIRST_PAUSE_MS * 4 ** attempt, undefined, signal ? { signal } : {});
    }
    throw new FormatError(`the schema registry ${place} cannot be asked: ${why}`, 'unreachable');
  }

  /** The answer as JSON; undefined where what is asked for is not there. */
  async function asked(what: string, method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> {
    const answer = await ask(method, path, body);
    if (answer.status >= 200 && answer.status < 300) {
      try {
        return JSON.parse(answer.text);
      } catch {
        throw new FormatError(`${place} does not answer as a schema registry does (${what}): is it the right address?`);
      }
    }
    if (answer.status === 404 && NOT_THERE.has(codeOf(answer))) return undefined;
    if (answer.status === 401 || answer.status === 403)
      throw new FormatError(
        `the schema registry ${place} refuses ${what} (${answer.status}${messageOf(answer)}): ${
          authorization === undefined
            ? "no credentials are given: 'schema.registry.basic.auth.user.info' or 'schema.registry.bearer.token'"
            : 'its credentials are wrong, or may not do this'
        }`,
      );
    throw new FormatError(`the schema registry ${place} refuses ${what}: ${answer.status}${messageOf(answer)}`);
  }

  async function fetched(id: number): Promise<RegisteredSchema | undefined> {
    const found = registered(await asked(`schema ${id}`, 'GET', `/schemas/ids/${id}`), id);
    schemas.set(id, found ?? null);
    return found;
  }

  const of = (subject: string): string => `/subjects/${encodeURIComponent(subject)}`;
  const bodyOf = ({ kind, schema, references = [] }: NewSchema) => ({
    schema,
    ...(kind === 'AVRO' ? {} : { schemaType: kind }),
    ...(references.length === 0 ? {} : { references }),
  });

  return {
    place,
    known: id => schemas.get(id),
    all: () => [...schemas.values()].filter(one => one !== null),
    schema(id) {
      const known = schemas.get(id);
      if (known) return Promise.resolve(known);
      const waiting = asking.get(id);
      if (waiting) return waiting;
      const asked = fetched(id).finally(() => asking.delete(id));
      asking.set(id, asked);
      return asked;
    },
    version: async (subject, version) =>
      registered(await asked(`subject '${subject}'`, 'GET', `${of(subject)}/versions/${version}`), undefined),
    async idOf(subject, schema) {
      return numberOf(await asked(`subject '${subject}'`, 'POST', of(subject), bodyOf(schema)));
    },
    async register(subject, schema) {
      const id = numberOf(await asked(`a schema for '${subject}'`, 'POST', `${of(subject)}/versions`, bodyOf(schema)));
      if (id === undefined) throw new FormatError(`the schema registry ${place} gives no number for '${subject}'`);
      return id;
    },
    async objections(subject, schema) {
      const path = `/compatibility${of(subject)}/versions/latest?verbose=true`;
      const answer = await asked(`the compatibility of '${subject}'`, 'POST', path, bodyOf(schema));
      if (typeof answer !== 'object' || answer === null || !('is_compatible' in answer)) return [];
      if (answer.is_compatible === true) return [];
      const messages = 'messages' in answer && Array.isArray(answer.messages) ? answer.messages.map(String) : [];
      return messages.length > 0 ? messages : ['it does not say why'];
    },
  };
}

function registered(answer: unknown, id: number | undefined): RegisteredSchema | undefined {
  if (typeof answer !== 'object' || answer === null || !('schema' in answer)) return undefined;
  const kind = 'schemaType' in answer ? answer.schemaType : 'AVRO';
  const references =
    'references' in answer && Array.isArray(answer.references) ? (answer.references as Reference[]) : [];
  return {
    id: id ?? ('id' in answer ? Number(answer.id) : 0),
    kind: kind === 'PROTOBUF' || kind === 'JSON' ? kind : 'AVRO',
    schema: String(answer.schema),
    references,
  };
}

const numberOf = (answer: unknown): number | undefined =>
  typeof answer === 'object' && answer !== null && 'id' in answer ? Number(answer.id) : undefined;

function errorOf({ text }: Response): { readonly error_code?: unknown; readonly message?: unknown } {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null ? read : {};
  } catch {
    return {};
  }
}

const codeOf = (answer: Response): number => Number(errorOf(answer).error_code);

/** What it says of itself, cut to a line. */
function messageOf(answer: Response): string {
  const { message } = errorOf(answer);
  return typeof message === 'string' ? `: ${message.replaceAll(/\s+/g, ' ').slice(0, 300)}` : '';
}

/** What fetch wraps. */
const originOf = (error: Error): NodeJS.ErrnoException => (error.cause instanceof Error ? error.cause : error);

/** Whether it is about who one is, which will be the same in a second. */
const isOfCertificates = (error: unknown): boolean =>
  error instanceof Error &&
  /^(CERT_|DEPTH_ZERO|ERR_SSL|ERR_TLS|SELF_SIGNED|UNABLE_TO)/.test(originOf(error).code ?? '');

function reasonOf(error: unknown, timeoutMs: number, overTls: boolean): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${timeoutMs} ms`;
  const { message, code } = originOf(error);
  // Since TLS 1.3 who does not take a certificate says so after the handshake, often too late to be heard.
  return overTls && (code === 'ECONNRESET' || code === 'EPIPE')
    ? `${message} (it may not take the certificate that it was shown, or none)`
    : message;
}
