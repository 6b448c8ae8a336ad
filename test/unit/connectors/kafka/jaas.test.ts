/** sasl.jaas.config: values of every nasty kind, and what is told of those that cannot be read. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { JaasError, parseJaas } from '../../../../runtime/connectors/kafka/security/jaas.ts';

const SCRAM = 'org.apache.kafka.common.security.scram.ScramLoginModule';
const options = (text: string) => Object.fromEntries(parseJaas(`${SCRAM} required ${text}`).options);

test('what people write', () => {
  const entry = parseJaas(`${SCRAM} required username="alice" password="s3cret";`);
  assert.equal(entry.module, SCRAM);
  assert.deepEqual(Object.fromEntries(entry.options), { username: 'alice', password: 's3cret' });
  assert.deepEqual(options(`\n  username='alice'\n  password='it;is=here' // why not\n  /* or\n here */ ;\n`), {
    username: 'alice',
    password: 'it;is=here',
  });
  assert.deepEqual(options('username=alice-1 serviceName=kafka port=9092;'), {
    username: 'alice-1',
    serviceName: 'kafka',
    port: '9092',
  });
});

test('what stands between quotes', () => {
  assert.deepEqual(options(String.raw`password="a\"b\\c\td\101\60e\q";`), { password: 'a"b\\c\tdA0eq' });
  assert.deepEqual(options(`password="it's // no comment /* here */";`), {
    password: "it's // no comment /* here */",
  });
  assert.deepEqual(options(`password="";`), { password: '' });
  assert.deepEqual(options(`password="пароль 🦀";`), { password: 'пароль 🦀' });
});

test('any password comes back when it was quoted as Java wants it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), password => {
      const quoted = password.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
      assert.equal(options(`password="${quoted}";`).password, password);
    }),
  );
});

for (const [text, message] of [
  ['', /login module is missing/],
  [`${SCRAM}`, /'required'.* is missing/],
  [`${SCRAM} username="hidden";`, /no 'required'/],
  [`${SCRAM} required username="u" password="hidden"`, /does not end with ';'/],
  [`${SCRAM} required password="hidden;`, /quote is not closed/],
  [`${SCRAM} required password='hidden`, /quote is not closed/],
  [`${SCRAM} required password "hidden";`, /no '='/],
  [`${SCRAM} required password=;`, /value of option password is missing/],
  [`${SCRAM} required password=hid!den;`, /name of an option is missing/],
  [`${SCRAM} required "hidden pass"="hidden";`, /name of an option should/],
  [`${SCRAM} required password="hidden"; ${SCRAM} required;`, /one login module/],
] as const)
  test(`refused: ${text.slice(SCRAM.length)}`, () => {
    assert.throws(
      () => parseJaas(text),
      error => error instanceof JaasError && message.test(error.message) && !error.message.includes('hid'),
    );
  });
