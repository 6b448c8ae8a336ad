/** DECIMAL from JSON into Avro, Protobuf and CSV records, and from these back to JSON: nothing changes. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { type BytesRecord, runBytes } from '../unit/runtime/formats/bytes.ts';
import { CASES, type Draw, drawing, Exact, plain, SEED, type Size } from './draw.ts';

interface Kind {
  readonly name: string;
  /** The widest DECIMAL that it holds. */
  readonly widest: number;
  /** WITH of a stream of this format, and the schema files that it names. */
  readonly format: string;
  files(sizes: readonly Size[]): Readonly<Record<string, string>>;
}

const none = (): Readonly<Record<string, string>> => ({});
const avsc = (type: (size: Size, i: number) => object) => (sizes: readonly Size[]) => ({
  'money.avsc': JSON.stringify({
    type: 'record',
    name: 'Money',
    fields: sizes.map((size, i) => ({ name: `c${i}`, type: type(size, i) })),
  }),
});
const decimal = ({ precision, scale }: Size) => ({ logicalType: 'decimal', precision, scale });
const proto = (sizes: readonly Size[]) => ({
  'money.proto': `syntax = "proto3"; message Decimal { int64 units = 1; int32 scale = 2; }
    message Money { ${sizes.map((_, i) => `Decimal c${i} = ${i + 1};`).join(' ')} }`,
});

const KINDS: readonly Kind[] = [
  { name: 'Avro by the columns', widest: 38, format: `format = 'avro'`, files: none },
  {
    name: 'Avro, bytes',
    widest: 38,
    format: `format = 'avro', schema.file = 'money.avsc'`,
    files: avsc(size => ({ type: 'bytes', ...decimal(size) })),
  },
  {
    name: 'Avro, fixed',
    widest: 38,
    format: `format = 'avro', schema.file = 'money.avsc'`,
    files: avsc((size, i) => ({ type: 'fixed', name: `F${i}`, size: 16, ...decimal(size) })),
  },
  {
    name: 'Protobuf, units and scale',
    widest: 18,
    format: `format = 'protobuf', schema.file = 'money.proto'`,
    files: proto,
  },
  { name: 'CSV', widest: 38, format: `format = 'csv'`, files: none },
];

const drawn = (draw: Draw, widest: number) => {
  const sizes = Array.from({ length: 8 }, () => draw.size(widest));
  return { sizes, rows: Array.from({ length: 250 }, () => sizes.map(size => draw.text(size))) };
};

for (const [at, { name, widest, format, files }] of KINDS.entries())
  test(name, async () => {
    for (let done = 0, salt = 0; done < CASES / KINDS.length; salt++) {
      const { sizes, rows } = drawn(drawing(SEED * 1000 + 900 + at * 100_000 + salt), widest);
      const columns = sizes.map(({ precision, scale }, i) => `c${i} DECIMAL(${precision}, ${scale})`).join(', ');
      const names = sizes.map((_, i) => `c${i}`).join(', ');
      const schemas = files(sizes);
      const into = await runBytes(
        `CREATE STREAM given (${columns}) WITH (topic = 'given');
         CREATE STREAM money WITH (topic = 'money', ${format}) AS SELECT ${names} FROM given;`,
        schemas,
        { given: rows.map(row => ({ value: `{${row.map((text, i) => `"c${i}":${text}`).join(',')}}` })) },
      );
      assert.deepEqual(into.problems, []);
      const records: readonly BytesRecord[] = into.written;
      const back = await runBytes(
        `CREATE STREAM money (${columns}) WITH (topic = 'money', ${format}); SELECT ${names} FROM money;`,
        schemas,
        { money: records },
      );
      assert.deepEqual(back.problems, []);
      assert.equal(back.values.length, rows.length);
      for (const [i, row] of rows.entries())
        assert.equal(back.values[i], `{${row.map((text, k) => `"c${k}":${plain(new Exact(text))}`).join(',')}}`);
      done += rows.length * sizes.length;
    }
  });
