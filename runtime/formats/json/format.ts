/** JSON as one format among others: of values where keys have a format of their own, and of keys. Alone it goes its quick ways. */
import type { PlanColumn } from '../../../src/compiler/plan/plan.ts';
import { readJson } from '../../../src/language/types/json.ts';
import { RecordError, type Value } from '../../../src/language/types/value.ts';
import type { FormatModule, FormatReader } from '../port.ts';
import { jsonText, recordOf } from './encode.ts';
import { memberDecoder } from './members.ts';

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

export const jsonReader: FormatReader = {
  fields(columns) {
    const decode = memberDecoder(columns.map(withoutFallback), 'stream');
    const record = { offset: 0, timestamp: 0, key: null, headers: [] };
    // A member that is null counts as one that is not there.
    return value => decode({ ...record, value }, '', 0).map(one => one ?? undefined);
  },
  whole(bytes) {
    try {
      return readJson(UTF_8.decode(bytes));
    } catch (error) {
      if (error instanceof RecordError) throw error;
      throw new RecordError('decode', 'Not JSON: the bytes are not UTF-8');
    }
  },
};

const withoutFallback = (column: PlanColumn): PlanColumn =>
  column.origin.kind === 'field'
    ? { ...column, origin: { kind: 'field', required: false, keyFallback: false } }
    : column;

export const json: FormatModule<'json'> = {
  reader: async () => jsonReader,
  async writer(_format, { columns }) {
    const toRecord = recordOf(columns);
    return {
      row: values => Buffer.from(jsonText(toRecord(values), false)),
      whole: value => (value === null ? null : Buffer.from(jsonText(textOf(value), false))),
    };
  },
};

const textOf = (key: Value): Value => (key instanceof Uint8Array ? new TextDecoder().decode(key) : key);
