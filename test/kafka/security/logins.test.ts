/** Writes and reads through every kind of listener, and what is said when a broker or a client is not who it says. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import path from 'node:path';
import test from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { metadata } from '../../../runtime/connectors/kafka/requests/metadata.ts';
import { type KafkaProperties, securityFrom } from '../../../runtime/connectors/kafka/security/from-properties.ts';
import { loggedIn } from '../../../runtime/connectors/kafka/security/login.ts';
import { connect } from '../../../runtime/connectors/kafka/wire/connection.ts';
import { type Connector, ConnectorError } from '../../../runtime/connectors/port.ts';
import { never, record, writeAll } from '../../unit/connectors/conformance.ts';
import {
  held,
  type Listener,
  openAt,
  PLAIN_PASSWORD,
  PLAIN_USER,
  SCRAM_PASSWORD,
  SCRAM_USER,
  secureBroker,
} from './broker.ts';
import { identity, pemOf } from './certificates.ts';

const plain = { 'sasl.mechanism': 'PLAIN', 'sasl.username': PLAIN_USER, 'sasl.password': PLAIN_PASSWORD };
const scram = (mechanism: string) => ({
  'sasl.mechanism': mechanism,
  'sasl.username': SCRAM_USER,
  'sasl.password': SCRAM_PASSWORD,
});
const ssl = async () => ({ 'security.protocol': 'SSL', ...(await secureBroker()).trusting });
const saslSsl = async () => ({ 'security.protocol': 'SASL_SSL', ...(await secureBroker()).trusting });
const sasl = { 'security.protocol': 'SASL_PLAINTEXT' };
/** For brokers that take tokens which nobody signed. */
const token = (seconds: number): string => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  return `${part({ alg: 'none' })}.${part({ sub: 'alice', iat: now - 60, exp: now + seconds })}.`;
};

let topics = 0;

/** What was written comes back. */
async function works(connector: Connector): Promise<void> {
  const topic = `secure-${process.pid}-${++topics}`;
  await connector.createTopic(topic, 1, never);
  await writeAll(connector, [record(topic, 'k', 'hello')]);
  const reader = await connector.reader([{ topic, partition: 0, from: 0, to: 1 }]);
  const values: string[] = [];
  for (let batches = await reader.read(10_000, never); batches; batches = await reader.read(10_000, never))
    for (const { records } of batches) for (const { value } of records) values.push(Buffer.from(value!).toString());
  await reader.close();
  assert.deepEqual(values, ['hello']);
}

/** The message of exit 69. */
async function refusal(listener: Listener, properties: KafkaProperties): Promise<string> {
  const failure = await openAt(listener, properties, { timeoutMs: 5000 }).then(
    () => undefined,
    (error: unknown) => error,
  );
  assert.ok(failure instanceof ConnectorError, `${failure}`);
  assert.equal(failure.kind, 'unreachable', failure.message);
  for (const secret of [PLAIN_PASSWORD, SCRAM_PASSWORD, 'wr0ng'])
    assert.ok(!failure.message.includes(secret), failure.message);
  return failure.message;
}

const ways: readonly (readonly [string, Listener, () => Promise<KafkaProperties>])[] = [
  ['nothing', 'PLAIN', async () => ({})],
  ['TLS', 'TLS', ssl],
  ['TLS 1.2', 'TLS', async () => ({ ...(await ssl()), 'ssl.enabled.protocols': 'TLSv1.2' })],
  ['PLAIN', 'LOGIN', async () => ({ ...sasl, ...plain })],
  ['SCRAM-SHA-256', 'LOGIN', async () => ({ ...sasl, ...scram('SCRAM-SHA-256') })],
  ['SCRAM-SHA-512', 'LOGIN', async () => ({ ...sasl, ...scram('SCRAM-SHA-512') })],
  [
    'OAUTHBEARER',
    'LOGIN',
    async () => ({ ...sasl, 'sasl.mechanism': 'OAUTHBEARER', 'sasl.oauthbearer.token': token(600) }),
  ],
  ['PLAIN and TLS', 'BOTH', async () => ({ ...(await saslSsl()), ...plain })],
  ['SCRAM-SHA-256 and TLS', 'BOTH', async () => ({ ...(await saslSsl()), ...scram('SCRAM-SHA-256') })],
  ['SCRAM-SHA-512 and TLS', 'BOTH', async () => ({ ...(await saslSsl()), ...scram('SCRAM-SHA-512') })],
  [
    'OAUTHBEARER and TLS, the token in a file',
    'BOTH',
    async () => ({
      ...(await saslSsl()),
      'sasl.mechanism': 'OAUTHBEARER',
      'sasl.oauthbearer.token.endpoint.url': `file://${await held('token', `${token(600)}\n`)}`,
    }),
  ],
];

for (const [what, listener, properties] of ways)
  test(`writes and reads with ${what}`, async () => works(await openAt(listener, await properties())));

async function clientCertificate(name: string, passphrase?: string) {
  const { authority } = await secureBroker();
  const client = identity({ name, by: authority });
  return {
    'ssl.certificate.location': await held(`${name}.pem`, client.certificate),
    'ssl.key.location': await held(`${name}.key`, pemOf(client, passphrase)),
  };
}

test('writes and reads with a certificate of the client, its key protected', async () => {
  const files = await clientCertificate('client', 'a passphrase');
  await works(await openAt('MUTUAL', { ...(await ssl()), ...files, 'ssl.key.password': 'a passphrase' }));
});

test('a certificate of the client that is renewed is taken at the next connection', async () => {
  const { authority, at } = await secureBroker();
  const files = await clientCertificate('renewed');
  const properties = { ...(await ssl()), ...files };
  const connector = await openAt('MUTUAL', properties);
  await works(connector);
  // Behind its end a certificate is refused: connections show the one that the files hold now.
  const old = identity({ name: 'renewed', by: authority, days: -1 });
  await held('renewed.pem', old.certificate);
  await held('renewed.key', pemOf(old));
  assert.match(await refusal('MUTUAL', properties), new RegExp(`${at.MUTUAL} .*certificate`));
  const fresh = identity({ name: 'renewed', by: authority });
  await held('renewed.pem', fresh.certificate);
  await held('renewed.key', pemOf(fresh));
  await works(connector);
  await works(await openAt('MUTUAL', properties));
});

test("Java's key store is refused with the line that turns it into one that is read", async () => {
  const { folder, authority, trusting } = await secureBroker();
  const password = 'a passphrase';
  const keytool = (...args: readonly string[]) => {
    const bin = process.env.JAVA_HOME ? path.join(process.env.JAVA_HOME, 'bin/keytool') : 'keytool';
    const ran = spawnSync(bin, [...args, '-storepass', password], { cwd: folder, encoding: 'utf8' });
    assert.equal(ran.status, 0, ran.stdout + ran.stderr);
    return ran.stdout;
  };
  const store = ['-keystore', 'client.jks', '-alias', 'me'];
  keytool('-genkeypair', ...store, '-storetype', 'JKS', '-keyalg', 'EC', '-dname', 'CN=me', '-keypass', password);
  const { publicKey } = new X509Certificate(keytool('-exportcert', '-rfc', ...store));
  const signed = await held('me.pem', identity({ name: 'me', by: authority, publicKey }).certificate);
  const ca = trusting['ssl.ca.location']!;
  keytool('-importcert', '-noprompt', '-keystore', 'client.jks', '-alias', 'authority', '-file', ca);
  keytool('-importcert', '-noprompt', ...store, '-file', signed);

  const shown = { ...(await ssl()), 'ssl.keystore.location': path.join(folder, 'client.jks') };
  const failure = async (properties: KafkaProperties) =>
    await openAt('MUTUAL', properties).then(
      () => assert.fail('it connected'),
      (error: unknown) => (error as Error).message,
    );
  const refused = await failure({ ...shown, 'ssl.keystore.password': password });
  const advice =
    /is a Java key store \(JKS\), which only Java reads: keytool (-importkeystore .*), then (\S+) = (\S+)$/;
  const [, line = '', setting = '', file = ''] = advice.exec(refused) ?? assert.fail(refused);
  keytool(...line.split(' '), '-srcstorepass', password);
  const properties = { ...(await ssl()), [setting]: path.join(folder, file) };
  await works(await openAt('MUTUAL', { ...properties, 'ssl.keystore.password': password }));
  assert.match(await failure({ ...properties, 'ssl.keystore.password': 'wr0ng' }), /its password .* is wrong/);
  assert.match(await failure(properties), /its password .* is missing/);
  assert.match(
    await failure({ ...(await ssl()), 'ssl.ca.location': path.join(folder, 'client.jks') }),
    /keytool -exportcert -rfc/,
  );
  assert.match(
    await failure({ ...(await ssl()), 'ssl.ca.location': path.join(folder, file) }),
    /openssl pkcs12 -in .* -nokeys/,
  );
});

test('no certificate of the client, or one of a stranger', async () => {
  assert.match(await refusal('MUTUAL', await ssl()), /certificate of this client.*ssl\.certificate\.location/);
  const stranger = identity({ name: 'stranger', by: identity({ name: 'Nobody' }) });
  const files = {
    'ssl.certificate.location': await held('stranger.pem', stranger.certificate),
    'ssl.key.location': await held('stranger.key', pemOf(stranger)),
  };
  assert.match(await refusal('MUTUAL', { ...(await ssl()), ...files }), /this client's certificate/);
});

test('a broker whose certificate is not believed', async () => {
  const { at } = await secureBroker();
  assert.match(
    await refusal('TLS', { 'security.protocol': 'SSL' }),
    new RegExp(`${at.TLS} is not trusted.*ssl\\.ca\\.location`),
  );
  const other = await held('other.pem', identity({ name: 'Test authority' }).certificate);
  assert.match(await refusal('TLS', { 'security.protocol': 'SSL', 'ssl.ca.location': other }), /not (trusted|signed)/);
});

test('a broker whose certificate has ended', async () => {
  assert.match(await refusal('EXPIRED', await ssl()), /has expired/);
});

test('a broker whose certificate is for another host', async () => {
  assert.match(await refusal('ELSEWHERE', await ssl()), /is for kafka\.elsewhere\.test, not for localhost/);
  await works(await openAt('ELSEWHERE', { ...(await ssl()), 'ssl.server.name': 'kafka.elsewhere.test' }));
  await works(await openAt('ELSEWHERE', { ...(await ssl()), 'ssl.endpoint.identification.algorithm': '' }));
  assert.match(
    await refusal('TLS', { ...(await ssl()), 'ssl.server.name': 'kafka.elsewhere.test' }),
    /is for localhost/,
  );
});

test('a wrong password', async () => {
  for (const mechanism of ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512']) {
    const login = { 'sasl.mechanism': mechanism, 'sasl.username': 'alice', 'sasl.password': 'wr0ng' };
    assert.match(
      await refusal('LOGIN', { ...sasl, ...login }),
      new RegExp(`does not accept the login of user 'alice' by ${mechanism}: .*check sasl.username and sasl.password`),
    );
  }
});

test('a token that has ended', async () => {
  const old = token(-30);
  const said = await refusal('LOGIN', { ...sasl, 'sasl.mechanism': 'OAUTHBEARER', 'sasl.oauthbearer.token': old });
  assert.match(said, /does not accept the login of the bearer of this token.*is the token still good/);
  assert.ok(!said.includes(old.slice(0, 10)), said);
});

test('a mechanism that the listener does not offer', async () => {
  assert.match(
    await refusal('ONLY512', { ...sasl, ...plain }),
    /does not offer PLAIN: set sasl\.mechanism to SCRAM-SHA-512/,
  );
});

test('a listener that speaks otherwise', async () => {
  const expected: readonly (readonly [Listener, KafkaProperties, RegExp])[] = [
    ['TLS', {}, /speaks TLS: set security\.protocol to SSL/],
    ['TLS', { ...sasl, ...plain }, /speaks TLS: set security\.protocol to SSL/],
    ['BOTH', {}, /speaks TLS: .*SASL_SSL/],
    ['PLAIN', await ssl(), /does not speak TLS: set security\.protocol to PLAINTEXT/],
    [
      'LOGIN',
      await ssl(),
      /does not speak TLS: set security\.protocol to SASL_PLAINTEXT, and sasl\.mechanism to .*SCRAM/,
    ],
    ['LOGIN', {}, /asks for a login \(SASL\), and none is set: set security\.protocol to SASL_PLAINTEXT.* PLAIN/],
    ['BOTH', await ssl(), /asks for a login \(SASL\), and none is set: set security\.protocol to SASL_SSL/],
    ['PLAIN', { ...sasl, ...plain }, /asks for no login, and PLAIN is set/],
    ['TLS', { ...(await saslSsl()), ...plain }, /asks for no login, and PLAIN is set/],
  ];
  for (const [listener, properties, message] of expected) assert.match(await refusal(listener, properties), message);
});

test('files that are missing or something else', async () => {
  const { trusting } = await secureBroker();
  const failure = async (properties: KafkaProperties) =>
    await openAt('TLS', { 'security.protocol': 'SSL', ...trusting, ...properties }).then(
      () => assert.fail('it connected'),
      (error: unknown) => {
        assert.ok(error instanceof ConnectorError, `${error}`);
        return `${error.kind}: ${error.message}`;
      },
    );
  const { 'ssl.certificate.location': certificate, 'ssl.key.location': key } = await clientCertificate(
    'mixed',
    'hidden',
  );
  const shown = { 'ssl.certificate.location': certificate, 'ssl.key.location': key };
  assert.match(
    await failure({ 'ssl.ca.location': '/nowhere/ca.pem' }),
    /^unreadable: ssl\.ca\.location: .*does not exist/,
  );
  assert.match(await failure({ 'ssl.ca.location': key }), /^refused: ssl\.ca\.location .* holds no certificate/);
  assert.match(await failure({ ...shown, 'ssl.key.location': certificate }), /holds no private key/);
  assert.match(await failure(shown), /password.*\(ssl\.key\.password\) is missing/);
  assert.match(await failure({ ...shown, 'ssl.key.password': 'wr0ng' }), /password.*\(ssl\.key\.password\) is wrong/);
  const other = await clientCertificate('another');
  assert.match(
    await failure({ ...shown, 'ssl.key.location': other['ssl.key.location'] }),
    /does not belong to the cert/,
  );
});

test('who must say again who it is does so on the same connection', async () => {
  const { at } = await secureBroker();
  const port = Number(at.SHORT.split(':')[1]);
  for (const mechanism of ['PLAIN', 'SCRAM-SHA-512'] as const) {
    const { login } = securityFrom({ ...sasl, ...(mechanism === 'PLAIN' ? plain : scram(mechanism)) });
    const fresh = await connect({ host: 'localhost', port, clientId: 'test', timeoutMs: 5000 }, never);
    const connection = await loggedIn(fresh, login!, 5000, never);
    // The broker ends a connection that goes on after its five seconds.
    for (let round = 0; round < 26; round++) {
      const asked = [1, 2, 3].map(() => connection.ask(metadata, [], 5000, never));
      for (const { brokers } of await Promise.all(asked)) assert.equal(brokers.length, 1);
      await pause(300);
    }
    assert.ok(connection.open);
    connection.close();
  }
});
