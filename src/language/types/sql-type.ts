/** The types of FerrisSQL (DIALECT §4) as plain data, and how they are written. */

export type SqlType =
  | { readonly kind: 'BOOLEAN' | 'BIGINT' | 'DOUBLE' | 'STRING' | 'BYTES' | 'DATE' | 'TIME' | 'TIMESTAMP' | 'INTERVAL' }
  /** p ≤ 38, 0 ≤ s ≤ p. */
  | { readonly kind: 'DECIMAL'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'ARRAY'; readonly element: SqlType }
  | { readonly kind: 'MAP'; readonly key: SqlType; readonly value: SqlType }
  | { readonly kind: 'STRUCT'; readonly fields: readonly { readonly name: string; readonly type: SqlType }[] }
  /** A JSON value of any shape, as a declared type. */
  | { readonly kind: 'JSON' }
  /** The type of a bare NULL. */
  | { readonly kind: 'NULL' }
  /** Not known before the record is read: columns of a schema-less stream. */
  | { readonly kind: 'ANY' };

export const BOOLEAN: SqlType = { kind: 'BOOLEAN' };
export const BIGINT: SqlType = { kind: 'BIGINT' };
export const DOUBLE: SqlType = { kind: 'DOUBLE' };
export const STRING: SqlType = { kind: 'STRING' };
export const BYTES: SqlType = { kind: 'BYTES' };
export const DATE: SqlType = { kind: 'DATE' };
export const TIME: SqlType = { kind: 'TIME' };
export const TIMESTAMP: SqlType = { kind: 'TIMESTAMP' };
export const INTERVAL: SqlType = { kind: 'INTERVAL' };
export const JSON_TYPE: SqlType = { kind: 'JSON' };
export const NULL_TYPE: SqlType = { kind: 'NULL' };
export const ANY: SqlType = { kind: 'ANY' };
export const decimal = (precision: number, scale: number): SqlType => ({ kind: 'DECIMAL', precision, scale });

/**
 * As it is written in SQL: `DECIMAL(18, 4)`, `ARRAY<STRING>`.
 * @param fieldName how the name of a field is written; in backquotes where it is no plain word
 */
export function typeText(type: SqlType, fieldName: (name: string) => string = quotedUnlessPlain): string {
  switch (type.kind) {
    case 'DECIMAL':
      return `DECIMAL(${type.precision}, ${type.scale})`;
    case 'ARRAY':
      return `ARRAY<${typeText(type.element, fieldName)}>`;
    case 'MAP':
      return `MAP<${typeText(type.key, fieldName)}, ${typeText(type.value, fieldName)}>`;
    case 'STRUCT':
      return `STRUCT<${type.fields.map(field => `${fieldName(field.name)} ${typeText(field.type, fieldName)}`).join(', ')}>`;
    default:
      return type.kind;
  }
}

const quotedUnlessPlain = (name: string): string =>
  /^[A-Za-z_]\w*$/.test(name) ? name : `\`${name.replaceAll('`', '``')}\``;

export function sameType(a: SqlType, b: SqlType): boolean {
  return a.kind === b.kind && typeText(a) === typeText(b);
}

export const isNumeric = (type: SqlType): boolean =>
  type.kind === 'BIGINT' || type.kind === 'DOUBLE' || type.kind === 'DECIMAL';
