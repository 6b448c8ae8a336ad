/** Reading and writing records of each format, by how many of their fields are wanted, beside the bare libraries. */
import avsc from 'avsc';
import protobuf from 'protobufjs';
import { formatDecoder } from '../../runtime/formats/decode.ts';
import { jsonDecoder } from '../../runtime/formats/json/decode.ts';
import { rowWriter } from '../../runtime/formats/json/encode.ts';
import { JsonWriter } from '../../runtime/formats/json/writer.ts';
import { openReader, openWriter } from '../../runtime/formats/table.ts';
import type { PlanColumn, RecordFormat } from '../../src/compiler/plan/plan.ts';
import { Decimal } from '../../src/language/types/decimal.ts';
import type { SqlType } from '../../src/language/types/sql-type.ts';
import type { Value } from '../../src/language/types/value.ts';
import { measure } from '../decimals/measure.ts';

const COLUMNS: readonly (readonly [name: string, type: SqlType, value: (i: number) => Value])[] = [
  ['id', { kind: 'BIGINT' }, i => 1_000_000 + i],
  ['customer', { kind: 'STRING' }, i => `customer-${i % 977}`],
  ['amount', { kind: 'DECIMAL', precision: 12, scale: 2 }, i => Decimal.of((i % 1_000_000) + 10, 2)],
  ['currency', { kind: 'STRING' }, () => 'EUR'],
  ['country', { kind: 'STRING' }, () => 'DE'],
  ['paid', { kind: 'BOOLEAN' }, i => i % 3 === 0],
  ['created', { kind: 'BIGINT' }, i => 1_767_620_000_000 + i * 1000],
  ['channel', { kind: 'STRING' }, i => `channel-${i % 31}`],
  ['comment', { kind: 'STRING' }, i => `delivered to the neighbour on floor ${i % 12}`],
  ['ratio', { kind: 'DOUBLE' }, i => i / 7],
];
const RECORDS = 2_000;

const PROTO = `syntax = "proto3";
message Record {
  int64 id = 1; string customer = 2; string amount = 3; string currency = 4; string country = 5;
  bool paid = 6; int64 created = 7; string channel = 8; string comment = 9; double ratio = 10;
}`;

const AVRO: avsc.Schema = {
  type: 'record',
  name: 'Record',
  fields: [
    { name: 'id', type: 'long' },
    { name: 'customer', type: 'string' },
    { name: 'amount', type: { type: 'bytes', logicalType: 'decimal', precision: 12, scale: 2 } as avsc.Schema },
    { name: 'currency', type: 'string' },
    { name: 'country', type: 'string' },
    { name: 'paid', type: 'boolean' },
    { name: 'created', type: 'long' },
    { name: 'channel', type: 'string' },
    { name: 'comment', type: 'string' },
    { name: 'ratio', type: 'double' },
  ],
};

const FORMATS: readonly (readonly [name: string, format: RecordFormat])[] = [
  ['Avro', { kind: 'avro', schema: JSON.stringify(AVRO) }],
  ['Protobuf', { kind: 'protobuf', schema: PROTO }],
  ['CSV', { kind: 'csv', columns: COLUMNS.map(([name]) => name) }],
];

const columnsOf = (count: number): PlanColumn[] =>
  COLUMNS.slice(0, count).map(([name, type]) => ({
    name,
    type,
    origin: { kind: 'field', required: false, keyFallback: false },
  }));

export async function formats(write: (line: string) => void): Promise<void> {
  const rows = Array.from({ length: RECORDS }, (_, i) => COLUMNS.map(([, , value]) => value(i)));
  const declared = COLUMNS.map(([name, type]) => ({ name, type, required: false }));
  const columns = declared.map(({ name, type }) => ({ name, type, spread: false }));
  const ways: { readonly name: string; readonly step: () => unknown }[] = [];
  const recordsOf = (values: readonly Uint8Array[]) =>
    values.map((value, offset) => ({ offset, timestamp: 0, key: null, headers: [], value: Buffer.from(value) }));

  const jsonWriter = new JsonWriter(false);
  const writeJson = rowWriter({ topic: '', kind: 'stream', columns, decimalAsString: false }, jsonWriter);
  const writtenJson = (row: readonly Value[]): Uint8Array => {
    writeJson(row);
    return jsonWriter.chunk.subarray(jsonWriter.start, jsonWriter.at);
  };
  const json = recordsOf(rows.map(writtenJson));
  ways.push({
    name: `JSON.parse of ${json[0]!.value.length} bytes`,
    step: () => json.map(({ value }) => JSON.parse(value.toString())),
  });
  for (const count of [1, 3, 10]) {
    const decode = jsonDecoder(columnsOf(count), 'stream');
    ways.push({ name: `JSON, ${count} of 10 fields`, step: () => json.map(record => decode(record, 't', 0)) });
  }
  ways.push({ name: 'JSON, written', step: () => rows.map(writtenJson) });

  for (const [name, format] of FORMATS) {
    const use = { side: 'value', topic: 't', relation: 'bench', declared } as const;
    const writer = await openWriter(format, { ...use, columns }, {});
    const encoded = recordsOf(rows.map(row => writer.row(row)));
    const reader = await openReader(format, use, {});
    if (format.kind === 'avro') {
      const type = avsc.Type.forSchema(AVRO);
      const objects = encoded.map(({ value }) => type.fromBuffer(value));
      ways.push({
        name: `avsc of ${encoded[0]!.value.length} bytes`,
        step: () => encoded.map(({ value }) => type.fromBuffer(value)),
      });
      ways.push({ name: 'avsc, written', step: () => objects.map(object => type.toBuffer(object)) });
    }
    if (format.kind === 'protobuf') {
      const type = protobuf.parse(PROTO).root.lookupType('Record');
      const objects = encoded.map(({ value }) => type.decode(value));
      ways.push({
        name: `protobufjs of ${encoded[0]!.value.length} bytes`,
        step: () => encoded.map(({ value }) => type.decode(value)),
      });
      ways.push({ name: 'protobufjs, written', step: () => objects.map(object => type.encode(object).finish()) });
    }
    for (const count of [1, 3, 10]) {
      const decode = formatDecoder({ value: reader, key: undefined }, columnsOf(count), 'stream');
      ways.push({ name: `${name}, ${count} of 10 fields`, step: () => encoded.map(record => decode(record, 't', 0)) });
    }
    ways.push({ name: `${name}, written`, step: () => rows.map(row => writer.row(row)) });
  }
  const found = measure(
    RECORDS,
    ways.map(({ step }) => step),
  );
  for (const [i, { name }] of ways.entries())
    write(`${name.padEnd(28)} ${found[i]!.toFixed(0).padStart(6)} ns a record`);
}
