/** What makes a schema file dangerous is found, and ordinary schemas have nothing of it. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { securityFindings } from '../../../src/language/schemas/security/findings.ts';

const rules = (text: string): readonly string[] => securityFindings(text).map(({ rule }) => rule);

test('ordinary schemas have nothing', () => {
  for (const name of ['trades.avsc', 'trades.proto'])
    assert.deepEqual(rules(fs.readFileSync(path.join(import.meta.dirname, 'data', name), 'utf8')), [], name);
  assert.deepEqual(
    rules(
      'syntax = "proto3"; import "shop/money.proto"; message User { string password = 1; string secret_id = 2; bytes api_key = 3; }',
    ),
    [],
  );
  assert.deepEqual(
    rules(
      '{"type":"record","name":"U","fields":[{"name":"password","type":"string"},{"name":"secret","type":"string"}]}',
    ),
    [],
  );
  assert.deepEqual(rules('{"$ref": "#/definitions/price"}'), []);
});

test('references outwards', () => {
  for (const imported of [
    '/etc/passwd',
    '../../secrets.proto',
    'shop/../../x.proto',
    'https://evil.example/x.proto',
    'C:\\\\x.proto',
  ])
    assert.deepEqual(rules(`import "${imported}";`), ['schema/unsafe-reference'], imported);
  for (const ref of ['http://evil.example/x', 'file:///etc/passwd', '../x.json', '//evil/x'])
    assert.deepEqual(rules(JSON.stringify({ $ref: ref })), ['schema/unsafe-reference'], ref);
});

test('secrets: keys, tokens, passwords in comments and addresses; variables are none', () => {
  for (const text of [
    '// -----BEGIN RSA PRIVATE KEY-----',
    '// key AKIAIOSFODNN7EXAMPLE',
    '{"doc": "password=correct-horse"}',
    '// postgres://app:hunter22@db/x',
    '// api_key: "0123456789abcdef"',
  ])
    assert.deepEqual(rules(text), ['schema/secret'], text);
  assert.deepEqual(rules(`// password=\${DB_PASSWORD}`), []);
});

test('what grows without end', () => {
  assert.deepEqual(rules(' '.repeat(2 ** 20 + 1)), ['schema/too-large']);
  assert.deepEqual(rules(`${'{"type":'.repeat(60)}1${'}'.repeat(60)}`), ['schema/too-large']);
  assert.deepEqual(rules('{"type":"fixed","name":"F","size":1073741824}'), ['schema/too-large']);
  assert.deepEqual(rules(JSON.stringify({ default: 'x'.repeat(20_000) })), ['schema/too-large']);
  assert.deepEqual(rules(`message M { ${Array.from({ length: 6000 }, (_, i) => `int32 a${i} = ${i};`).join(' ')} }`), [
    'schema/too-large',
  ]);
});

test('names that overwrite, and characters that are not seen', () => {
  assert.deepEqual(rules('{"name": "__proto__", "type": "long"}'), ['schema/unsafe-name']);
  assert.deepEqual(rules('message M {\n  string constructor = 1;\n}'), ['schema/unsafe-name']);
  assert.deepEqual(rules('// \u202e'), ['schema/unsafe-name']);
});
