/** From settings to what Node.js' TLS takes; files are read anew each time, so certificates may be renewed meanwhile. */
import { readFile } from 'node:fs/promises';
import net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import tls from 'node:tls';
import { ConnectorError } from '../../port.ts';
import { fileError } from '../../refusals.ts';
import type { Encryption, Held, Pem } from './security.ts';

/** Between two tries to read a certificate and its key, while somebody is replacing both, in milliseconds. */
const RENEWING = 200;

/** Rejects with ConnectorError: unreadable for a file, refused for what is in it. */
export async function tlsOptions(encryption: Encryption, host: string): Promise<tls.ConnectionOptions> {
  const { checkName, serverName, ciphers, oldest, newest } = encryption;
  const common: tls.SecureContextOptions = {
    ...(ciphers === undefined ? {} : { ciphers }),
    ...(oldest === undefined ? {} : { minVersion: oldest }),
    ...(newest === undefined ? {} : { maxVersion: newest }),
  };
  const name = serverName ?? host;
  return {
    secureContext: await contextOf(encryption, common),
    // A name that is an address must not be asked for (RFC 6066), and is checked all the same.
    ...(net.isIP(name) ? {} : { servername: name }),
    rejectUnauthorized: true,
    checkServerIdentity: (_, certificate) => (checkName ? tls.checkServerIdentity(name, certificate) : undefined),
  };
}

async function contextOf(encryption: Encryption, common: tls.SecureContextOptions): Promise<tls.SecureContext> {
  try {
    return await read();
  } catch (error) {
    // Of certificate and key one may be the old one still.
    if (!(error instanceof ConnectorError) || !encryption.identity) throw error;
    await pause(RENEWING);
    return await read();
  }

  async function read(): Promise<tls.SecureContext> {
    const { trusted, identity } = encryption;
    const ca = trusted && (await certificates(trusted));
    if (!identity) return made({ ...common, ca }, trusted?.setting ?? 'ssl.cipher.suites');
    const secret = identity.passphrase === undefined ? {} : { passphrase: identity.passphrase };
    if ('store' in identity) {
      const { store } = identity;
      const bytes = await bytesOf(store, store.setting);
      if (isJavaStore(bytes)) throw javaStore(store, store.setting, 'ssl.keystore.location');
      if (bytes.includes('-----BEGIN'))
        return made({ ...common, ca, cert: bytes, key: await privateKey(store), ...secret }, store.setting);
      // One without certificates in it to believe must not change whom this client believes.
      return made({ ...common, pfx: bytes, ca: ca ?? [...tls.rootCertificates], ...secret }, store.setting);
    }
    const [cert, key] = await Promise.all([certificates(identity.certificates), privateKey(identity.key)]);
    return made({ ...common, ca, cert, key, ...secret }, identity.key.setting);
  }
}

function made(options: tls.SecureContextOptions, setting: string): tls.SecureContext {
  try {
    return tls.createSecureContext(options);
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const fault = FAULTS.find(([pattern]) => pattern.test(`${code} ${message}`))?.[1] ?? code;
    const why = options.passphrase === undefined ? fault.replace(/is wrong$/, 'is missing') : fault;
    throw new ConnectorError('refused', `${setting}: ${why || 'TLS cannot use it'}`, { cause: error });
  }
}

const FAULTS: readonly (readonly [RegExp, string])[] = [
  [/mac verify failure/i, 'its password (ssl.keystore.password) is wrong'],
  [/BAD_DECRYPT|bad decrypt/i, 'the password of the private key (ssl.key.password) is wrong'],
  [/INTERRUPTED_OR_CANCELLED|BAD_PASSWORD_READ/i, 'the password of the private key (ssl.key.password) is wrong'],
  [/VALUES_MISMATCH/i, 'the private key does not belong to the certificate'],
  [/KEY_TYPE_MISMATCH/i, 'the private key is of another kind than the certificate'],
  [/NO_CIPHER_MATCH/i, 'ssl.cipher.suites names no cipher that TLS has here'],
  [/PROTOCOL_VERSION/i, 'ssl.enabled.protocols and ssl.protocol leave no version of TLS'],
  [/UNSUPPORTED|unsupported/, 'it is kept in a way that OpenSSL 3 calls outdated: write it anew with a newer tool'],
  [/not enough data|wrong tag|ASN1/i, 'it is damaged, or no such file'],
  [/no start line|PEM/i, 'what is in it is damaged, or no PEM'],
];

async function certificates(pem: Pem): Promise<string> {
  const bytes = await bytesOf(pem, pem.setting);
  if (isJavaStore(bytes)) throw javaStore(pem, pem.setting, 'ssl.ca.location');
  const text = bytes.toString('latin1');
  if (/-----BEGIN (TRUSTED |X509 )?CERTIFICATE-----/.test(text)) return text;
  if (bytes[0] === 0x30) {
    const where = 'file' in pem ? pem.file : 'FILE';
    throw new ConnectorError(
      'refused',
      `${pem.setting}${named(pem)} is binary (PKCS #12 or DER), and certificates are taken as PEM: openssl pkcs12 -in ${where} -nokeys -out ca.pem (DER: openssl x509 -inform der -in ${where} -out ca.pem), then name ca.pem`,
    );
  }
  throw new ConnectorError('refused', `${pem.setting}${named(pem)} holds no certificate (-----BEGIN CERTIFICATE-----)`);
}

async function privateKey(pem: Pem): Promise<string> {
  const bytes = await bytesOf(pem, pem.setting);
  if (isJavaStore(bytes)) throw javaStore(pem, pem.setting, 'ssl.key.location');
  const text = bytes.toString('latin1');
  if (/-----BEGIN (ENCRYPTED |RSA |EC )?PRIVATE KEY-----/.test(text)) return text;
  throw new ConnectorError('refused', `${pem.setting}${named(pem)} holds no private key (-----BEGIN PRIVATE KEY-----)`);
}

async function bytesOf(held: Held, setting: string): Promise<Buffer> {
  if ('text' in held) return Buffer.from(held.text);
  try {
    return await readFile(held.file);
  } catch (error) {
    const { message } = fileError('read', held.file, error);
    throw new ConnectorError('unreadable', `${setting}: ${message}`, { cause: error });
  }
}

const named = (held: Held): string => ('file' in held ? ` (${held.file})` : '');

/** Of Java's two own kinds, JKS and JCEKS. */
const isJavaStore = (bytes: Buffer): boolean =>
  bytes.length >= 4 && [0xfeedfeed, 0xcececece].includes(bytes.readUInt32BE(0));

function javaStore(held: Held, setting: string, instead: string): ConnectorError {
  const file = 'file' in held ? held.file : 'FILE';
  const advice =
    instead === 'ssl.ca.location'
      ? `keytool -exportcert -rfc -keystore ${file} -alias NAME -file ca.pem, then ssl.ca.location = ca.pem`
      : `keytool -importkeystore -srckeystore ${file} -destkeystore client.p12 -deststoretype PKCS12, then ssl.keystore.location = client.p12`;
  return new ConnectorError(
    'refused',
    `${setting}${named(held)} is a Java key store (JKS), which only Java reads: ${advice}`,
  );
}
