/** Avro schemas as columns: types, names, what is wrong and where; what avsc refuses is refused here. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import avsc from 'avsc';
import fc from 'fast-check';
import { readAvro } from '../../../src/language/schemas/avro.ts';
import { applied, columnsOf, errorsOf, problemsOf } from './show.ts';

const seed = fs.readFileSync(path.join(import.meta.dirname, 'data/trades.avsc'), 'utf8');
const record = (fields: string, more = '') => `{"type": "record", "name": "T"${more}, "fields": [${fields}]}`;
const column = (type: string) => columnsOf(readAvro(record(`{"name": "a", "type": ${type}}`)))[0];
/** What is wrong with a field's type. */
const wrong = (type: string, more = '') => {
  const text = record(`{"name": "a", "type": ${type}${more}}`);
  return problemsOf(readAvro(text), text);
};

test('a logicalType beside "type" is pointed out, read as Avro reads it, and moved inside by its fix', () => {
  const result = readAvro(seed);
  assert.deepEqual(columnsOf(result), [
    'symbol STRING NOT NULL',
    'price BYTES NOT NULL',
    'quantity BIGINT NOT NULL',
    'timestamp BIGINT NOT NULL',
    'side STRING NOT NULL',
  ]);
  assert.deepEqual(problemsOf(result, seed), [
    `warning schema/avro-logical-type «"logicalType": "decimal"» Avro ignores a "logicalType" beside "type": 'price' is read as BYTES, not as DECIMAL(18, 4)`,
    `warning schema/avro-logical-type «"logicalType": "timestamp-millis"» Avro ignores a "logicalType" beside "type": 'timestamp' is read as BIGINT, not as TIMESTAMP`,
  ]);
  const fixed = applied(
    seed,
    result.problems.map(problem => problem.fixes?.[0]),
  );
  assert.match(
    fixed,
    /"name": "price",\s+"type": \{"type": "bytes", "logicalType": "decimal", "precision": 18, "scale": 4\}\s+\}/,
  );
  const after = readAvro(fixed);
  assert.deepEqual(problemsOf(after, fixed), []);
  assert.deepEqual(columnsOf(after), [
    'symbol STRING NOT NULL',
    'price DECIMAL(18, 4) NOT NULL',
    'quantity BIGINT NOT NULL',
    'timestamp TIMESTAMP NOT NULL',
    'side STRING NOT NULL',
  ]);
  assert.equal(after.title, 'Avro record com.ferrisstreams.financial.Trade');
  // What avsc makes of the file is what is said here.
  const types = avsc.Type.forSchema(JSON.parse(seed)) as avsc.types.RecordType;
  assert.equal(types.field('price').type.typeName, 'bytes');
});

const MISPLACED: readonly (readonly [before: string, after: string])[] = [
  [
    '{"logicalType": "date", "name": "a", "type": "int"}',
    '{"name": "a", "type": {"type": "int", "logicalType": "date"}}',
  ],
  [
    '{"name": "a", "logicalType": "decimal", "precision": 9, "type": ["null", "bytes"], "scale": 2, "default": null}',
    '{"name": "a", "type": ["null", {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}], "default": null}',
  ],
  [
    '{"name": "a", "type": {"type": "long"}, "logicalType": "timestamp-micros"}',
    '{"name": "a", "type": {"type": "long", "logicalType": "timestamp-micros"}}',
  ],
  [
    '{"name": "a", "type": {"type": "int", "logicalType": "date"}, "logicalType": "date"}',
    '{"name": "a", "type": {"type": "int", "logicalType": "date"}}',
  ],
  [
    '{"name": "a", "type": {"type": "array", "items": "long", "logicalType": "timestamp-millis"}}',
    '{"name": "a", "type": {"type": "array", "items": {"type": "long", "logicalType": "timestamp-millis"}}}',
  ],
];
for (const [before, after] of MISPLACED)
  test(`moved inside: ${before}`, () => {
    const text = record(before);
    const { problems } = readAvro(text);
    assert.equal(problems.length, 1, JSON.stringify(problems));
    const fixed = applied(text, [problems[0]?.fixes?.[0]]);
    assert.equal(fixed, record(after));
    assert.deepEqual(readAvro(fixed).problems, []);
  });

test('every type of Avro has its column', () => {
  const logical = (base: string, name: string, more = '') =>
    column(`{"type": "${base}", "logicalType": "${name}"${more}}`);
  const fixed = (size: number, name: string, more = '') =>
    column(`{"type": "fixed", "name": "F", "size": ${size}, "logicalType": "${name}"${more}}`);
  assert.deepEqual(
    ['boolean', 'int', 'long', 'float', 'double', 'bytes', 'string', 'null'].map(name => column(`"${name}"`)),
    [
      'a BOOLEAN NOT NULL',
      'a BIGINT NOT NULL',
      'a BIGINT NOT NULL',
      'a DOUBLE NOT NULL',
      'a DOUBLE NOT NULL',
      'a BYTES NOT NULL',
      'a STRING NOT NULL',
      'a NULL',
    ],
  );
  assert.equal(logical('bytes', 'decimal', ', "precision": 38, "scale": 10'), 'a DECIMAL(38, 10) NOT NULL');
  assert.equal(logical('bytes', 'decimal', ', "precision": 5'), 'a DECIMAL(5, 0) NOT NULL');
  assert.equal(fixed(8, 'decimal', ', "precision": 18, "scale": 4'), 'a DECIMAL(18, 4) NOT NULL');
  assert.equal(logical('int', 'date'), 'a DATE NOT NULL');
  assert.equal(logical('int', 'time-millis'), 'a TIME NOT NULL');
  assert.equal(logical('long', 'time-micros'), 'a TIME NOT NULL');
  for (const unit of ['millis', 'micros', 'nanos']) {
    assert.equal(logical('long', `timestamp-${unit}`), 'a TIMESTAMP NOT NULL');
    assert.equal(logical('long', `local-timestamp-${unit}`), 'a TIMESTAMP NOT NULL');
  }
  assert.equal(logical('string', 'uuid'), 'a STRING NOT NULL');
  assert.equal(fixed(16, 'uuid'), 'a STRING NOT NULL');
  assert.equal(fixed(12, 'duration'), 'a INTERVAL NOT NULL');
  assert.equal(column('{"type": "fixed", "name": "F", "size": 3}'), 'a BYTES NOT NULL');
  assert.equal(column('{"type": "enum", "name": "E", "symbols": ["A"]}'), 'a STRING NOT NULL');
  assert.equal(column('{"type": "array", "items": ["null", "int"]}'), 'a ARRAY<BIGINT> NOT NULL');
  assert.equal(
    column('{"type": "map", "values": {"type": "array", "items": "float"}}'),
    'a MAP<STRING, ARRAY<DOUBLE>> NOT NULL',
  );
  assert.equal(
    column(
      '{"type": "record", "name": "R", "fields": [{"name": "x", "type": "int"}, {"name": "y", "type": ["null", "string"]}]}',
    ),
    'a STRUCT<x BIGINT, y STRING> NOT NULL',
  );
  assert.equal(column('["null", "int"]'), 'a BIGINT');
  assert.equal(column('["int", "null"]'), 'a BIGINT');
  assert.equal(column('["int"]'), 'a BIGINT NOT NULL');
  assert.equal(column('["null", "int", "long"]'), 'a BIGINT');
});

test('a union of several types is JSON, with a note', () => {
  assert.equal(column('["null", "int", "string"]'), 'a JSON');
  assert.deepEqual(wrong('["int", "string"]'), [
    'info schema/avro-union «["int", "string"]» a value of BIGINT or STRING has no one type: it is read as JSON',
  ]);
});

test('names, namespaces, and a record within itself', () => {
  const text = `{"type": "record", "name": "a.b.T", "fields": [
    {"name": "x", "type": {"type": "record", "name": "U", "fields": [{"name": "u", "type": "int"}]}},
    {"name": "y", "type": "a.b.U"}, {"name": "z", "type": ["null", "U"]}, {"name": "next", "type": ["null", "T"], "doc": "the next"}]}`;
  const result = readAvro(text);
  assert.deepEqual(columnsOf(result), [
    'x STRUCT<u BIGINT> NOT NULL',
    'y STRUCT<u BIGINT> NOT NULL',
    'z STRUCT<u BIGINT>',
    'next STRUCT<x STRUCT<u BIGINT>, y STRUCT<u BIGINT>, z STRUCT<u BIGINT>, next JSON>',
  ]);
  assert.equal(result.columns[3]?.doc, 'the next');
  assert.equal(text.slice(result.columns[0]!.span.start, result.columns[0]!.span.end), '"x"');
  assert.deepEqual(problemsOf(result, text), [
    'info schema/recursive «"a.b.T"» a.b.T contains itself: within itself it is read as JSON',
  ]);
});

test('of several records the relation is the one that no other contains, or the named one', () => {
  const text = `[{"type": "record", "name": "Money", "fields": [{"name": "units", "type": "long"}]},
    {"type": "record", "name": "Order", "fields": [{"name": "total", "type": "Money"}]}]`;
  assert.equal(readAvro(text).title, 'Avro record Order');
  assert.deepEqual(columnsOf(readAvro(text, 'Money')), ['units BIGINT NOT NULL']);
  assert.match(problemsOf(readAvro(text, 'Mony'), text)[0]!, /^error schema\/relation .*there is Money, Order/);
  const two = `[${record('')}, {"type": "record", "name": "U", "fields": []}]`;
  assert.match(problemsOf(readAvro(two), two)[0]!, /more than one record could be the relation's: T, U/);
  assert.match(problemsOf(readAvro('"string"'), '"string"')[0]!, /fields of a record, and this is string/);
});

test('types that double at each level stay small', () => {
  const levels = Array.from({ length: 40 }, (_, i) => {
    const inner = i === 0 ? '"int"' : `"R${i - 1}"`;
    return `{"type": "record", "name": "R${i}", "fields": [{"name": "a", "type": ${inner}}, {"name": "b", "type": ${inner}}]}`;
  });
  const result = readAvro(`[${levels.join(',')}]`);
  assert.equal(result.title, 'Avro record R39');
  assert.ok(columnsOf(result).join().length < 1_000_000);
});

const FINDINGS: readonly (readonly [type: string, more: string, marked: string, message: RegExp])[] = [
  ['"strin"', '', '"strin"', /no type 'strin' here/],
  ['"decimal"', '', '"decimal"', /no type 'decimal'/],
  ['{"type": "long", "logicalType": "timestamp-mills"}', '', '"timestamp-mills"', /no logical type/],
  [
    '{"type": "int", "logicalType": "timestamp-millis"}',
    '',
    '"logicalType": "timestamp-millis"',
    /annotates long, not int/,
  ],
  ['{"type": "bytes", "logicalType": "decimal"}', '', '"logicalType": "decimal"', /needs a "precision"/],
  ['{"type": "bytes", "logicalType": "decimal", "precision": 0}', '', '0', /at least 1/],
  [
    '{"type": "bytes", "logicalType": "decimal", "precision": 4, "scale": 5}',
    '',
    '5',
    /scale 5 is more than the precision 4/,
  ],
  [
    '{"type": "fixed", "name": "F", "size": 4, "logicalType": "decimal", "precision": 10}',
    '',
    '10',
    /10 digits do not fit 4 bytes, which hold 9/,
  ],
  ['{"type": "bytes", "logicalType": "decimal", "precision": 40}', '', '40', /at most 38 digits/],
  ['"int"', ', "default": "x"', '"x"', /default of 'a' is no int/],
  ['["null", "int"]', ', "default": 3', '3', /is no null/],
  ['{"type": "array", "items": "int"}', ', "default": [1, "x"]', '"x"', /is no int/],
  ['{"type": "enum", "name": "E", "symbols": ["A", "B-C"]}', '', '"B-C"', /no name in Avro/],
  ['{"type": "array"}', '', '"array"', /needs "items"/],
  ['[]', '', '[]', /at least one/],
  ['{"type": {"type": "long"}}', '', '"type"', /a type within a type/],
  ['null', '', 'null', /a type is a name/],
];
for (const [type, more, marked, message] of FINDINGS)
  test(`found: ${type}${more}`, () => {
    const found = wrong(type, more);
    assert.equal(found.length, 1, found.join('\n'));
    assert.match(found[0]!, message);
    assert.ok(found[0]!.includes(`«${marked}»`), found[0]);
  });

test('a default that is made of itself never ends', () => {
  const text = record('{"name": "a", "type": {"type": "array", "items": "T"}, "default": [{}]}');
  assert.ok(problemsOf(readAvro(text), text).some(problem => /«\[\{\}\]» the default of 'a' never ends/.test(problem)));
  const ends = record('{"name": "a", "type": {"type": "array", "items": "T"}, "default": [{"a": []}]}');
  assert.deepEqual(errorsOf(readAvro(ends)), []);
});

test('text that is not JSON is marked where it stops being JSON', () => {
  for (const [text, marked, message] of [
    ['{"type": "record",}', '}', /one too many/],
    ['{"type": "record" "name": "T"}', '"', /',' or '}' is missing/],
    ['{"type": record}', 'record', /no JSON value/],
    ['{"type": "record", // c\n "name": "T"}', '/', /missing/],
    ['{"type": "rec', '"rec', /not closed/],
    ['', '', /ends too soon/],
  ] as const) {
    const [problem] = problemsOf(readAvro(text), text);
    assert.ok(problem?.startsWith(`error schema/json «${marked}»`), problem);
    assert.match(problem!, message);
  }
});

test('cut at every character, nothing throws and all but the whole is refused', () => {
  const text = seed.trim();
  for (let end = 0; end < text.length; end++) assert.ok(errorsOf(readAvro(text.slice(0, end))).length > 0, `${end}`);
});

/** Random schemas, mostly right: names repeat, defaults and logical types may not fit. */
const name = fc.constantFrom('A', 'B', 'C', 'n.A', 'a-b');
const schema = fc.letrec<{ type: unknown; record: unknown }>(tie => ({
  type: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('int', 'long', 'string', 'bytes', 'null', 'double', 'A', 'B', 'Z', 'n.A'),
    fc.record({
      type: fc.constantFrom('long', 'int', 'bytes'),
      logicalType: fc.constantFrom('date', 'timestamp-millis'),
    }),
    fc.record(
      { type: fc.constant('enum'), name, symbols: fc.array(fc.constantFrom('x', 'y', '1'), { maxLength: 3 }) },
      { requiredKeys: ['type', 'name'] },
    ),
    fc.record({ type: fc.constant('fixed'), name, size: fc.integer({ min: -1, max: 4 }) }),
    fc.record({ type: fc.constant('array'), items: tie('type') }, { requiredKeys: ['type'] }),
    fc.record({ type: fc.constant('map'), values: tie('type') }),
    fc.array(tie('type'), { maxLength: 3 }),
    tie('record'),
  ),
  record: fc.record(
    {
      type: fc.constant('record'),
      // Not 'n.A': beside a namespace, which counts for nothing then, avsc still looks names up in that.
      name: fc.constantFrom('A', 'B', 'C', 'a-b'),
      namespace: fc.constantFrom('n', 'm.k', ''),
      fields: fc.array(
        fc.record(
          {
            name: fc.constantFrom('f', 'g', 'h', '0'),
            type: tie('type'),
            default: fc.constantFrom(null, 1, 'x', [], {}, 1.5),
          },
          { requiredKeys: ['name', 'type'] },
        ),
        { maxLength: 4 },
      ),
    },
    { requiredKeys: ['type', 'name', 'fields'] },
  ),
})).record;

test('what avsc refuses is refused, on random schemas', () => {
  let refused = 0;
  let accepted = 0;
  fc.assert(
    fc.property(schema, value => {
      const result = readAvro(JSON.stringify(value, null, 1));
      try {
        avsc.Type.forSchema(value as avsc.Schema, { wrapUnions: true });
        accepted++;
      } catch (error) {
        refused++;
        assert.ok(errorsOf(result).length > 0, `avsc: ${(error as Error).message}`);
      }
    }),
    { numRuns: 3000 },
  );
  assert.ok(refused > 300 && accepted > 300, `${refused} refused, ${accepted} accepted`);
});
