/** Debezium's envelopes: a change of a database's row as what was (`before`), what is (`after`) and what was done (`op`). */
import type { FormatOf, PlanColumn } from '../../../src/compiler/plan/plan.ts';
import type { AvroType } from '../../../src/language/schemas/avro-type.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import { describe } from '../../../src/language/types/value-text.ts';
import { converter, type Members, memberFinder, named } from '../json/convert.ts';
import { jsonText, recordOf } from '../json/encode.ts';
import type { FormatModule, FormatReader, FormatSettings, FormatWriter, Use, WriteUse } from '../port.ts';
import { avroChangeWriter, avroKeyWriter } from './avro-changes.ts';
import { fieldOf, withConnectNames } from './connect-names.ts';
import { ENVELOPE_COLUMNS } from './envelope-columns.ts';
import { byConnectName, type Read, withLogicalTypes } from './logical-types.ts';

export const debezium: FormatModule<'debezium'> = {
  reader: async (format, use, settings) => {
    const inner = await readerOfEnvelope(format, use, settings);
    return use.side === 'key' ? keyReader(inner) : changeReader(inner);
  },
  writer: async ({ envelope }, use, settings) => {
    const { columns, side } = use;
    if (side === 'key') {
      const whole = envelope.kind === 'avro' ? await avroKeyWriter(envelope, use, settings) : { whole: jsonKey(use) };
      return { ...whole, row: neverOf('a key', 'changes') };
    }
    if (envelope.kind === 'avro')
      return { ...(await avroChangeWriter(envelope, use, settings)), whole: neverOf('a change', 'a key') };
    const toRecord = recordOf(columns);
    const text = (values: readonly Value[]): string => jsonText(toRecord(values), false);
    return {
      row: values => Buffer.from(`{"before":null,"after":${text(values)},"op":"c"}`),
      deletion: values => Buffer.from(`{"before":${text(values)},"after":null,"op":"d"}`),
      whole: neverOf('a change', 'a key'),
    };
  },
};

/** A key as an object of its columns. */
function jsonKey({ columns }: WriteUse): FormatWriter['whole'] {
  const [only] = columns;
  return value => {
    if (value === null) return null;
    const named = value instanceof Map || !only ? value : new Map([[only.name, value]]);
    return Buffer.from(jsonText(named, false));
  };
}

const neverOf = (what: string, asked: string) => (): never => {
  throw new TypeError(`${what} of Debezium is asked to write ${asked}`);
};

async function readerOfEnvelope(
  { envelope }: FormatOf<'debezium'>,
  use: Use,
  settings: FormatSettings,
): Promise<FormatReader> {
  const { openReader } = await import('../table.ts');
  return openReader(envelope, use, settings);
}

/** A row as it stands in the record, and with its values as its schema means them. */
interface Row {
  readonly raw: Members;
  readonly meant: Members;
}

interface Change {
  readonly before: Row | undefined;
  readonly after: Row | undefined;
  readonly envelope: Members;
  /** The op of a change after which there is no longer what was. */
  readonly takesBack?: 'u' | 'd';
}

function changeReader(inner: FormatReader): FormatReader {
  return {
    fields(columns) {
      const read = rowReader(columns);
      return bytes => {
        const change = changeOf(inner.whole(bytes), inner.typeOf?.(bytes));
        return read(change.after ?? change.before, change.envelope);
      };
    },
    changes(columns) {
      const read = rowReader(columns);
      return bytes => {
        const { before, after, envelope, takesBack } = changeOf(inner.whole(bytes), inner.typeOf?.(bytes));
        return {
          ...(before || (takesBack && !after) ? { before: read(before, envelope) } : {}),
          ...(after ? { after: read(after, envelope) } : {}),
          ...(takesBack && !before ? { unknownBefore: `op '${takesBack}'` } : {}),
        };
      };
    },
    whole: bytes => inner.whole(bytes),
    ...(inner.prepare ? { prepare: (values: Iterable<Uint8Array>) => inner.prepare!(values) } : {}),
  };
}

/** Of a key the payload alone: a Map by column. What is no JSON is its text. */
function keyReader(inner: FormatReader): FormatReader {
  const whole = (bytes: Uint8Array): Value => {
    try {
      return payloadOf(inner.whole(bytes)).payload;
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      return Buffer.from(bytes).toString();
    }
  };
  return {
    whole,
    fields: columns => bytes => {
      const value = whole(bytes);
      const read = rowReader(columns);
      if (!(value instanceof Map)) return columns.map(() => value);
      return read({ raw: value, meant: withConnectNames(value, inner.typeOf?.(bytes)) }, value);
    },
    ...(inner.prepare ? { prepare: (values: Iterable<Uint8Array>) => inner.prepare!(values) } : {}),
  };
}

/** Values of the columns out of a row; what the row has no field for, of the envelope. */
function rowReader(columns: readonly PlanColumn[]): (row: Row | undefined, envelope: Members) => (Value | undefined)[] {
  const readers = columns.map(({ name, type, origin }) => ({
    name,
    whole: origin.kind === 'record',
    find: memberFinder(name),
    outside: ENVELOPE_COLUMNS.has(name.toLowerCase()),
    // Who declares the number that a time is stored as wants that.
    isNumber: type.kind === 'BIGINT' || type.kind === 'DOUBLE',
    moment: type.kind === 'TIMESTAMP' ? MOMENTS.get(name.toLowerCase()) : undefined,
    convert: converter(type),
  }));
  return (row, envelope) =>
    readers.map(({ name, whole, find, outside, isNumber, moment, convert }) => {
      if (!row) return undefined;
      if (whole) return row.meant;
      const raw = isNumber ? find(row.raw) : undefined;
      let found = typeof raw === 'number' || typeof raw === 'bigint' ? raw : find(row.meant);
      if (found === undefined && outside) {
        found = find(envelope);
        if (moment && (typeof found === 'number' || typeof found === 'bigint')) found = moment(found, envelope);
      }
      return found === undefined || found === null ? found : named(name, found, convert);
    });
}

/** Columns of the envelope that are no milliseconds. */
const MOMENTS: ReadonlyMap<string, Read | undefined> = new Map([
  ['ts_us', byConnectName('io.debezium.time.MicroTimestamp')],
  ['ts_ns', byConnectName('io.debezium.time.NanoTimestamp')],
]);

/**
 * RecordError for what is no envelope, and for changes that cannot be followed.
 * @param type of the record, in Avro
 */
function changeOf(value: Value, type: AvroType | undefined): Change {
  const { payload: envelope, schema } = payloadOf(value);
  if (!(envelope instanceof Map))
    throw new RecordError(
      'decode',
      `A change of Debezium is an object with "op", "before" and "after": this is ${describe(envelope)}`,
    );
  const members = envelope as Members;
  const op = members.get('op');
  const row = (name: 'before' | 'after'): Row | undefined => {
    const found = members.get(name);
    if (found === undefined || found === null) return undefined;
    if (!(found instanceof Map))
      throw new RecordError('decode', `"${name}" of a change of Debezium is ${describe(found)}, and no row`);
    const raw = found as Members;
    return { raw, meant: type ? withConnectNames(raw, fieldOf(type, name)) : withLogicalTypes(raw, schema, name) };
  };
  const change = { before: row('before'), after: row('after'), envelope: members };
  switch (op) {
    case 'c':
    case 'r':
      if (!change.after) throw new RecordError('decode', `A change with op '${op}' has no "after"`);
      return { ...change, before: undefined };
    case 'u':
      if (!change.after) throw new RecordError('decode', `A change with op 'u' has no "after"`);
      return { ...change, takesBack: op };
    case 'd':
      return { ...change, after: undefined, takesBack: op };
    case 'm':
      return { before: undefined, after: undefined, envelope: members };
    case 't':
      throw new RecordError('decode', "A change with op 't' empties its table: which rows it had is not in the record");
    default:
      throw new RecordError(
        'decode',
        op === undefined
          ? 'No change of Debezium: it has no "op" (rows that were unwrapped are read as json)'
          : `A change of Debezium with op ${describe(op)}: c, r, u and d are known`,
      );
  }
}

/** With `value.converter.schemas.enable` a record is `{"schema": …, "payload": …}`. */
function payloadOf(value: Value): { readonly payload: Value; readonly schema: Members | undefined } {
  if (!(value instanceof Map)) return { payload: value, schema: undefined };
  const members = value as Members;
  const schema = members.get('schema');
  if (members.size !== 2 || !(schema instanceof Map) || !members.has('payload'))
    return { payload: value, schema: undefined };
  return { payload: members.get('payload') ?? null, schema: schema as Members };
}
