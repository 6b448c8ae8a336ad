/** What ends a connection: the network, or two sides that cannot agree on how to speak. */
import { ConnectorError } from '../../port.ts';
import type { Encryption } from '../security/security.ts';
import { speaksNoTls, tlsFault } from '../security/tls-faults.ts';

/** The connection was lost, never came to be, or an answer did not come in time; the broker may answer a new one. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
  /** `host:port` of the broker. */
  readonly address: string;
  readonly why: string;
  /** Whether somebody was there, and ended it. */
  readonly hungUp: boolean;
  constructor(address: string, why: string, { hungUp = false } = {}) {
    super(`${address}: ${why}`);
    this.address = address;
    this.why = why;
    this.hungUp = hungUp;
  }
}

/** The network failed, or the two sides of TLS did not come together. */
export function failureOf(error: Error, address: string, encryption: Encryption | undefined): Error {
  const { code = '' } = error as NodeJS.ErrnoException;
  const lost = new ConnectionLost(address, reason(error), { hungUp: HUNG_UP.has(code) });
  if (!encryption) return lost;
  const fault = speaksNoTls(error)
    ? `the listener at ${address} does not speak TLS: set security.protocol to PLAINTEXT, or to SASL_PLAINTEXT where it asks for a login`
    : tlsFault(error, address, encryption.identity !== undefined);
  if (fault !== undefined) return new ConnectorError('unreachable', fault, { cause: error });
  return lost;
}

const HUNG_UP: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE']);

export const CLOSED = 'it closed the connection';
export const WANTS_TLS = ': does it speak TLS (security.protocol)?';
export const ASKS_IDENTITY = ': does it ask for a certificate of this client (ssl.certificate.location)?';

/** How an alert or a handshake of TLS begins; as the size of an answer of Kafka's it would be some 350 MB. */
export const isTls = (begins: Buffer): boolean => (begins[0] === 0x15 || begins[0] === 0x16) && begins[1] === 0x03;

/** A system error in words. */
function reason(error: NodeJS.ErrnoException): string {
  // Where a name has several addresses, Node reports one error for each and none for all.
  const code = error.code ?? (error instanceof AggregateError ? error.errors[0]?.code : undefined);
  return (code && REASONS[code]) || error.message || code || 'unknown';
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  EPIPE: 'connection reset',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the name cannot be looked up',
  ETIMEDOUT: 'no answer',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no network',
  EACCES: 'not permitted',
};
