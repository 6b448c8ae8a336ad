/** How Kafka's clients prove who they are and encrypt what they say: TLS and SASL. */
import { decimal } from '../../hints/types/number.ts';
import { formed } from '../../hints/types/text.ts';
import type { PropertyFamily } from '../define.ts';
import { milliseconds, seconds } from '../types/number.ts';
import { filePath, secret, text } from '../types/text.ts';
import { words, yesNo } from '../types/words.ts';
import { client, connection, javaClass } from './kafka-define.ts';

const brokerName = formed({
  description: 'https, or an empty text for any name',
  placeholder: 'https',
  form: /^(https)?$/i,
  known: [{ value: 'https', doc: "the broker's name must be in its certificate" }],
});
const share = decimal({ min: 0, max: 1 });

export const kafkaSecurity: PropertyFamily = {
  title: 'Kafka security',
  doc: 'Encryption and who the client is; `KAFKA_` and the name with `_` for `.` is the variable that says the same, with `_FILE` behind it a file that holds it. Keep secrets out of files: a variable is filled in where the statement runs.',
  properties: [
    connection(
      'security.protocol',
      words({
        PLAINTEXT: 'no encryption, no name',
        SSL: 'encrypted, a certificate is the name',
        SASL_PLAINTEXT: 'not encrypted, a password or ticket is the name',
        SASL_SSL: 'encrypted, a password or ticket is the name',
      }),
      'SASL_SSL',
      'Whether the connection is encrypted and how the client says who it is.',
      { default: 'PLAINTEXT' },
    ),
    connection(
      'ssl.truststore.location',
      filePath('the path of a PEM file'),
      '/certs/ca.pem',
      'The certificates that are believed, as a PEM file; the same as `ssl.ca.location`. It is read anew for each connection.',
    ),
    client('ssl.truststore.password', secret, `\${TRUSTSTORE_PASSWORD}`, 'The password of that store.'),
    connection(
      'ssl.truststore.type',
      words({ PEM: 'text between BEGIN and END lines' }, { JKS: "Java's own store", PKCS12: 'a .p12 file' }),
      'PEM',
      'What kind of file `ssl.truststore.location` names. Certificates to believe are PEM here: `keytool -exportcert -rfc` makes one from a store of Java.',
    ),
    connection(
      'ssl.truststore.certificates',
      text('certificates in PEM'),
      `\${CA_CERTIFICATE}`,
      'The certificates that are believed, as text.',
    ),
    connection(
      'ssl.ca.location',
      filePath('the path of a PEM file'),
      '/certs/ca.pem',
      'The certificates that are believed, as a PEM file, read anew for each connection. Without it those that Node.js believes.',
    ),
    connection(
      'ssl.certificate.location',
      filePath('the path of a PEM file'),
      '/certs/client.pem',
      "The client's certificate, as a PEM file.",
    ),
    connection(
      'ssl.key.location',
      filePath('the path of a PEM file'),
      '/certs/client.key',
      "The client's private key, as a PEM file.",
    ),
    connection('ssl.key.password', secret, `\${KEY_PASSWORD}`, 'The password of the private key.'),
    connection(
      'ssl.key.password.env',
      text('the name of an environment variable', '<VARIABLE>'),
      'KAFKA_SSL_KEY_PASSWORD',
      'The variable that holds the password of the private key; `ssl.key.password` with a variable says the same.',
    ),
    connection(
      'ssl.keystore.location',
      filePath('the path of a store'),
      '/certs/keystore.p12',
      "The client's certificate and key.",
    ),
    connection('ssl.keystore.password', secret, `\${KEYSTORE_PASSWORD}`, 'The password of that store.'),
    connection(
      'ssl.keystore.type',
      words({ PKCS12: 'a .p12 file', PEM: 'text between BEGIN and END lines' }, { JKS: "Java's own store" }),
      'PKCS12',
      'What kind of file `ssl.keystore.location` names; it is seen from the file too. `keytool -importkeystore -deststoretype PKCS12` makes one from a store of Java.',
    ),
    connection('ssl.keystore.key', secret, `\${CLIENT_KEY}`, "The client's private key, as text."),
    connection(
      'ssl.keystore.certificate.chain',
      text('certificates in PEM'),
      `\${CLIENT_CERTIFICATE}`,
      "The client's certificates, as text.",
    ),
    client('ssl.protocol', text('a version of TLS', '<version>'), 'TLSv1.3', 'The version of TLS that is offered.', {
      default: 'TLSv1.3',
    }),
    connection(
      'ssl.enabled.protocols',
      text('versions of TLS, comma-separated', '<versions>'),
      'TLSv1.2,TLSv1.3',
      'The versions of TLS that are taken.',
      {
        default: 'TLSv1.2,TLSv1.3',
      },
    ),
    connection(
      'ssl.cipher.suites',
      text('names of cipher suites, comma-separated', '<suites>'),
      'TLS_AES_256_GCM_SHA384',
      'The ciphers that are taken.',
    ),
    connection(
      'ssl.endpoint.identification.algorithm',
      brokerName,
      'https',
      "Whether the broker's name must be in its certificate.",
      { default: 'https' },
    ),
    connection(
      'ssl.verify.hostname',
      yesNo("the broker's name must be in its certificate", 'any name will do'),
      'true',
      "Whether the broker's name must be in its certificate; the same as `ssl.endpoint.identification.algorithm`.",
      {
        aliases: ['ssl.check.hostname', 'enable.ssl.certificate.verification'],
      },
    ),
    connection(
      'ssl.server.name',
      text('a name', '<name>'),
      'kafka.shop.com',
      "The name that the broker's certificate must hold, where it is another than the one connected to: behind a tunnel or a port that is handed on.",
    ),
    client(
      'ssl.provider',
      text('the name of a provider', '<name>'),
      'SunJSSE',
      "A provider of Java's TLS; FerrisSQL has another.",
    ),
    client(
      'ssl.keymanager.algorithm',
      text('an algorithm', '<name>'),
      'SunX509',
      "A setting of Java's TLS; FerrisSQL has another.",
      { default: 'SunX509' },
    ),
    client(
      'ssl.trustmanager.algorithm',
      text('an algorithm', '<name>'),
      'PKIX',
      "A setting of Java's TLS; FerrisSQL has another.",
      { default: 'PKIX' },
    ),
    client(
      'ssl.secure.random.implementation',
      text('an algorithm', '<name>'),
      'NativePRNG',
      "A setting of Java's TLS; FerrisSQL has another.",
    ),
    javaClass(client, 'ssl.engine.factory.class', 'Who makes TLS engines.', 'com.shop.Engine'),
    client(
      'security.providers',
      text('names of providers', '<names>'),
      'com.shop.Provider',
      "Providers of Java's security; FerrisSQL has others.",
    ),
    connection(
      'sasl.mechanism',
      words(
        {
          PLAIN: 'user name and password',
          'SCRAM-SHA-256': 'a password that does not travel',
          'SCRAM-SHA-512': 'a password that does not travel',
          OAUTHBEARER: 'a token',
        },
        { GSSAPI: 'a Kerberos ticket', AWS_MSK_IAM: "AWS's own" },
      ),
      'SCRAM-SHA-512',
      'How the client says who it is, where `security.protocol` is SASL_PLAINTEXT or SASL_SSL.',
      { aliases: ['sasl.mechanisms'] },
    ),
    connection(
      'sasl.jaas.config',
      secret,
      `\${SASL_JAAS_CONFIG}`,
      'User name and password as Java writes them; `sasl.username` and `sasl.password` are simpler.',
    ),
    connection('sasl.username', text('a user name', '<user>'), 'ferris', 'The user name.'),
    connection('sasl.password', secret, `\${KAFKA_PASSWORD}`, "The user's password."),
    connection(
      'sasl.username.env',
      text('the name of an environment variable', '<VARIABLE>'),
      'KAFKA_SASL_USERNAME',
      'The variable that holds the user name; `sasl.username` with a variable says the same.',
    ),
    connection(
      'sasl.password.env',
      text('the name of an environment variable', '<VARIABLE>'),
      'KAFKA_SASL_PASSWORD',
      'The variable that holds the password; `sasl.password` with a variable says the same.',
    ),
    client(
      'sasl.kerberos.service.name',
      text('the name of a service', '<name>'),
      'kafka',
      'The name under which Kerberos knows the brokers.',
    ),
    client(
      'sasl.kerberos.kinit.cmd',
      filePath('the path of a program'),
      '/usr/bin/kinit',
      'The program that fetches Kerberos tickets.',
      { default: '/usr/bin/kinit' },
    ),
    client(
      'sasl.kerberos.min.time.before.relogin',
      milliseconds(),
      '60000',
      'The least time between two Kerberos logins.',
      { default: '60000' },
    ),
    client('sasl.kerberos.ticket.renew.jitter', share, '0.05', 'By how much the time of renewing varies.', {
      default: '0.05',
    }),
    client(
      'sasl.kerberos.ticket.renew.window.factor',
      share,
      '0.8',
      'After which share of its life a ticket is renewed.',
      { default: '0.8' },
    ),
    client(
      'sasl.login.connect.timeout.ms',
      milliseconds(),
      '10000',
      'How long connecting to who gives out tokens may take.',
    ),
    client('sasl.login.read.timeout.ms', milliseconds(), '10000', 'How long who gives out tokens may take to answer.'),
    client('sasl.login.retry.backoff.ms', milliseconds(), '100', 'The wait before a token is asked for again.', {
      default: '100',
    }),
    client(
      'sasl.login.retry.backoff.max.ms',
      milliseconds(),
      '10000',
      'The longest wait before a token is asked for again.',
      { default: '10000' },
    ),
    client(
      'sasl.login.refresh.buffer.seconds',
      seconds(0, 3600),
      '300',
      'How long before its end a token is renewed at the latest.',
      { default: '300' },
    ),
    client(
      'sasl.login.refresh.min.period.seconds',
      seconds(0, 900),
      '60',
      'The least time between two renewals of a token.',
      { default: '60' },
    ),
    client(
      'sasl.login.refresh.window.factor',
      decimal({ min: 0.5, max: 1 }),
      '0.8',
      'After which share of its life a token is renewed.',
      { default: '0.8' },
    ),
    client(
      'sasl.login.refresh.window.jitter',
      decimal({ min: 0, max: 0.25 }),
      '0.05',
      'By how much the time of renewing varies.',
      { default: '0.05' },
    ),
    javaClass(client, 'sasl.client.callback.handler.class', 'Who answers when SASL asks.', 'com.shop.Handler'),
    javaClass(client, 'sasl.login.callback.handler.class', 'Who answers when a login asks.', 'com.shop.Handler'),
    javaClass(client, 'sasl.login.class', 'Who logs in.', 'com.shop.Login'),
  ],
};
