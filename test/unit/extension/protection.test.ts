/** How brokers are spoken to: what a process is told, where it is kept, and that no password is seen. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { processIo } from '../../../cli/io.ts';
import { fromEnvironment } from '../../../cli/kafka/from-environment.ts';
import { environmentFor, forgetProtection, keepProtection } from '../../../extension/src/place/kept-protection.ts';
import { placeOf } from '../../../extension/src/place/place.ts';
import {
  environmentOf,
  type Protection,
  protectionText,
  readProtection,
  secretName,
} from '../../../extension/src/place/protection.ts';
import { securityFrom } from '../../../runtime/connectors/kafka/security/from-properties.ts';

const SECRET = 'pl4nted-s3cret';
const login = { mechanism: 'SCRAM-SHA-512', username: 'alice', password: SECRET } as const;
const whole: Protection = { encrypted: true, authority: '/certs/ca.pem', login };

/** As the secret store of the editor. */
function store() {
  const kept = new Map<string, string>();
  return {
    kept,
    get: async (key: string) => kept.get(key),
    store: async (key: string, value: string) => void kept.set(key, value),
    delete: async (key: string) => void kept.delete(key),
    keys: async () => [...kept.keys()],
    onDidChange: () => ({ dispose() {} }),
  };
}

test('ferris-sql understands what it is told', async () => {
  const told = async (chosen: Protection) => {
    const env = environmentOf(chosen, {});
    const settings = await fromEnvironment({ ...processIo(), env });
    return securityFrom(Object.fromEntries(settings.map(({ key, value }) => [key, value])));
  };
  assert.deepEqual(await told({ encrypted: false }), {});
  assert.deepEqual(await told({ encrypted: true }), { encryption: { checkName: true } });
  assert.deepEqual(await told({ encrypted: false, login }), { login });
  assert.deepEqual(await told(whole), {
    encryption: { checkName: true, trusted: { file: '/certs/ca.pem', setting: 'ssl.ca.location' } },
    login,
  });
});

test('what the editor was started with does not mix with what was chosen', () => {
  const inherited = {
    KAFKA_USERNAME: 'bob',
    KAFKA_PASSWORD_FILE: '/x',
    KAFKA_SASL_JAAS_CONFIG: 'x',
    KAFKA_SSL_ENDPOINT_IDENTIFICATION_ALGORITHM: '',
    KAFKA_SECURITY_PROTOCOL: 'SSL',
    KAFKA_HEAP_OPTS: '-Xmx1g',
    PATH: '/bin',
  };
  const env: Readonly<Record<string, string | undefined>> = {
    ...inherited,
    ...environmentOf({ encrypted: false }, inherited),
  };
  assert.deepEqual(
    Object.entries(env).filter(([, value]) => value !== undefined),
    [
      ['KAFKA_SECURITY_PROTOCOL', 'PLAINTEXT'],
      ['KAFKA_HEAP_OPTS', '-Xmx1g'],
      ['PATH', '/bin'],
    ],
  );
  assert.deepEqual(environmentOf(undefined, inherited), {});
});

test('it is kept for the brokers, however they are written, and for nobody else', async () => {
  const secrets = store();
  await keepProtection(secrets, 'b:9092, A:9092', whole);
  const passwordFor = async (brokers: string) => (await environmentFor(secrets, placeOf(brokers))).KAFKA_SASL_PASSWORD;
  assert.equal(await passwordFor('a:9092,b:9092'), SECRET);
  for (const other of ['a:9092', 'c:9092', 'jsonl:data', '']) assert.equal(await passwordFor(other), undefined);
  assert.deepEqual(await environmentFor(secrets, placeOf('', 'brokers: a:9092,b:9092\n')), {});
  assert.ok(![...secrets.kept.keys()].some(key => key.includes(SECRET)));
  await forgetProtection(secrets, 'a:9092,b:9092');
  assert.equal(secrets.kept.size, 0);
});

test('what another version kept is asked for again, and what is shown holds no password', () => {
  for (const text of [
    undefined,
    '',
    '{}',
    '[]',
    'null',
    '{"encrypted":1}',
    '{"encrypted":true,"login":{"mechanism":"GSSAPI"}}',
  ])
    assert.equal(readProtection(text), undefined);
  assert.deepEqual(readProtection(JSON.stringify(whole)), whole);
  assert.equal(protectionText(whole), 'TLS, SCRAM-SHA-512 as alice');
  assert.equal(protectionText({ encrypted: false }), 'not protected');
  assert.notEqual(secretName('a:1'), secretName('b:1'));
});

test('ferris.yaml may name the brokers below kafka, too', () => {
  for (const yaml of [
    'kafka:\n  brokers: a:1\n',
    'kafka:\n  # x\n\n  sasl:\n    mechanism: PLAIN\n  bootstrap.servers: a:1\n',
  ])
    assert.equal(placeOf('', yaml).kind, 'settings', yaml);
  for (const yaml of [
    'kafka:\n  security_protocol: SSL\n',
    'kafka:\n  sasl: {}\nother:\n  brokers: a:1\n',
    'x:\n  brokers: a\n',
  ])
    assert.equal(placeOf('', yaml).kind, 'embedded', yaml);
});
