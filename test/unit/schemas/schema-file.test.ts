/** Schema files by their ending, and their columns as the text of a CREATE STREAM. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { keywords } from '../../../src/language/assist/keywords.ts';
import { parsePiece } from '../../../src/language/grammar/parse.ts';
import { declareColumns } from '../../../src/language/schemas/declare-columns.ts';
import { readSchema } from '../../../src/language/schemas/schema-file.ts';
import { columnsOf, problemsOf } from './show.ts';

const data = (name: string) => fs.readFileSync(path.join(import.meta.dirname, 'data', name), 'utf8');

test('the ending says what a file is', () => {
  assert.equal(
    readSchema('schemas/trades.avsc', data('trades.avsc')).title,
    'Avro record com.ferrisstreams.financial.Trade',
  );
  assert.equal(
    readSchema('TRADES.PROTO', data('trades.proto')).title,
    'Protobuf message ferrisstreams.financial.Trade',
  );
  const envelope = '{"key":"k","value":{"a":1}}\n';
  assert.deepEqual(columnsOf(readSchema('t.jsonl', envelope)), ['key STRING', 'value STRUCT<a BIGINT>']);
  assert.deepEqual(columnsOf(readSchema('t.envelope.jsonl', envelope)), ['a BIGINT']);
  assert.deepEqual(columnsOf(readSchema('t.ndjson', '{"a":1}\n')), ['a BIGINT']);
  assert.deepEqual(problemsOf(readSchema('a/t.yaml', ''), ''), [
    'error schema/file «» t.yaml is no schema file: the endings are .avsc, .proto, .jsonl, .ndjson, .json',
  ]);
});

test('.json is an Avro record, records, or a JSON Schema that is not read yet', () => {
  assert.equal(readSchema('t.json', data('trades.avsc')).columns.length, 5);
  assert.deepEqual(columnsOf(readSchema('t.json', '[{"a": 1}, {"b": true}]')), ['a BIGINT', 'b BOOLEAN']);
  const schema = '{"type": "object", "properties": {"a": {"type": "string"}}}';
  assert.match(problemsOf(readSchema('t.json', schema), schema)[0]!, /JSON Schema is understood but not read yet/);
  assert.match(problemsOf(readSchema('t.json', '{"a": '), '{"a": ')[0]!, /ends too soon/);
});

test('a result is plain data, and the same again for the same text', () => {
  const result = readSchema('t.avsc', data('trades.avsc'));
  assert.deepEqual(JSON.parse(JSON.stringify(result)), result);
  assert.deepEqual(readSchema('t.avsc', data('trades.avsc')), result);
});

test('declared columns are what the file says', () => {
  assert.equal(
    declareColumns(readSchema('t.proto', data('trades.proto')).columns),
    '  symbol STRING NOT NULL,\n  price DECIMAL(38, 18),\n  quantity BIGINT NOT NULL,\n  timestamp TIMESTAMP,\n  side STRING NOT NULL',
  );
  const sample = '{"a b":null,"n":[],"order":{"select":1,"x":[null]}}\n';
  assert.equal(
    declareColumns(readSchema('t.jsonl', sample).columns),
    '  `a b` JSON,\n  n ARRAY<JSON>,\n  `order` STRUCT<`select` BIGINT, x ARRAY<JSON>>',
  );
});

test('declared columns parse, whatever word a column has for its name', () => {
  const record = Object.fromEntries(keywords().all.map(word => [word.toLowerCase(), { [word]: 1.5 }]));
  const text = `CREATE STREAM s (\n${declareColumns(readSchema('t.jsonl', `${JSON.stringify(record)}\n`).columns)}\n) WITH ('topic' = 't');`;
  const { problems } = parsePiece(text);
  assert.deepEqual(
    problems.map(({ message, span }) => `${message}: ${text.slice(span.start - 20, span.end + 20)}`),
    [],
  );
});
