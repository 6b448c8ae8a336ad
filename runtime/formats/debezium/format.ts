/** Debezium's envelopes: a change of a database's row as what was (`before`), what is (`after`) and what was done (`op`). */
import type { FormatOf, PlanColumn } from '../../../src/compiler/plan/plan.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import { describe } from '../../../src/language/types/value-text.ts';
import { converter, type Members, memberFinder, named } from '../json/convert.ts';
import { jsonText, recordOf } from '../json/encode.ts';
import type { FormatModule, FormatReader, FormatSettings, FormatWriter, Use, WriteUse } from '../port.ts';
import { avroChangeWriter, avroKeyWriter } from './avro-changes.ts';
import { ENVELOPE_COLUMNS } from './envelope-columns.ts';
import { withLogicalTypes } from './logical-types.ts';

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

interface Change {
  readonly before: Members | undefined;
  readonly after: Members | undefined;
  readonly envelope: Members;
  /** The op of a change after which there is no longer what was. */
  readonly takesBack?: 'u' | 'd';
}

function changeReader(inner: FormatReader): FormatReader {
  return {
    fields(columns) {
      const read = rowReader(columns);
      return bytes => {
        const change = changeOf(inner.whole(bytes));
        return read(change.after ?? change.before, change.envelope);
      };
    },
    changes(columns) {
      const read = rowReader(columns);
      return bytes => {
        const { before, after, envelope, takesBack } = changeOf(inner.whole(bytes));
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
      return value instanceof Map ? read(value, value) : columns.map(() => value);
    },
    ...(inner.prepare ? { prepare: (values: Iterable<Uint8Array>) => inner.prepare!(values) } : {}),
  };
}

/** Values of the columns out of a row; what the row has no field for, of the envelope. */
function rowReader(
  columns: readonly PlanColumn[],
): (row: Members | undefined, envelope: Members) => (Value | undefined)[] {
  const readers = columns.map(({ name, type, origin }) => ({
    name,
    whole: origin.kind === 'record',
    find: memberFinder(name),
    outside: ENVELOPE_COLUMNS.has(name.toLowerCase()),
    convert: converter(type),
  }));
  return (row, envelope) =>
    readers.map(({ name, whole, find, outside, convert }) => {
      if (!row) return undefined;
      if (whole) return row;
      let found = find(row);
      if (found === undefined && outside) found = find(envelope);
      return found === undefined || found === null ? found : named(name, found, convert);
    });
}

/** RecordError for what is no envelope, and for changes that cannot be followed. */
function changeOf(value: Value): Change {
  const { payload: envelope, schema } = payloadOf(value);
  if (!(envelope instanceof Map))
    throw new RecordError(
      'decode',
      `A change of Debezium is an object with "op", "before" and "after": this is ${describe(envelope)}`,
    );
  const members = envelope as Members;
  const op = members.get('op');
  const row = (name: 'before' | 'after'): Members | undefined => {
    const found = members.get(name);
    if (found === undefined || found === null) return undefined;
    if (!(found instanceof Map))
      throw new RecordError('decode', `"${name}" of a change of Debezium is ${describe(found)}, and no row`);
    return withLogicalTypes(found as Members, schema, name);
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
