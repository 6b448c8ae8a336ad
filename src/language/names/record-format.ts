/** How the values or the keys of a topic are encoded: plain data that says all there is to know, secrets as variables. */

/** One of these for values, one for keys. A kind that is new has a file in `runtime/formats` and a line in its table. */
export type RecordFormat =
  | { readonly kind: 'json' }
  | AvroFormat
  | JsonSchemaFormat
  | ProtobufFormat
  | CsvFormat
  | RawFormat
  | DebeziumFormat
  /** Of keys: text, whole numbers of 4 and 8 bytes (the greatest byte first, as Kafka's own serializers write them). */
  | { readonly kind: 'string' }
  | { readonly kind: 'int' }
  | { readonly kind: 'bigint' }
  /** Of keys: one column, as the serializer of Kafka writes it that is for its type. */
  | { readonly kind: 'kafka' }
  /** Of keys: there is none, whatever the row's key. */
  | { readonly kind: 'none' };

export type RecordFormatKind = RecordFormat['kind'];
export type FormatOf<Kind extends RecordFormatKind> = Extract<RecordFormat, { readonly kind: Kind }>;

/** Of a relation or of what a statement writes; what is absent is as if nobody had said anything: JSON values, keys as they are. */
export interface RecordFormats {
  readonly value?: RecordFormat;
  readonly key?: RecordFormat;
}

export interface AvroFormat {
  readonly kind: 'avro';
  /** The text of an .avsc. Absent: the registry's, or that of the columns. */
  readonly schema?: string;
  /** The file that `schema` is of, as SQL names it. */
  readonly file?: string;
  /** Which of the records in `schema`. */
  readonly name?: string;
  /** Rows that are no such records are written by the schema of their columns. */
  readonly orColumns?: true;
  /** Absent: records are Avro without anything before it. */
  readonly registry?: Registry;
  /** They stand in files, whose heads hold the schema that they were written by. */
  readonly container?: true;
}

/** JSON with the registry's framing before it. */
export interface JsonSchemaFormat {
  readonly kind: 'json-schema';
  /** The text of a JSON Schema that is registered; absent: that of the columns. */
  readonly schema?: string;
  readonly registry: Registry;
}

export interface ProtobufFormat {
  readonly kind: 'protobuf';
  /** The text of a .proto. Absent: the registry's. */
  readonly schema?: string;
  /** As of Avro. */
  readonly file?: string;
  /** Texts of the files that it imports, by their paths as they are imported. */
  readonly imports?: Readonly<Record<string, string>>;
  /** Which of the messages in `schema`. */
  readonly name?: string;
  readonly registry?: Registry;
}

/** What is absent is as in RFC 4180. */
export interface CsvFormat {
  readonly kind: 'csv';
  readonly delimiter?: string;
  readonly quote?: string;
  readonly escape?: string;
  readonly nullLiteral?: string;
  /** Between the items of a list; absent: a semicolon. */
  readonly arrayDelimiter?: string;
  readonly charset?: 'iso-8859-1';
  /** Of what is read: names of all columns in the order of the fields. */
  readonly columns?: readonly string[];
  /** Those of them that may be missing in the line because they are the record's key. */
  readonly keys?: readonly string[];
  /** They stand in files, whose first lines name the columns. */
  readonly header?: true;
}

/** One column: text, bytes, or a number of a fixed size. */
export interface RawFormat {
  readonly kind: 'raw';
  /** Absent: the greatest byte of a number comes first. */
  readonly littleEndian?: true;
  readonly charset?: 'iso-8859-1';
}

/** A change of a database's row: `before`, `after` and `op`. */
export interface DebeziumFormat {
  readonly kind: 'debezium';
  /** How the envelope is encoded. */
  readonly envelope: RecordFormat;
}

/** Confluent's Schema Registry, and how a topic's schemas are filed there. Texts may hold variables. */
export interface Registry {
  /** One or more addresses, comma-separated; absent: the variable SCHEMA_REGISTRY_URL. */
  readonly url?: string;
  /** Absent: as `strategy` says. */
  readonly subject?: string;
  /** `topic` unless given: `<topic>-value` and `<topic>-key`. */
  readonly strategy?: 'topic' | 'record' | 'topic-record';
  /** The registered schema of this number is written and read by. */
  readonly id?: number;
  /** False: only a schema that is registered may be written. */
  readonly register?: boolean;
  /** Values are written with the subject's latest schema. */
  readonly latest?: boolean;
  readonly timeoutMs?: number;
  readonly auth?:
    | { readonly kind: 'basic'; readonly user: string; readonly password: string }
    /** `user:password` in one. */
    | { readonly kind: 'basic-info'; readonly info: string }
    | { readonly kind: 'bearer'; readonly token: string };
  /** Paths of PEM files. */
  readonly tls?: { readonly ca?: string; readonly certificate?: string; readonly key?: string };
}
