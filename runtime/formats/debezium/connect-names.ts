/** What Avro schemas of Kafka Connect's converter say of values by `connect.name` alone: Debezium's times, decimals of any scale. */
import type { AvroRecord, AvroType } from '../../../src/language/schemas/avro-type.ts';
import type { Members } from '../json/convert.ts';
import { byConnectName, type Read } from './logical-types.ts';

const known = new WeakMap<AvroType, readonly (readonly [field: string, read: Read])[]>();

/** The record or key with its values as its schema means them. What Avro has a logical type for has been read by that. */
export function withConnectNames(row: Members, type: AvroType | undefined): Members {
  const record = type && recordIn(type);
  if (!record) return row;
  let reads = known.get(record);
  if (!reads) {
    reads = record.fields.flatMap(({ name, type: field }) => {
      const read = readOf(field);
      return read ? [[name, read] as const] : [];
    });
    known.set(record, reads);
  }
  if (reads.length === 0) return row;
  const result = new Map(row);
  for (const [name, read] of reads) {
    const value = row.get(name);
    if (value !== undefined && value !== null) result.set(name, read(value, NO_PARAMETERS));
  }
  return result;
}

/** The type of a field of an envelope: `before`, `after`. */
export const fieldOf = (type: AvroType | undefined, name: string): AvroType | undefined =>
  type && recordIn(type)?.fields.find(field => field.name === name)?.type;

const NO_PARAMETERS: Members = new Map();

const recordIn = (type: AvroType): AvroRecord | undefined =>
  type.kind === 'record'
    ? type
    : type.kind === 'union'
      ? type.branches.find((branch): branch is AvroRecord => branch.kind === 'record')
      : undefined;

/** Of the one branch beside null. */
function readOf(type: AvroType): Read | undefined {
  if (type.kind === 'union') {
    const branches = type.branches.filter(branch => !(branch.kind === 'primitive' && branch.name === 'null'));
    return branches.length === 1 ? readOf(branches[0]!) : undefined;
  }
  if (type.kind !== 'record' && (type.kind !== 'primitive' || type.logical)) return undefined;
  return type.connect === undefined ? undefined : byConnectName(type.connect);
}
