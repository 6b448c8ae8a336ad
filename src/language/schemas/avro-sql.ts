/** Which SQL type an Avro type is read as. */
import type { SqlType } from '../types/sql-type.ts';
import {
  ANY,
  BIGINT,
  BOOLEAN,
  BYTES,
  DATE,
  DOUBLE,
  decimal,
  INTERVAL,
  JSON_TYPE,
  NULL_TYPE,
  STRING,
  sameType,
  TIME,
  TIMESTAMP,
  typeText,
} from '../types/sql-type.ts';
import type { AvroLogical, AvroType, PrimitiveName } from './avro-type.ts';
import type { Findings } from './schema.ts';
import { Structs } from './structs.ts';

const OF_PRIMITIVE: Readonly<Record<PrimitiveName, SqlType>> = {
  null: NULL_TYPE,
  boolean: BOOLEAN,
  int: BIGINT,
  long: BIGINT,
  float: DOUBLE,
  double: DOUBLE,
  bytes: BYTES,
  string: STRING,
};

export const sqlOfPrimitive = (name: PrimitiveName): SqlType => OF_PRIMITIVE[name];

/** Times of day and moments are kept to the microsecond; the digits below it of a timestamp-nanos are cut. */
export function sqlOfLogical(logical: AvroLogical): SqlType {
  switch (logical.kind) {
    case 'decimal':
      return decimal(Math.min(38, logical.precision), Math.min(38, logical.scale));
    case 'date':
      return DATE;
    case 'time-millis':
    case 'time-micros':
      return TIME;
    case 'uuid':
      return STRING;
    case 'duration':
      return INTERVAL;
    default:
      return TIMESTAMP;
  }
}

export interface Nullable {
  readonly type: SqlType;
  readonly nullable: boolean;
}

/** Reads the types of one schema; what cannot be said exactly in SQL is noted once. */
export class AvroToSql {
  private readonly findings: Findings;
  private readonly structs = new Structs();
  private readonly noted = new Set<AvroType>();

  constructor(findings: Findings) {
    this.findings = findings;
  }

  of(type: AvroType): Nullable {
    switch (type.kind) {
      case 'primitive':
        return {
          type: type.logical ? sqlOfLogical(type.logical) : OF_PRIMITIVE[type.name],
          nullable: type.name === 'null',
        };
      case 'fixed':
        return sure(type.logical ? sqlOfLogical(type.logical) : BYTES);
      case 'enum':
        return sure(STRING);
      case 'array':
        return sure({ kind: 'ARRAY', element: this.of(type.items).type });
      case 'map':
        return sure({ kind: 'MAP', key: STRING, value: this.of(type.values).type });
      case 'union':
        return this.union(type);
      case 'record':
        return sure(
          this.structs.of(type, () =>
            type.fields.map(({ name, type: inner }) => ({ name, type: this.of(inner).type })),
          ) ?? this.recursive(type),
        );
      case 'invalid':
        return { type: ANY, nullable: true };
    }
  }

  private recursive(type: Extract<AvroType, { kind: 'record' }>): SqlType {
    this.note(type, 'schema/recursive', `${type.name} contains itself: within itself it is read as JSON`);
    return JSON_TYPE;
  }

  private union(type: Extract<AvroType, { kind: 'union' }>): Nullable {
    const others = type.branches.filter(branch => !(branch.kind === 'primitive' && branch.name === 'null'));
    const nullable = others.length < type.branches.length;
    const [first, ...rest] = others.map(branch => this.of(branch).type);
    if (!first) return { type: NULL_TYPE, nullable: true };
    if (rest.every(other => sameType(first, other))) return { type: first, nullable };
    this.note(
      type,
      'schema/avro-union',
      `a value of ${[first, ...rest].map(type => typeText(type)).join(' or ')} has no one type: it is read as JSON`,
    );
    return { type: JSON_TYPE, nullable };
  }

  private note(type: Extract<AvroType, { span: unknown }>, rule: string, message: string): void {
    if (this.noted.has(type)) return;
    this.noted.add(type);
    this.findings.add('info', rule, type.span, message);
  }
}

const sure = (type: SqlType): Nullable => ({ type, nullable: false });
