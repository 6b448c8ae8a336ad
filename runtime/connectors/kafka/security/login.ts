/** Tells a broker who this client is (SASL), and again before it has forgotten (KIP-368). */
import { ConnectorError } from '../../port.ts';
import { saslAuthenticate, saslHandshake } from '../requests/sasl.ts';
import type { Connection } from '../wire/connection.ts';
import { ILLEGAL_SASL_STATE, ProtocolError, UNSUPPORTED_SASL_MECHANISM } from '../wire/protocol-error.ts';
import { oauthBearer } from './oauth-bearer.ts';
import { plain } from './plain.ts';
import { type Conversation, ScramError, scram } from './scram.ts';
import type { Login } from './security.ts';

/** After which share of the time that the broker gives the client logs in again. */
const RENEW_AFTER = 0.85;
/** Brokers ignore who logs in again within a second of the last time, in milliseconds. */
const SOONEST = 1100;

/**
 * A connection that is logged in, and stays so: before a request that comes when the time the broker gave is nearly
 * over, it logs in again. Rejects with ConnectorError (unreachable) when the broker does not accept the login.
 */
export async function loggedIn(
  connection: Connection,
  login: Login,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Connection> {
  const lifetime = await logIn(connection, login, timeoutMs, signal);
  if (lifetime === 0) return connection;
  let due = renewalAfter(lifetime);
  let renewing: Promise<void> | undefined;
  const renew = async (): Promise<void> => {
    // Whoever asks first must not end it for the others.
    due = renewalAfter(await logIn(connection, login, timeoutMs, AbortSignal.timeout(timeoutMs)));
  };
  return {
    address: connection.address,
    get open() {
      return connection.open;
    },
    async ask(kind, question, timeout, abort) {
      if (performance.now() >= due) {
        renewing ??= renew()
          .catch(error => {
            connection.close();
            throw error;
          })
          .finally(() => {
            renewing = undefined;
          });
      }
      if (renewing) await renewing;
      return connection.ask(kind, question, timeout, abort);
    },
    close: () => connection.close(),
  };
}

const renewalAfter = (lifetimeMs: number): number =>
  lifetimeMs === 0 ? Number.POSITIVE_INFINITY : performance.now() + Math.max(SOONEST, lifetimeMs * RENEW_AFTER);

/** Gives after how many milliseconds the broker wants to hear it again; 0: never. */
async function logIn(connection: Connection, login: Login, timeoutMs: number, signal: AbortSignal): Promise<number> {
  const { address } = connection;
  const { mechanism } = login;
  const { error, mechanisms } = await connection.ask(saslHandshake, mechanism, timeoutMs, signal);
  if (error === UNSUPPORTED_SASL_MECHANISM)
    throw refused(
      `the listener at ${address} does not offer ${mechanism}: set sasl.mechanism to ${offered(mechanisms)}`,
    );
  if (error === ILLEGAL_SASL_STATE)
    throw refused(
      `the listener at ${address} asks for no login, and ${mechanism} is set: connect to its SASL listener, or set security.protocol to PLAINTEXT or SSL`,
    );
  if (error !== 0) throw refused(`${address}: ${new ProtocolError(error, 'beginning to log in').message}`);

  const conversation = await begin(login, signal);
  try {
    for (let message: Buffer | undefined = conversation.first; ; ) {
      const answer = await connection.ask(saslAuthenticate, message, timeoutMs, signal);
      if (answer.error !== 0)
        throw refused(
          `the broker at ${address} does not accept the login of ${whoOf(login)} by ${mechanism}: ${saidOf(answer.message, login)}`,
        );
      message = await conversation.next(answer.said);
      if (message === undefined) return answer.lifetimeMs;
    }
  } catch (error) {
    connection.close();
    if (!(error instanceof ScramError)) throw error;
    throw refused(`the broker at ${address} failed the login of ${whoOf(login)} by ${mechanism}: ${error.message}`);
  }
}

async function begin(login: Login, signal: AbortSignal): Promise<Conversation> {
  switch (login.mechanism) {
    case 'PLAIN':
      return plain(login);
    case 'SCRAM-SHA-256':
      return scram('sha256', login);
    case 'SCRAM-SHA-512':
      return scram('sha512', login);
    case 'OAUTHBEARER':
      return oauthBearer(await login.token(signal));
  }
}

const whoOf = (login: Login): string =>
  login.mechanism === 'OAUTHBEARER' ? 'the bearer of this token' : `user '${login.username}'`;

/** The broker's own words, without what must not be seen, whatever it says back. */
function saidOf(message: string | null, login: Login): string {
  const advice =
    login.mechanism === 'OAUTHBEARER' ? 'is the token still good?' : 'check sasl.username and sasl.password';
  const secret = 'password' in login ? login.password : '';
  const said = (message ?? '').replaceAll(/eyJ[\w.=-]+/g, '***').trim();
  const clean = secret.length > 0 && said.includes(secret) ? '' : said;
  return clean === '' ? advice : `${clean}; ${advice}`;
}

/** The listener offers these mechanisms. */
export const offered = (mechanisms: readonly string[]): string =>
  mechanisms.length === 0 ? 'one that it offers' : mechanisms.join(' or ');

const refused = (message: string): ConnectorError => new ConnectorError('unreachable', message);
