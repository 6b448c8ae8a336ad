/** A broker with a listener for each way of protecting one; its certificates and users are made for it. */
import fs from 'node:fs';
import path from 'node:path';
import { after } from 'node:test';
import { type KafkaOptions, kafkaConnector } from '../../../runtime/connectors/kafka/connector.ts';
import { type KafkaProperties, securityFrom } from '../../../runtime/connectors/kafka/security/from-properties.ts';
import type { Connector } from '../../../runtime/connectors/port.ts';
import { startKafka, stopKafka } from '../../../scripts/kafka/broker.ts';
import { anyFreePort } from '../../../scripts/kafka/ports.ts';
import { type Identity, identity, pemOf } from './certificates.ts';

export const LISTENERS = [
  'PLAIN',
  'TLS',
  /** Asks for the client's certificate. */
  'MUTUAL',
  /** Its certificate has ended. */
  'EXPIRED',
  /** Its certificate is for another host. */
  'ELSEWHERE',
  'LOGIN',
  'BOTH',
  /** Offers SCRAM-SHA-512 alone. */
  'ONLY512',
  /** Wants to hear who it is every two seconds. */
  'SHORT',
] as const;
export type Listener = (typeof LISTENERS)[number];

/** Of the mechanism PLAIN. */
export const PLAIN_USER = 'alice';
export const PLAIN_PASSWORD = `pl4nted "s3cret" \\ with=all,that's;odd`;
/** Of SCRAM. Kafka's tool that makes users splits what it is told at commas and brackets. */
export const SCRAM_USER = 'al=ice';
export const SCRAM_PASSWORD = `pl4nted "s3cret" \\ that's;odd`;

export interface SecureBroker {
  /** `localhost:PORT` */
  readonly at: Readonly<Record<Listener, string>>;
  /** Where the files are that the tests' clients name. */
  readonly folder: string;
  readonly authority: Identity;
  /** Kafka's properties of who believes the authority. */
  readonly trusting: KafkaProperties;
}

let starting: Promise<SecureBroker> | undefined;

/** Starts it at the first call; it ends with the test file. */
export function secureBroker(): Promise<SecureBroker> {
  starting ??= start();
  return starting;
}

/** A connector to one of its listeners; closed with the file at the latest. */
export async function openAt(
  listener: Listener,
  properties: KafkaProperties,
  options: Omit<KafkaOptions, 'brokers'> = {},
): Promise<Connector> {
  const { at } = await secureBroker();
  const connector = await kafkaConnector({ brokers: [at[listener]], security: securityFrom(properties), ...options });
  opened.push(connector);
  return connector;
}

/** A file of the tests' clients; its path. */
export async function held(name: string, text: string): Promise<string> {
  const file = path.join((await secureBroker()).folder, name);
  fs.writeFileSync(file, text);
  return file;
}

const opened: Connector[] = [];
const folder = path.resolve(
  import.meta.dirname,
  `../../../.cache/kafka/secure-${process.pid}-${Date.now().toString(36)}`,
);

const PROTOCOLS: Readonly<Record<Listener, string>> = {
  PLAIN: 'PLAINTEXT',
  TLS: 'SSL',
  MUTUAL: 'SSL',
  EXPIRED: 'SSL',
  ELSEWHERE: 'SSL',
  LOGIN: 'SASL_PLAINTEXT',
  BOTH: 'SASL_SSL',
  ONLY512: 'SASL_PLAINTEXT',
  SHORT: 'SASL_PLAINTEXT',
};

async function start(): Promise<SecureBroker> {
  const ports = new Set<number>();
  while (ports.size < LISTENERS.length) ports.add(await anyFreePort());
  const port = Object.fromEntries(LISTENERS.map((listener, index) => [listener, [...ports][index]!]));
  const authority = identity({ name: 'Test authority' });
  const server = (more: Partial<Parameters<typeof identity>[0]> = {}) =>
    identity({ name: 'broker', by: authority, hosts: ['localhost'], ...more });
  const controllerPort = await anyFreePort();
  const settings = {
    listeners: [
      ...LISTENERS.map(name => `${name}://localhost:${port[name]}`),
      `CONTROLLER://localhost:${controllerPort}`,
    ].join(','),
    'advertised.listeners': LISTENERS.map(name => `${name}://localhost:${port[name]}`).join(','),
    'controller.quorum.voters': `1@localhost:${controllerPort}`,
    'inter.broker.listener.name': 'PLAIN',
    'listener.security.protocol.map': `CONTROLLER:PLAINTEXT,${LISTENERS.map(name => `${name}:${PROTOCOLS[name]}`).join(',')}`,
    'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER',
    ...ofListener('only512', { 'sasl.enabled.mechanisms': 'SCRAM-SHA-512' }),
    ...ofListener('short', { 'connections.max.reauth.ms': '5000' }),
    ...Object.assign({}, ...['login', 'both', 'only512', 'short'].map(logins)),
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.certificates': authority.certificate,
    'ssl.keystore.type': 'PEM',
    ...shown(server()),
    ...ofListener('mutual', { 'ssl.client.auth': 'required' }),
    ...ofListener('expired', shown(server({ days: -1 }))),
    ...ofListener('elsewhere', shown(server({ hosts: ['kafka.elsewhere.test'] }))),
  };
  const scram = ['SCRAM-SHA-256', 'SCRAM-SHA-512'].map(
    mechanism => `${mechanism}=[name=${SCRAM_USER},password=${SCRAM_PASSWORD}]`,
  );
  await startKafka({ folder, port: port.PLAIN!, extras: { settings, scram } });
  process.once('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  const ca = path.join(folder, 'ca.pem');
  fs.writeFileSync(ca, authority.certificate);
  const at = Object.fromEntries(LISTENERS.map(name => [name, `localhost:${port[name]}`])) as Record<Listener, string>;
  return { at, folder, authority, trusting: { 'ssl.ca.location': ca } };
}

const ofListener = (name: string, settings: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(settings).map(([key, value]) => [`listener.name.${name}.${key}`, value]));

const shown = (who: Identity) => ({
  'ssl.keystore.key': pemOf(who),
  'ssl.keystore.certificate.chain': who.certificate,
});

function logins(listener: string) {
  const common = 'org.apache.kafka.common.security';
  const quoted = (text: string) => `"${text.replace(/[\\"]/g, '\\$&')}"`;
  return ofListener(listener, {
    'plain.sasl.jaas.config': `${common}.plain.PlainLoginModule required user_alice=${quoted(PLAIN_PASSWORD)};`,
    'scram-sha-256.sasl.jaas.config': `${common}.scram.ScramLoginModule required;`,
    'scram-sha-512.sasl.jaas.config': `${common}.scram.ScramLoginModule required;`,
    'oauthbearer.sasl.jaas.config': `${common}.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="broker";`,
  });
}

after(async () => {
  for (const connector of opened) await connector.close();
  if (!starting) return;
  await starting.catch(() => {});
  await stopKafka({ folder });
  fs.rmSync(folder, { recursive: true, force: true });
});
