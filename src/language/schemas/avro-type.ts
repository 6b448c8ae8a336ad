/** An Avro schema as plain data, names resolved: what columns, defaults and decoding are read off. */

import type { Span } from '../text/span.ts';
import type { JsonNode } from './json-tree.ts';

/** Avro specification 1.12, "Primitive Types". */
export const PRIMITIVES = ['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string'] as const;
export type PrimitiveName = (typeof PRIMITIVES)[number];

export type AvroType =
  | {
      readonly kind: 'primitive';
      readonly name: PrimitiveName;
      readonly logical?: AvroLogical;
      /** What Kafka Connect's converter calls it (`connect.name`), which means nothing to Avro. */
      readonly connect?: string;
    }
  | AvroRecord
  | AvroEnum
  /** `size` in bytes. */
  | {
      readonly kind: 'fixed';
      readonly name: string;
      readonly aliases: readonly string[];
      readonly size: number;
      readonly logical?: AvroLogical;
    }
  | { readonly kind: 'array'; readonly items: AvroType }
  | { readonly kind: 'map'; readonly values: AvroType }
  | { readonly kind: 'union'; readonly branches: readonly AvroType[]; readonly span: Span }
  /** What could not be read; it has been reported. */
  | { readonly kind: 'invalid' };

export interface AvroEnum {
  readonly kind: 'enum';
  /** With its namespace. */
  readonly name: string;
  readonly aliases: readonly string[];
  readonly symbols: readonly string[];
  /** What a symbol is read as that this enum does not have. */
  readonly fallback?: string;
}

export interface AvroRecord {
  readonly kind: 'record';
  /** With its namespace. */
  readonly name: string;
  /** Names that it had, with their namespaces. */
  readonly aliases: readonly string[];
  readonly span: Span;
  readonly doc?: string;
  /** As of a primitive. */
  readonly connect?: string;
  /** Filled once the fields are read: a record may be named within itself. */
  readonly fields: AvroField[];
}

export interface AvroField {
  readonly name: string;
  /** Names that it had. */
  readonly aliases: readonly string[];
  readonly nameSpan: Span;
  readonly type: AvroType;
  readonly doc?: string;
  /** Checked once all is read, as a default may be of a type that is still open. */
  readonly fallback?: JsonNode;
}

/** A logical type that fits the type it annotates; any other Avro ignores. */
export type AvroLogical =
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | {
      readonly kind:
        | 'date'
        | 'time-millis'
        | 'time-micros'
        | 'timestamp-millis'
        | 'timestamp-micros'
        | 'timestamp-nanos'
        | 'local-timestamp-millis'
        | 'local-timestamp-micros'
        | 'local-timestamp-nanos'
        | 'uuid'
        | 'duration';
    };

/** As messages call it: `long`, `array`, `com.acme.Trade`. */
export function avroTypeName(type: AvroType): string {
  return type.kind === 'primitive' || type.kind === 'record' || type.kind === 'enum' || type.kind === 'fixed'
    ? type.name
    : type.kind;
}
