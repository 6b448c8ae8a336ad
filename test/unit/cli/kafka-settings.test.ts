/** How to speak to Kafka's brokers: who may say so, who goes before whom, and where a secret may be. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { UsageError } from '../../../cli/arguments.ts';
import { findPlace, openPlace } from '../../../cli/brokers.ts';
import { FileError } from '../../../cli/files.ts';
import { type Io, processIo } from '../../../cli/io.ts';
import { variablesOf } from '../../../cli/kafka/from-environment.ts';
import type { Written } from '../../../cli/kafka/written.ts';
import { SECURITY_PROPERTIES } from '../../../runtime/connectors/kafka/security/from-properties.ts';

const SECRET = 'pl4nted-s3cret';
const base = processIo();

interface Given {
  readonly flag?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly written?: Written;
}

async function within<Result>(given: Given, use: (io: Io) => Promise<Result>): Promise<Result> {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-kafka-')));
  try {
    for (const [name, text] of Object.entries(given.files ?? {})) fs.writeFileSync(path.join(folder, name), text);
    return await use({ ...base, cwd: folder, env: given.env ?? {} });
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Place, settings and who said them; `$PWD` for the folder. */
const found = (given: Given) =>
  within(given, async io => {
    const { place, by, kafka } = await findPlace(given.flag, io, given.written);
    const values = Object.entries(kafka.values).map(([key, value]) => [key, value.replace(io.cwd, '$PWD')]);
    return { place, by, values: Object.fromEntries(values), origins: kafka.origins };
  });

const set = (key: string, value: string, of = 'orders') => ({ key, value, of });

test('the environment, by the names of the first deployments', async () => {
  const env = {
    KAFKA_BROKERS: 'kafka-secure:9094',
    KAFKA_SECURITY_PROTOCOL: 'SASL_SSL',
    KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512',
    KAFKA_USERNAME_FILE: 'user',
    KAFKA_PASSWORD_FILE: 'password',
    KAFKA_SSL_CA_LOCATION: 'certs/ca.pem',
  };
  const files = { user: 'alice\n', password: `${SECRET} \r\n` };
  assert.deepEqual(await found({ env, files }), {
    place: 'kafka-secure:9094',
    by: 'KAFKA_BROKERS',
    values: {
      'security.protocol': 'SASL_SSL',
      'sasl.mechanism': 'SCRAM-SHA-512',
      'sasl.username': 'alice',
      'sasl.password': `${SECRET} `,
      'ssl.ca.location': '$PWD/certs/ca.pem',
    },
    origins: {
      'security.protocol': 'KAFKA_SECURITY_PROTOCOL',
      'sasl.mechanism': 'KAFKA_SASL_MECHANISM',
      'sasl.username': 'KAFKA_USERNAME_FILE',
      'sasl.password': 'KAFKA_PASSWORD_FILE',
      'ssl.ca.location': 'KAFKA_SSL_CA_LOCATION',
    },
  });
});

test('each setting has its variable, and an empty one says nothing', async () => {
  for (const key of SECURITY_PROPERTIES)
    for (const variable of variablesOf(key)) {
      const { values } = await found({ flag: 'k:9092', env: { [variable]: '/x' } });
      assert.deepEqual(values, { [key]: '/x' });
    }
  const env = { KAFKA_PASSWORD: '', KAFKA_SSL_ENDPOINT_IDENTIFICATION_ALGORITHM: '' };
  assert.deepEqual((await found({ flag: 'k:9092', env })).values, { 'ssl.endpoint.identification.algorithm': '' });
});

test('ferris.yaml, as the first version had it', async () => {
  const yaml = `
kafka:
  brokers: "kafka-secure:9094"
  security_protocol: "SASL_SSL"
  request_timeout_ms: 100
  ssl:
    ca_location: "/app/certs/ca-cert.pem"
    key_password_env: "KAFKA_KEY"
  ssl_verify_hostname: true
  sasl:
    mechanism: "SCRAM-SHA-512"
    username_env: "USERNAME"
    password_file: "secret"
  consumer:
    enable_auto_commit: false
`;
  const files = { 'ferris.yaml': yaml, secret: SECRET };
  const { place, by, values } = await found({ files, env: { USERNAME: 'alice', KAFKA_KEY: 'key' } });
  assert.deepEqual([place, by], ['kafka-secure:9094', 'ferris.yaml']);
  assert.deepEqual(values, {
    'security.protocol': 'SASL_SSL',
    'ssl.ca.location': '/app/certs/ca-cert.pem',
    'ssl.key.password': 'key',
    'ssl.verify.hostname': 'true',
    'sasl.mechanism': 'SCRAM-SHA-512',
    'sasl.username': 'alice',
    'sasl.password': SECRET,
  });
});

test('WITH, its variables filled in', async () => {
  const written = [
    set('bootstrap.servers', `\${HOST}:9093,other:9093`),
    set('security.protocol', `\${PROTOCOL:-SASL_SSL}`),
    set('sasl.jaas.config', `a.PlainLoginModule required username="u" password="\${PASSWORD}";`),
    set('sasl.username.env', 'WHO'),
  ];
  const env = { HOST: 'east', PASSWORD: 'a"b\\c', WHO: 'bob' };
  assert.deepEqual(await found({ written, env }), {
    place: 'east:9093,other:9093',
    by: 'WITH',
    values: {
      'security.protocol': 'SASL_SSL',
      'sasl.jaas.config': String.raw`a.PlainLoginModule required username="u" password="a\"b\\c";`,
      'sasl.username': 'bob',
    },
    origins: { 'security.protocol': 'WITH', 'sasl.jaas.config': 'WITH', 'sasl.username': 'WITH' },
  });
  const whole = [set('sasl.jaas.config', `\${JAAS}`)];
  const jaas = 'a.PlainLoginModule required password="x";';
  const { values } = await found({ flag: 'k:1', written: whole, env: { JAAS: jaas } });
  assert.deepEqual(values, { 'sasl.jaas.config': jaas });
});

test('the environment goes before WITH, WITH before ferris.yaml', async () => {
  const files = { 'ferris.yaml': 'kafka: { security_protocol: SSL, sasl: { mechanism: PLAIN, username: yaml } }' };
  const written = [set('sasl.mechanism', 'SCRAM-SHA-256'), set('sasl.username', 'with')];
  const { values } = await found({ flag: 'k:9092', files, written, env: { KAFKA_SASL_USERNAME: 'env' } });
  assert.deepEqual(values, { 'security.protocol': 'SSL', 'sasl.mechanism': 'SCRAM-SHA-256', 'sasl.username': 'env' });
});

test('a password goes to no brokers but those that it was written with', async () => {
  const files = { 'ferris.yaml': `brokers: prod:9093\nkafka: { sasl: { password: ${SECRET} } }` };
  assert.deepEqual((await found({ files })).values, { 'sasl.password': SECRET });
  const variable = { 'ferris.yaml': `kafka: { brokers: ["\${HOST}:9093"], sasl: { password: ${SECRET} } }` };
  const filled = await found({ files: variable, env: { HOST: 'prod' } });
  assert.deepEqual([filled.place, filled.values], ['prod:9093', { 'sasl.password': SECRET }]);
  assert.deepEqual((await found({ files, flag: 'backup:9093, prod:9093' })).values, { 'sasl.password': SECRET });
  assert.deepEqual((await found({ files, flag: 'elsewhere:9093' })).values, {});
  const folder = { 'ferris.yaml': `brokers: jsonl:data\nkafka: { sasl: { password: ${SECRET} } }` };
  assert.deepEqual((await found({ files: folder, flag: 'prod:9093' })).values, { 'sasl.password': SECRET });
  const written = [
    set('bootstrap.servers', 'prod:9093'),
    set('sasl.password', `\${P}`),
    set('bootstrap.servers', 'other:9093', 'trades'),
    set('sasl.username', 'trader', 'trades'),
  ];
  const env = { P: SECRET };
  assert.deepEqual((await found({ written, env, flag: 'prod:9093' })).values, { 'sasl.password': SECRET });
  assert.deepEqual((await found({ written, env, flag: 'other:9093' })).values, { 'sasl.username': 'trader' });
  assert.deepEqual((await found({ written, env, flag: 'elsewhere:9093' })).values, {});
});

test('another place than Kafka needs none of it, whatever is wrong with it', async () => {
  const files = { 'ferris.yaml': 'kafka: { sasl: { pasword: x } }' };
  const { values } = await found({ files, flag: 'jsonl:data', env: { KAFKA_PASSWORD_FILE: '/nowhere' } });
  assert.deepEqual(values, {});
});

const wrong: readonly (readonly [string, Given, new (message: string) => Error, RegExp])[] = [
  [
    'two variables that disagree',
    { env: { KAFKA_PASSWORD: SECRET, KAFKA_SASL_PASSWORD: 'other' } },
    UsageError,
    /KAFKA_SASL_PASSWORD and KAFKA_PASSWORD both say what sasl\.password is, and not the same/,
  ],
  [
    'a file that is not there',
    { env: { KAFKA_PASSWORD_FILE: '/nowhere' } },
    FileError,
    /KAFKA_PASSWORD_FILE: .*no such/,
  ],
  [
    'a key that is misspelt',
    { files: { 'ferris.yaml': `\nkafka:\n  sasl:\n    pasword: ${SECRET}\n` } },
    FileError,
    /ferris\.yaml:4: 'kafka' has no setting sasl\.pasword that FerrisSQL obeys: did you mean sasl\.password/,
  ],
  [
    'Kerberos',
    { files: { 'ferris.yaml': 'kafka: { sasl.kerberos.service.name: x }' } },
    FileError,
    /has no setting sasl\.ker/,
  ],
  ['what is no table', { files: { 'ferris.yaml': 'kafka: x' } }, FileError, /'kafka' takes settings/],
  [
    'a variable that is not set',
    { written: [set('sasl.password', `\${NOBODY}`)] },
    UsageError,
    /WITH: sasl\.password needs the variable NOBODY, which is not set/,
  ],
  [
    'two clusters',
    { flag: '', written: [set('bootstrap.servers', 'a:1'), set('bootstrap.servers', 'b:1', 'trades')] },
    UsageError,
    /bootstrap\.servers is not the same for 'orders' and 'trades'/,
  ],
  [
    'two logins at one cluster',
    { written: [set('sasl.username', 'a'), set('sasl.username', 'b', '')] },
    UsageError,
    /sasl\.username is not the same for 'orders' and a statement/,
  ],
];

for (const [what, { flag = 'k:9092', ...given }, kind, message] of wrong)
  test(`told: ${what}`, async () => {
    await assert.rejects(found({ ...(flag === '' ? {} : { flag }), ...given }), (error: unknown) => {
      assert.ok(error instanceof kind, `${error}`);
      assert.match(error.message, message);
      assert.ok(!error.message.includes(SECRET));
      return true;
    });
  });

test('what contradicts itself is told with who said it', async () => {
  const env = { KAFKA_PASSWORD: SECRET, KAFKA_SECURITY_PROTOCOL: 'SASL_SSL', KAFKA_SASL_MECHANISM: 'GSSAPI' };
  await within({ env }, async io => {
    const place = await findPlace('localhost:1', io);
    await assert.rejects(
      openPlace(place, io, () => {}),
      (error: unknown) =>
        error instanceof UsageError &&
        /GSSAPI is not spoken here/.test(error.message) &&
        error.hint === 'sasl.mechanism is from KAFKA_SASL_MECHANISM' &&
        !`${error.message}${error.hint}`.includes(SECRET),
    );
  });
});
