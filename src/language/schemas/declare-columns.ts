/** Columns, such as those of a schema file, as the text of a CREATE STREAM's column list, for "declare columns from …". */
import { parsePiece } from '../grammar/parse.ts';
import type { SqlType } from '../types/sql-type.ts';
import { JSON_TYPE, typeText } from '../types/sql-type.ts';
import type { SchemaColumn } from './schema.ts';

/**
 * One column a line, without the brackets around them: `  price DECIMAL(18, 4) NOT NULL,`. What is not known of a type
 * is declared as JSON, which any value fits.
 */
export function declareColumns(columns: readonly Pick<SchemaColumn, 'name' | 'type' | 'required'>[]): string {
  return columns
    .map(
      ({ name, type, required }) =>
        `  ${quoted(name)} ${typeText(declared(type), quoted)}${required ? ' NOT NULL' : ''}`,
    )
    .join(',\n');
}

/** As few names as possible are quoted: those that the grammar does not take for a name as they are. */
function quoted(name: string): string {
  const plain = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && isName(name);
  return plain ? name : `\`${name.replaceAll('`', '``')}\``;
}

const isName = (word: string): boolean =>
  parsePiece(`CREATE STREAM s (${word} STRUCT<${word} BIGINT>, ${word} BIGINT)`).problems.length === 0;

function declared(type: SqlType): SqlType {
  switch (type.kind) {
    case 'ANY':
    case 'NULL':
      return JSON_TYPE;
    case 'ARRAY':
      return { kind: 'ARRAY', element: declared(type.element) };
    case 'MAP':
      return { kind: 'MAP', key: declared(type.key), value: declared(type.value) };
    case 'STRUCT':
      return {
        kind: 'STRUCT',
        fields: type.fields.map(field => ({ name: field.name, type: declared(field.type) })),
      };
    default:
      return type;
  }
}
