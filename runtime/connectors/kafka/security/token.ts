/** Where the token of OAUTHBEARER comes from: a setting, a file, or who gives out tokens (KIP-768). */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ConnectorError } from '../../port.ts';
import { fileError } from '../../refusals.ts';
import type { KafkaProperties } from './from-properties.ts';
import { isToken } from './oauth-bearer.ts';

type Token = (signal: AbortSignal) => Promise<string>;

const TOKEN = 'sasl.oauthbearer.token';
const ENDPOINT = 'sasl.oauthbearer.token.endpoint.url';
const ID = 'sasl.oauthbearer.client.credentials.client.id';
const SECRET = 'sasl.oauthbearer.client.credentials.client.secret';
const SCOPE = 'sasl.oauthbearer.scope';

/** How long who gives out tokens may take, in milliseconds: Java's client has no limit, a broker of ours waits no longer. */
const PATIENCE = 10_000;

/** @param jaas options of sasl.jaas.config: clientId, clientSecret, scope. Throws ConnectorError (refused). */
export function tokenFrom(properties: KafkaProperties, jaas: ReadonlyMap<string, string>): Token {
  const token = properties[TOKEN];
  const endpoint = properties[ENDPOINT];
  if (token && endpoint) throw refused(`${TOKEN} and ${ENDPOINT} say the same thing: leave one of them out`);
  if (token) {
    const checked = checkedToken(token, TOKEN);
    return async () => checked;
  }
  if (!endpoint)
    throw refused(`OAUTHBEARER needs a token: ${ENDPOINT} = file:///PATH or https://…, or ${TOKEN} from a variable`);
  const url = URL.parse(endpoint);
  if (url?.protocol === 'file:') return fromFile(url);
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    throw refused(`${ENDPOINT} begins with file://, https:// or http://`);
  if (url.username || url.password)
    throw refused(`${ENDPOINT} holds a name or password: they belong into ${ID} and ${SECRET}`);
  const id = properties[ID] ?? jaas.get('clientId');
  const secret = properties[SECRET] ?? jaas.get('clientSecret');
  if (!id || !secret) throw refused(`${ENDPOINT} needs ${id ? SECRET : ID}`);
  return fromIssuer(url, { id, secret, scope: properties[SCOPE] ?? jaas.get('scope') });
}

function fromFile(url: URL): Token {
  let file: string;
  try {
    file = fileURLToPath(url);
  } catch {
    throw refused(`${ENDPOINT} is no path of a file of this machine: write file:///PATH`);
  }
  return async () => {
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      const { message } = fileError('read', file, error);
      throw new ConnectorError('unreadable', `${ENDPOINT}: ${message}`, { cause: error });
    }
    return checkedToken(text, `${ENDPOINT} (${file})`);
  };
}

/** The "client credentials" way of RFC 6749. */
function fromIssuer(
  url: URL,
  client: { readonly id: string; readonly secret: string; readonly scope: string | undefined },
): Token {
  const { id, secret, scope } = client;
  return async signal => {
    const failed = (why: string) =>
      new ConnectorError('unreachable', `no token from ${url.origin} (${ENDPOINT}): ${why}`);
    const ended = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
    let response: Response;
    let body: string;
    try {
      response = await fetch(url, {
        method: 'POST',
        // A redirect would carry the secret to somebody else.
        redirect: 'error',
        headers: {
          authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
          accept: 'application/json',
        },
        body: new URLSearchParams({ grant_type: 'client_credentials', ...(scope ? { scope } : {}) }),
        signal: ended,
      });
      body = await response.text();
    } catch (error) {
      signal.throwIfAborted();
      if (ended.aborted) throw failed(`no answer within ${PATIENCE / 1000} s`);
      const { code } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException;
      throw failed(code ?? 'it cannot be reached');
    }
    const told = jsonOf(body);
    if (!response.ok) throw failed(`${response.status}${said(told?.error)}: check ${ID} and ${SECRET}`);
    if (typeof told?.access_token !== 'string') throw failed('its answer holds no access_token');
    return checkedToken(told.access_token, `the token of ${url.origin}`);
  };
}

function jsonOf(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** One of OAuth's own words, such as invalid_client. */
const said = (error: unknown): string => (typeof error === 'string' && /^[a-z_]{1,40}$/.test(error) ? ` ${error}` : '');

function checkedToken(text: string, source: string): string {
  const token = text.trim();
  if (isToken(token)) return token;
  throw refused(`${source} is ${token === '' ? 'empty' : 'no token: letters, digits and -._~+/ are expected'}`);
}

const refused = (message: string): ConnectorError => new ConnectorError('refused', message);
