/** What went wrong between two sides of TLS, in words that say what to do. */
import type tls from 'node:tls';

/**
 * Undefined for what is no fault of TLS: the network's.
 * @param address `host:port` @param identified whether this client shows a certificate
 */
export function tlsFault(error: Error, address: string, identified: boolean): string | undefined {
  const {
    code = '',
    host,
    cert,
  } = error as NodeJS.ErrnoException & {
    readonly host?: string;
    readonly cert?: tls.PeerCertificate;
  };
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    const names = cert?.subjectaltname?.replaceAll(/(DNS|IP Address):/g, '') ?? cert?.subject?.CN;
    return `the certificate of ${address} is for ${names || 'nobody'}, not for ${host ?? address}: connect by a name that it holds, or set ssl.server.name to one; ssl.endpoint.identification.algorithm = '' takes any`;
  }
  const theirs = THEIRS[code];
  if (theirs) return `${theirs.replace('{}', `the certificate of ${address}`)}`;
  const said = ALERTS.find(([pattern]) => pattern.test(code));
  if (!said) return undefined;
  return `${address} ${identified ? said[1] : said[2]}`;
}

const TRUST = 'name the certificate of who signed it with ssl.ca.location';

/** Codes of Node.js about the other side's certificate. */
const THEIRS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: '{} has expired: the broker needs a new one (and is the clock of this machine right?)',
  CERT_NOT_YET_VALID: '{} is not valid yet: is the clock of this machine right?',
  CERT_REVOKED: '{} was revoked',
  CERT_SIGNATURE_FAILURE: `{} is not signed by whom it says: ${TRUST}`,
  DEPTH_ZERO_SELF_SIGNED_CERT: `{} is not trusted, it is signed by itself: name it with ssl.ca.location`,
  SELF_SIGNED_CERT_IN_CHAIN: `{} is not trusted, an authority of its own signed it: ${TRUST}`,
  UNABLE_TO_GET_ISSUER_CERT: `{} is not trusted: ${TRUST}`,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: `{} is not trusted: ${TRUST}`,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: `{} is not trusted: ${TRUST}`,
  CERT_UNTRUSTED: `{} is not trusted: ${TRUST}`,
  INVALID_CA: `{} is not trusted, what signed it may not sign: ${TRUST}`,
  INVALID_PURPOSE: '{} is not meant for servers',
  EE_KEY_TOO_SMALL: '{} has a key that is too short to be safe',
  CA_MD_TOO_WEAK: '{} is signed in a way that is not safe any more',
};

const NEEDS = 'asks for a certificate of this client: set ssl.certificate.location and ssl.key.location';

/** What the other side says: with and without a certificate shown. */
const ALERTS: readonly (readonly [RegExp, string, string])[] = [
  [/ALERT_CERTIFICATE_REQUIRED/, NEEDS, NEEDS],
  [/ALERT_CERTIFICATE_EXPIRED/, "says that this client's certificate has expired (ssl.certificate.location)", NEEDS],
  [/ALERT_CERTIFICATE_REVOKED/, "says that this client's certificate was revoked", NEEDS],
  [/ALERT_UNKNOWN_CA/, "does not trust who signed this client's certificate (ssl.certificate.location)", NEEDS],
  [
    /ALERT_(BAD_CERTIFICATE|CERTIFICATE_UNKNOWN|UNSUPPORTED_CERTIFICATE|ACCESS_DENIED|DECRYPT_ERROR)/,
    "does not take this client's certificate (ssl.certificate.location): is it from an authority that the broker trusts, and not expired?",
    NEEDS,
  ],
  [
    /ALERT_(PROTOCOL_VERSION|INSUFFICIENT_SECURITY)|UNSUPPORTED_PROTOCOL/,
    'speaks no version of TLS that is allowed here (ssl.enabled.protocols)',
    'speaks no version of TLS that is allowed here (ssl.enabled.protocols)',
  ],
  [
    /ALERT_HANDSHAKE_FAILURE|NO_SHARED_CIPHER/,
    "has no cipher in common with this client (ssl.cipher.suites), or does not take this client's certificate",
    'has no cipher in common with this client (ssl.cipher.suites), or asks for a certificate of it (ssl.certificate.location)',
  ],
];

/** What TLS says when the other side's first words are none of TLS's. */
export const speaksNoTls = (error: Error): boolean =>
  /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|RECORD_LAYER|HTTP_REQUEST|UNEXPECTED_MESSAGE/.test(
    (error as NodeJS.ErrnoException).code ?? '',
  );
