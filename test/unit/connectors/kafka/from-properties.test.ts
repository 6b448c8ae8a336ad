/** Kafka's properties become settings of the connection, and what contradicts itself is refused without its secrets. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { type KafkaProperties, securityFrom } from '../../../../runtime/connectors/kafka/security/from-properties.ts';
import { ConnectorError } from '../../../../runtime/connectors/port.ts';

const SECRET = 'pl4nted-s3cret';
const user = { 'sasl.username': 'alice', 'sasl.password': SECRET };

test('without any, nothing is encrypted and nobody logs in', () => {
  assert.deepEqual(securityFrom({}), {});
  assert.deepEqual(securityFrom({ 'security.protocol': 'plaintext' }), {});
});

test('a user and a password', () => {
  assert.deepEqual(
    securityFrom({ 'security.protocol': 'SASL_PLAINTEXT', 'sasl.mechanism': 'scram-sha-512', ...user }),
    { login: { mechanism: 'SCRAM-SHA-512', username: 'alice', password: SECRET } },
  );
  assert.deepEqual(
    securityFrom({
      'security.protocol': 'SASL_SSL',
      'sasl.jaas.config': `org.apache.kafka.common.security.plain.PlainLoginModule required username="alice" password="${SECRET}";`,
    }),
    { encryption: { checkName: true }, login: { mechanism: 'PLAIN', username: 'alice', password: SECRET } },
  );
});

test('certificates under both clients names', () => {
  const ssl = { 'security.protocol': 'SSL' };
  assert.deepEqual(
    securityFrom({
      ...ssl,
      'ssl.ca.location': '/ca.pem',
      'ssl.certificate.location': '/me.pem',
      'ssl.key.location': '/me.key',
      'ssl.key.password': SECRET,
      'ssl.verify.hostname': 'false',
      'ssl.enabled.protocols': 'TLSv1.2',
      'ssl.cipher.suites': 'A,B',
      'ssl.server.name': 'kafka.shop',
    }),
    {
      encryption: {
        trusted: { file: '/ca.pem', setting: 'ssl.ca.location' },
        identity: {
          certificates: { file: '/me.pem', setting: 'ssl.certificate.location' },
          key: { file: '/me.key', setting: 'ssl.key.location' },
          passphrase: SECRET,
        },
        serverName: 'kafka.shop',
        ciphers: 'A:B',
        oldest: 'TLSv1.2',
        newest: 'TLSv1.2',
        checkName: false,
      },
    },
  );
  assert.deepEqual(
    securityFrom({
      ...ssl,
      'ssl.truststore.type': 'PEM',
      'ssl.truststore.certificates': 'one\\ntwo',
      'ssl.keystore.location': '/me.p12',
      'ssl.keystore.password': SECRET,
      'ssl.endpoint.identification.algorithm': '',
    }),
    {
      encryption: {
        trusted: { text: 'one\ntwo', setting: 'ssl.truststore.certificates' },
        identity: { store: { file: '/me.p12', setting: 'ssl.keystore.location' }, passphrase: SECRET },
        checkName: false,
      },
    },
  );
});

const sasl = { 'security.protocol': 'SASL_SSL' };
const oauth = { ...sasl, 'sasl.mechanism': 'OAUTHBEARER' };
const refused: readonly (readonly [string, KafkaProperties, RegExp])[] = [
  ['an unknown protocol', { 'security.protocol': 'TLS' }, /PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL, not 'TLS'/],
  ['a password that nobody would use', user, /sasl\.username has no effect without security\.protocol: .*SASL_SSL/],
  ['certificates that nobody would look at', { 'ssl.ca.location': '/x' }, /ssl\.ca\.location has no effect without/],
  ['no mechanism', { ...sasl, ...user }, /sasl\.mechanism is missing/],
  ['Kerberos', { ...sasl, ...user, 'sasl.mechanism': 'GSSAPI' }, /GSSAPI is not spoken here: PLAIN, SCRAM/],
  ['no user', { ...sasl, 'sasl.mechanism': 'PLAIN', 'sasl.password': SECRET }, /needs sasl\.username/],
  ['no password', { ...sasl, 'sasl.mechanism': 'PLAIN', 'sasl.username': 'alice' }, /sasl\.password, for user 'alice'/],
  ['a NUL', { ...sasl, 'sasl.mechanism': 'PLAIN', ...user, 'sasl.password': `${SECRET}\0x` }, /NUL/],
  [
    'another module',
    {
      ...sasl,
      'sasl.mechanism': 'SCRAM-SHA-256',
      'sasl.jaas.config': `a.PlainLoginModule required password="${SECRET}";`,
    },
    /PlainLoginModule, which is for PLAIN, and sasl\.mechanism is SCRAM-SHA-256/,
  ],
  [
    'a module of Kerberos',
    { ...sasl, 'sasl.mechanism': 'PLAIN', 'sasl.jaas.config': `a.Krb5LoginModule required x="${SECRET}";` },
    /Krb5LoginModule, which is not known here/,
  ],
  [
    'a jaas that does not end',
    { ...sasl, 'sasl.mechanism': 'PLAIN', 'sasl.jaas.config': `a.PlainLoginModule required password="${SECRET}"` },
    /sasl\.jaas\.config cannot be read: it does not end with ';'/,
  ],
  [
    'JKS',
    { 'security.protocol': 'SSL', 'ssl.truststore.type': 'JKS' },
    /ssl\.truststore\.type is PEM here, not 'JKS': .*keytool/,
  ],
  [
    'a key alone',
    { 'security.protocol': 'SSL', 'ssl.key.location': '/x' },
    /certificate is missing: ssl\.certificate\.location/,
  ],
  ['a certificate alone', { 'security.protocol': 'SSL', 'ssl.certificate.location': '/x' }, /private key is missing/],
  [
    'two to believe',
    { 'security.protocol': 'SSL', 'ssl.ca.location': '/a', 'ssl.truststore.location': '/b' },
    /say the same thing/,
  ],
  [
    'a version of TLS from long ago',
    { 'security.protocol': 'SSL', 'ssl.enabled.protocols': 'TLSv1' },
    /TLSv1\.2, TLSv1\.3/,
  ],
  ['no token', oauth, /OAUTHBEARER needs a token/],
  [
    'what is no token',
    { ...oauth, 'sasl.oauthbearer.token': `${SECRET}\x01auth=` },
    /sasl\.oauthbearer\.token is no token/,
  ],
  [
    'an issuer by another way',
    { ...oauth, 'sasl.oauthbearer.token.endpoint.url': 'ftp://x/y' },
    /begins with file:\/\//,
  ],
  [
    'an issuer without a client',
    {
      ...oauth,
      'sasl.oauthbearer.token.endpoint.url': 'https://x/y',
      'sasl.oauthbearer.client.credentials.client.secret': SECRET,
    },
    /needs sasl\.oauthbearer\.client\.credentials\.client\.id/,
  ],
  [
    'a password in an address',
    { ...oauth, 'sasl.oauthbearer.token.endpoint.url': `https://me:${SECRET}@x/y` },
    /holds a name or password/,
  ],
];

for (const [what, properties, message] of refused)
  test(`refused: ${what}`, () => {
    assert.throws(
      () => securityFrom(properties),
      (error: unknown) =>
        error instanceof ConnectorError &&
        error.kind === 'refused' &&
        message.test(error.message) &&
        !error.message.includes(SECRET),
    );
  });
