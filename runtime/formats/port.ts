/** What a kind of format is to the engine: bytes of values and keys to SQL values and back, opened before the first record. */
import type {
  FormatOf,
  PlanColumn,
  PlanQuery,
  RecordFormatKind,
  RelationColumn,
} from '../../src/compiler/plan/plan.ts';
import type { AvroType } from '../../src/language/schemas/avro-type.ts';
import type { Value } from '../../src/language/types/value.ts';

export interface FormatReader {
  /**
   * Reads these columns, whose origin is a field or the whole record: values of the columns' types in their order, undefined
   * where the record has no such field. Throws RecordError ('decode' or 'overflow') that names the field.
   */
  fields(columns: readonly PlanColumn[]): (bytes: Uint8Array) => (Value | undefined)[];
  /** Of a format whose records say what was and what is, both perhaps: instead of `fields`, which gives one of them. */
  changes?(columns: readonly PlanColumn[]): (bytes: Uint8Array) => FieldChange;
  /** All that the bytes hold as one value: a Map by name of a record, else the value itself. Throws RecordError. */
  whole(bytes: Uint8Array): Value;
  /** Of Avro with a registry: what these bytes are read as, for what Avro itself does not heed. Throws RecordError. */
  typeOf?(bytes: Uint8Array): AvroType;
  /**
   * What these records need and that is not there yet, such as a schema that a registry has. Undefined: nothing, which is what
   * it says nearly always. Rejects with FormatError where it cannot be had now; what does not exist fails as a record.
   */
  prepare?(values: Iterable<Uint8Array>): Promise<void> | undefined;
}

/** Of a row: what it was, if it is that no more, and what it is. Neither: nothing has changed. */
export interface FieldChange {
  readonly before?: readonly (Value | undefined)[];
  readonly after?: readonly (Value | undefined)[];
  /** The row is another or gone, and the record does not say what it was: a stream cannot take it back. */
  readonly unknownBefore?: string;
}

export interface FormatWriter {
  /** A row's values in the order of the columns. Throws RecordError for what does not fit. The bytes are the caller's. */
  row(values: readonly Value[]): Uint8Array;
  /** Of a format whose records say what was: a row that is no more. Absent: a deletion is a record without a value. */
  deletion?(values: readonly Value[]): Uint8Array;
  /** One value: a key. Null: there is none. Throws RecordError. */
  whole(value: Value): Uint8Array | null;
}

export interface Use {
  readonly side: 'value' | 'key';
  readonly topic: string;
  /** The relation that is read, or the query that writes; for messages and for the names of schemas. */
  readonly relation: string;
  /** All columns that the relation declares; undefined: it declares none. */
  readonly declared: readonly RelationColumn[] | undefined;
}

export interface WriteUse extends Use {
  /** Of a value the columns, of a key its parts where they are known. */
  readonly columns: PlanQuery['output']['columns'];
  /** Whether DECIMAL is written as text, of formats that can; absent: no. */
  readonly decimalAsString?: boolean;
}

/** What formats may ask of the place that they run in. */
export interface FormatSettings {
  /** A text of the plan with its variables filled in (`${REGISTRY_PASSWORD}`). Throws where one is not set. Absent: there are none. */
  fill?(text: string): string;
  /** The text of a file: certificates. Rejects when there is none. */
  readText?(path: string): Promise<string>;
  /** False: nobody takes the bytes that are written, rows are only shown. Nothing is registered then. */
  readonly writes?: boolean;
  readonly signal?: AbortSignal;
}

/** Everything that must be there before the first record is looked at here: both reject with FormatError. */
export interface FormatModule<Kind extends RecordFormatKind> {
  reader(format: FormatOf<Kind>, use: Use, settings: FormatSettings): Promise<FormatReader>;
  writer(format: FormatOf<Kind>, use: WriteUse, settings: FormatSettings): Promise<FormatWriter>;
}

/** A job cannot start, or not go on, because of how a topic is encoded. The message says what, where and what to do. */
export class FormatError extends Error {
  override readonly name = 'FormatError';
  /** What is wrong, or who cannot be asked. */
  readonly kind: 'wrong' | 'unreachable';
  constructor(message: string, kind: FormatError['kind'] = 'wrong') {
    super(message);
    this.kind = kind;
  }
}
