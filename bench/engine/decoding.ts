/** JSON decoding of few of a record's fields beside JSON.parse, on the same records in turns. */
import { jsonDecoder } from '../../runtime/formats/json/decode.ts';
import type { PlanColumn } from '../../src/compiler/plan/plan.ts';
import type { SqlType } from '../../src/language/types/sql-type.ts';

const FIELDS: readonly (readonly [name: string, type: SqlType, text: (i: number) => string])[] = [
  ['id', { kind: 'BIGINT' }, i => String(1_000_000 + i)],
  ['customer', { kind: 'STRING' }, i => `"customer-${i % 977}"`],
  ['amount', { kind: 'DECIMAL', precision: 12, scale: 2 }, i => `${i % 10_000}.${10 + (i % 90)}`],
  ['currency', { kind: 'STRING' }, () => '"EUR"'],
  ['country', { kind: 'STRING' }, () => '"DE"'],
  ['paid', { kind: 'BOOLEAN' }, i => String(i % 3 === 0)],
  ['created', { kind: 'TIMESTAMP' }, i => `"2026-01-05T14:${10 + (i % 50)}:00.000Z"`],
  ['channel', { kind: 'STRING' }, i => `"channel-${i % 31}"`],
  ['comment', { kind: 'STRING' }, i => `"delivered to the neighbour on floor ${i % 12}"`],
  ['items', { kind: 'BIGINT' }, i => String(i % 20)],
];

const RECORDS = 50_000;
const ROUNDS = 9;

export function decoding(write: (line: string) => void): void {
  const records = Array.from({ length: RECORDS }, (_, i) => ({
    offset: i,
    timestamp: 0,
    key: null,
    headers: [],
    value: Buffer.from(`{${FIELDS.map(([name, , text]) => `"${name}":${text(i)}`).join(',')}}`),
  }));
  const decoderOf = (count: number) => {
    const columns = FIELDS.slice(0, count).map(
      ([name, type]): PlanColumn => ({
        name,
        type,
        origin: { kind: 'field', required: false, keyFallback: false },
      }),
    );
    return jsonDecoder(columns, 'stream');
  };
  const runs = [1, 3, 10].map(count => ({ name: `${count} of 10 fields`, decode: decoderOf(count), best: Infinity }));
  let parsing = Infinity;
  let seen = 0;
  for (let round = 0; round < ROUNDS; round++) {
    parsing = Math.min(
      parsing,
      timed(() => {
        for (const { value } of records) seen += (JSON.parse(value.toString()) as { id: number }).id;
      }),
    );
    for (const one of runs)
      one.best = Math.min(
        one.best,
        timed(() => {
          for (const record of records) seen += one.decode(record, 't', 0)[0] as number;
        }),
      );
  }
  const ns = (seconds: number): string => `${((seconds / RECORDS) * 1e9).toFixed(0)} ns`;
  write(`JSON.parse of ${records[0]!.value.length} bytes: ${ns(parsing)} a record (${seen % 10})`);
  for (const { name, best } of runs)
    write(`decoding ${name}: ${ns(best)}, ${(parsing / best).toFixed(2)} × JSON.parse`);
}

function timed(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
