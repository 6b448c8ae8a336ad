/** Encoded rows of a query as rows of cells. */
import { jsonDecoder } from '../runtime/formats/json/decode.ts';
import type { ResultRow } from '../runtime/jobs/job.ts';
import type { PlanQuery } from '../src/compiler/plan/plan.ts';
import { ANY, type SqlType, STRING } from '../src/language/types/sql-type.ts';
import type { Value } from '../src/language/types/value.ts';
import { cellOf, objectOf } from './cells.ts';
import type { Cell, Row } from './types.ts';

export function rowDecoder({ columns }: PlanQuery['output']): (row: ResultRow) => Row {
  const types = new Map(columns.filter(({ spread }) => !spread).map(({ name, type }) => [name, type]));
  const names = [...types.keys()];
  const whole = jsonDecoder([{ name: '*', type: ANY, origin: { kind: 'record' } }], 'stream');
  const typed = jsonDecoder(
    names.map(name => ({
      name,
      type: encodedType(types.get(name)!),
      origin: { kind: 'field', required: false, keyFallback: false },
    })),
    'stream',
  );
  const spread = columns.some(column => column.spread);
  return ({ value, timestamp, headers, key }) => {
    const record = { offset: 0, timestamp, key, value: Buffer.from(value!), headers };
    const values = typed(record, '', 0);
    const own = names.map((name, i): [string, Cell] => [name, decoded(values[i]!, types.get(name)!)]);
    if (!spread) return objectOf(own);
    const members = cellOf(whole(record, '', 0)[0]!, ANY) as Row;
    return objectOf([...Object.entries(members), ...own]);
  };
}

/** Bytes are written in base64. */
const encodedType = (type: SqlType): SqlType => (type.kind === 'BYTES' ? STRING : type);
const decoded = (value: Value, type: SqlType): Cell =>
  type.kind === 'BYTES' && typeof value === 'string'
    ? new Uint8Array(Buffer.from(value, 'base64'))
    : cellOf(value, type);
