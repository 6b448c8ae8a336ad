/** Why a broker hung up on the first words: asks it once more, in the ways that this client was not told to speak. */
import { ConnectorError } from '../../port.ts';
import { apiVersions } from '../requests/api-versions.ts';
import { saslHandshake } from '../requests/sasl.ts';
import { type ConnectOptions, connect } from '../wire/connection.ts';
import { ILLEGAL_SASL_STATE } from '../wire/protocol-error.ts';
import { offered } from './login.ts';
import type { Security } from './security.ts';

/** Undefined when nothing more can be found out; never rejects. */
export async function diagnosis(
  listener: Omit<ConnectOptions, 'encryption'>,
  { encryption, login }: Security,
  signal: AbortSignal,
): Promise<ConnectorError | undefined> {
  const address = `${listener.host}:${listener.port}`;
  const asked = encryption && (await loginAt({ ...listener, encryption }, signal));
  // Encrypted it hung up; does it answer when it is not?
  const inTheOpen = asked ? undefined : await loginAt(listener, signal);
  const found = asked ?? inTheOpen;
  if (!found) return undefined;
  const expected = `${found.asksForLogin ? 'SASL_' : ''}${asked ? 'SSL' : 'PLAINTEXT'}`;
  const how = found.asksForLogin ? `, and sasl.mechanism to ${offered(found.mechanisms)}` : '';
  const right = `set security.protocol to ${expected}${how}`;
  if (encryption && !asked)
    return new ConnectorError('unreachable', `the listener at ${address} does not speak TLS: ${right}`);
  if (found.asksForLogin && !login)
    return new ConnectorError(
      'unreachable',
      `the listener at ${address} asks for a login (SASL), and none is set: ${right}`,
    );
  return undefined;
}

interface Found {
  readonly asksForLogin: boolean;
  readonly mechanisms: readonly string[];
}

async function loginAt(listener: ConnectOptions, signal: AbortSignal): Promise<Found | undefined> {
  const { timeoutMs } = listener;
  try {
    const connection = await connect(listener, signal);
    try {
      await connection.ask(apiVersions, undefined, timeoutMs, signal);
      // Without a login outstanding a broker refuses this; where one is, it says which it takes, whatever is asked for.
      const { error, mechanisms } = await connection.ask(saslHandshake, 'ANY', timeoutMs, signal);
      return { asksForLogin: error !== ILLEGAL_SASL_STATE, mechanisms };
    } finally {
      connection.close();
    }
  } catch {
    return undefined;
  }
}
