/** examples/finance: the seeds' trades in JSON, Avro and Protobuf give the same rows, exact to the last digit. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { type BytesRecord, runBytes } from './bytes.ts';

const folder = path.resolve(import.meta.dirname, '../../../../examples/finance');
const read = (name: string): string => fs.readFileSync(path.join(folder, name), 'utf8');
const SCHEMAS = {
  'schemas/trades.avsc': read('schemas/trades.avsc'),
  'schemas/trades.proto': read('schemas/trades.proto'),
};
const json: readonly BytesRecord[] = read('json_trades.jsonl')
  .trimEnd()
  .split('\n')
  .map(value => ({ value }));

const ROWS = [
  '{"symbol":"AAPL","price":150.2567,"quantity":100,"precise_total":15025.67,"timestamp":"2024-01-15T10:30:00Z","side":"BUY"}',
  '{"symbol":"MSFT","price":380.0001,"quantity":3,"precise_total":1140.0003,"timestamp":"2024-01-15T10:30:01.500Z","side":"SELL"}',
  '{"symbol":"BRK.A","price":544389.2,"quantity":1000000,"precise_total":544389200000,"timestamp":"2024-01-15T10:30:02Z","side":"BUY"}',
  '{"symbol":"PENNY","price":0.0001,"quantity":9007199254740993,"precise_total":900719925474.0993,"timestamp":"2024-01-15T10:30:03Z","side":"SELL"}',
];

/** What encode.sql writes to one of its topics: the statements up to the one that does, which is then the last. */
async function encoded(topic: 'avro_trades' | 'protobuf_trades'): Promise<readonly BytesRecord[]> {
  const [source, ...writers] = read('encode.sql').split(/^(?=CREATE STREAM (?:avro|protobuf)_trades)/m);
  const statement = writers.find(text => text.includes(`CREATE STREAM ${topic} `))!;
  const outcome = await runBytes(source! + statement, SCHEMAS, { json_trades: json });
  assert.deepEqual(outcome.problems, []);
  return outcome.written;
}

const totals = async (
  name: string,
  topic: string,
  records: readonly BytesRecord[],
  schemas: Readonly<Record<string, string>> = SCHEMAS,
) => {
  const outcome = await runBytes(read(name), schemas, { [topic]: records });
  assert.deepEqual(outcome.problems, []);
  return outcome.values;
};

test('JSON, Avro and Protobuf give equal rows, and 15025.67 for 150.2567 × 100', async () => {
  assert.deepEqual(await totals('totals_json.sql', 'json_trades', json), ROWS);
  assert.deepEqual(await totals('totals_avro.sql', 'avro_trades', await encoded('avro_trades')), ROWS);
  assert.deepEqual(await totals('totals_protobuf.sql', 'protobuf_trades', await encoded('protobuf_trades')), ROWS);
});

test('the bytes are those of the formats: units and scale in Protobuf, a big-endian number in Avro', async () => {
  const [avro] = await encoded('avro_trades');
  // The length of "AAPL" twice, the text; two times three bytes of 1502567; 100 twice; milliseconds; BUY.
  assert.equal(Buffer.from(avro!.value as Uint8Array).toString('hex'), '084141504c0616ed67c8018091decaa16300');
  const [protobuf] = await encoded('protobuf_trades');
  assert.equal(
    Buffer.from(protobuf!.value as Uint8Array).toString('hex'),
    '0a044141504c120608e7da5b100418642206 08a89294ad06'.replaceAll(' ', ''),
  );
});

test("the seeds' own .avsc, whose logicalType is misplaced, stops at start and names the fix", async () => {
  const misplaced = SCHEMAS['schemas/trades.avsc'].replace(
    '{ "type": "bytes", "logicalType": "decimal", "precision": 18, "scale": 4 }',
    '"bytes", "logicalType": "decimal", "precision": 18, "scale": 4',
  );
  await assert.rejects(
    totals('totals_avro.sql', 'avro_trades', [], { ...SCHEMAS, 'schemas/trades.avsc': misplaced }),
    /BYTES/,
  );
});
