/**
 * Security as Kafka's own clients are told it: `security.protocol`, `sasl.mechanism`, `ssl.ca.location` and their kind,
 * of Java's client and of librdkafka's.
 */
import { ConnectorError } from '../../port.ts';
import { identityOf, trustedOf } from './certificates.ts';
import { JaasError, parseJaas } from './jaas.ts';
import {
  type Encryption,
  type Login,
  PASSWORD_MECHANISMS,
  type PasswordMechanism,
  type Security,
  type TlsVersion,
} from './security.ts';
import { tokenFrom } from './token.ts';

/** By Kafka's name, in lower case and with dots. */
export type KafkaProperties = Readonly<Record<string, string | undefined>>;

/**
 * What it reads; who gathers settings takes these and no others. `ssl.server.name` and `sasl.oauthbearer.token` are
 * ours, the rest is Kafka's.
 */
export const SECURITY_PROPERTIES = [
  'security.protocol',
  'sasl.mechanism',
  'sasl.username',
  'sasl.password',
  'sasl.jaas.config',
  'sasl.oauthbearer.token',
  'sasl.oauthbearer.token.endpoint.url',
  'sasl.oauthbearer.client.credentials.client.id',
  'sasl.oauthbearer.client.credentials.client.secret',
  'sasl.oauthbearer.scope',
  'ssl.ca.location',
  'ssl.truststore.location',
  'ssl.truststore.certificates',
  'ssl.truststore.type',
  'ssl.certificate.location',
  'ssl.key.location',
  'ssl.key.password',
  'ssl.keystore.location',
  'ssl.keystore.password',
  'ssl.keystore.type',
  'ssl.keystore.key',
  'ssl.keystore.certificate.chain',
  'ssl.endpoint.identification.algorithm',
  'ssl.verify.hostname',
  'ssl.server.name',
  'ssl.enabled.protocols',
  'ssl.cipher.suites',
] as const;

const PROTOCOLS = ['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL'] as const;
type Protocol = (typeof PROTOCOLS)[number];

/** Throws ConnectorError (refused), which names settings and never what is in those that are secret. */
export function securityFrom(properties: KafkaProperties): Security {
  const protocol = protocolOf(properties);
  const encrypted = protocol === 'SSL' || protocol === 'SASL_SSL';
  const asks = protocol === 'SASL_PLAINTEXT' || protocol === 'SASL_SSL';
  return {
    ...(encrypted ? { encryption: encryptionFrom(properties) } : {}),
    ...(asks ? { login: loginFrom(properties) } : {}),
  };
}

/** Without `security.protocol` nothing else may be set: it would be believed to protect, and have no effect. */
function protocolOf(properties: KafkaProperties): Protocol {
  const given = properties['security.protocol']?.trim().toUpperCase();
  if (given !== undefined) {
    const protocol = PROTOCOLS.find(one => one === given);
    if (!protocol) throw refused(`security.protocol is one of ${PROTOCOLS.join(', ')}, not '${given}'`);
    return protocol;
  }
  const idle = SECURITY_PROPERTIES.find(name => properties[name] !== undefined);
  if (idle === undefined) return 'PLAINTEXT';
  const login = idle.startsWith('sasl.');
  throw refused(
    `${idle} has no effect without security.protocol: set that to ${login ? 'SASL_SSL (SASL_PLAINTEXT where nothing is encrypted)' : 'SSL, or SASL_SSL with a login'}`,
  );
}

function encryptionFrom(properties: KafkaProperties): Encryption {
  const trusted = trustedOf(properties);
  const identity = identityOf(properties);
  const serverName = properties['ssl.server.name']?.trim();
  const ciphers = properties['ssl.cipher.suites'];
  return {
    ...(trusted ? { trusted } : {}),
    ...(identity ? { identity } : {}),
    ...(serverName ? { serverName } : {}),
    ...(ciphers
      ? {
          ciphers: ciphers
            .split(/[,:\s]+/)
            .filter(Boolean)
            .join(':'),
        }
      : {}),
    ...versionsFrom(properties['ssl.enabled.protocols']),
    checkName: checksName(properties),
  };
}

function checksName(properties: KafkaProperties): boolean {
  const algorithm = properties['ssl.endpoint.identification.algorithm'];
  if (algorithm !== undefined) {
    if (!/^(https|none)?$/i.test(algorithm.trim()))
      throw refused(`ssl.endpoint.identification.algorithm is https, or empty for any name, not '${algorithm}'`);
    return algorithm.trim().toLowerCase() === 'https';
  }
  const verify = properties['ssl.verify.hostname']?.trim().toLowerCase();
  if (verify !== undefined && verify !== 'true' && verify !== 'false')
    throw refused(`ssl.verify.hostname is true or false, not '${verify}'`);
  return verify !== 'false';
}

const VERSIONS: readonly TlsVersion[] = ['TLSv1.2', 'TLSv1.3'];

function versionsFrom(list: string | undefined): { readonly oldest?: TlsVersion; readonly newest?: TlsVersion } {
  if (list === undefined || list.trim() === '') return {};
  const named = list.split(/[,\s]+/).filter(Boolean);
  const taken = VERSIONS.filter(version => named.some(name => name.toLowerCase() === version.toLowerCase()));
  if (taken.length === 0) throw refused(`ssl.enabled.protocols is some of ${VERSIONS.join(', ')}, not '${list}'`);
  return { oldest: taken[0]!, newest: taken.at(-1)! };
}

function loginFrom(properties: KafkaProperties): Login {
  const entry = jaasOf(properties['sasl.jaas.config']);
  const mechanism = properties['sasl.mechanism']?.trim().toUpperCase() ?? mechanismOf(entry?.module);
  if (mechanism === undefined)
    throw refused(`sasl.mechanism is missing: one of ${PASSWORD_MECHANISMS.join(', ')}, OAUTHBEARER`);
  if (entry) mustFit(entry.module, mechanism);
  const option = (name: string) => properties[`sasl.${name}`] ?? entry?.options.get(name);
  if (mechanism === 'OAUTHBEARER') return { mechanism, token: tokenFrom(properties, entry?.options ?? new Map()) };
  const known = PASSWORD_MECHANISMS.find(one => one === mechanism);
  if (!known)
    throw refused(
      `sasl.mechanism ${mechanism} is not spoken here: ${PASSWORD_MECHANISMS.join(', ')} and OAUTHBEARER are`,
    );
  return { mechanism: known, ...userFrom(option('username'), option('password'), known) };
}

function userFrom(
  username: string | undefined,
  password: string | undefined,
  mechanism: PasswordMechanism,
): { readonly username: string; readonly password: string } {
  if (!username) throw refused(`${mechanism} needs sasl.username`);
  if (!password) throw refused(`${mechanism} needs sasl.password, for user '${username}'`);
  if (username.includes('\0') || password.includes('\0'))
    throw refused('sasl.username and sasl.password cannot hold the character NUL');
  return { username, password };
}

function jaasOf(text: string | undefined) {
  if (text === undefined) return undefined;
  try {
    return parseJaas(text);
  } catch (error) {
    if (error instanceof JaasError) throw refused(`sasl.jaas.config cannot be read: ${error.message}`);
    throw error;
  }
}

const lastName = (module: string): string => module.split('.').at(-1)!;

/** Only these say by themselves which mechanism is meant: a ScramLoginModule serves two. */
const mechanismOf = (module: string | undefined): string | undefined =>
  module && { PlainLoginModule: 'PLAIN', OAuthBearerLoginModule: 'OAUTHBEARER' }[lastName(module)];

function mustFit(module: string, mechanism: string): void {
  const name = lastName(module);
  const serves = SERVES[name];
  if (!serves)
    throw refused(
      `sasl.jaas.config names ${/^\w+$/.test(name) ? name : 'a class'}, which is not known here: ${Object.keys(SERVES).join(', ')} are`,
    );
  if (!serves.includes(mechanism))
    throw refused(
      `sasl.jaas.config names ${name}, which is for ${serves.join(' and ')}, and sasl.mechanism is ${mechanism}`,
    );
}

const SERVES: Readonly<Record<string, readonly string[]>> = {
  PlainLoginModule: ['PLAIN'],
  ScramLoginModule: ['SCRAM-SHA-256', 'SCRAM-SHA-512'],
  OAuthBearerLoginModule: ['OAUTHBEARER'],
};

const refused = (message: string): ConnectorError => new ConnectorError('refused', message);
