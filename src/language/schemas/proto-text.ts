/** The .proto of a message that has given columns: for topics that are written without a schema file. */
import type { SqlType } from '../types/sql-type.ts';
import { typeText } from '../types/sql-type.ts';
import { ProtoRefusal } from './proto-wire.ts';

interface Column {
  readonly name: string;
  readonly type: SqlType;
}

/** Digits of units that 64 bits hold, whatever they are. */
const UNITS = 18;

/**
 * proto3, fields numbered from 1 in the order of the columns. What may be NULL is `optional`, a DECIMAL that 64 bits hold is
 * `Decimal { units, scale }`, a longer one google.type.Decimal, JSON and what has no known type is its JSON text.
 * @throws ProtoRefusal for a column that no field can be
 */
export function protoText(name: string, columns: readonly Column[]): string {
  const messages: string[] = [];
  const imports = new Set<string>();
  const taken = new Set<string>([name]);
  let decimals = false;

  function message(title: string, fields: readonly Column[], indent: string): string {
    const seen = new Set<string>();
    const inner: string[] = [];
    const lines = fields.map((field, i) => {
      if (!/^[A-Za-z_]\w*$/.test(field.name))
        throw new ProtoRefusal(
          `'${field.name}' is no name for a field of Protobuf: letters, digits and _ are (AS another_name)`,
        );
      if (seen.has(field.name)) throw new ProtoRefusal(`two columns are called '${field.name}'`);
      seen.add(field.name);
      return `${indent}  ${fieldType(field, inner, `${indent}  `)} ${field.name} = ${numberOf(i)};`;
    });
    return [`${indent}message ${title} {`, ...inner, ...lines, `${indent}}`].join('\n');
  }

  function fieldType({ name: field, type }: Column, inner: string[], indent: string): string {
    if (type.kind === 'ARRAY') {
      if (type.element.kind === 'ARRAY' || type.element.kind === 'MAP')
        throw new ProtoRefusal(`'${field}' is ${typeText(type)}: Protobuf has no lists of lists or of maps`);
      return `repeated ${single(field, type.element, inner, indent)}`;
    }
    if (type.kind === 'MAP') {
      if (type.value.kind === 'ARRAY' || type.value.kind === 'MAP')
        throw new ProtoRefusal(`'${field}' is ${typeText(type)}: Protobuf has no maps of lists or of maps`);
      return `map<${keyType(type.key)}, ${single(field, type.value, inner, indent)}>`;
    }
    const word = single(field, type, inner, indent);
    return /^[a-z][a-z0-9]*$/.test(word) ? `optional ${word}` : word;
  }

  function single(field: string, type: SqlType, inner: string[], indent: string): string {
    switch (type.kind) {
      case 'BOOLEAN':
        return 'bool';
      case 'BIGINT':
        return 'int64';
      case 'DOUBLE':
        return 'double';
      case 'BYTES':
        return 'bytes';
      case 'TIMESTAMP':
        return known('google.protobuf.Timestamp', 'google/protobuf/timestamp.proto');
      case 'INTERVAL':
        return known('google.protobuf.Duration', 'google/protobuf/duration.proto');
      case 'DATE':
        return known('google.type.Date', 'google/type/date.proto');
      case 'TIME':
        return known('google.type.TimeOfDay', 'google/type/timeofday.proto');
      case 'DECIMAL':
        if (type.precision > UNITS) return known('google.type.Decimal', 'google/type/decimal.proto');
        decimals = true;
        return 'Decimal';
      case 'STRUCT': {
        const title = freeName(pascal(field), taken);
        inner.push(message(title, type.fields, indent));
        return title;
      }
      default:
        return 'string';
    }
  }

  function known(word: string, file: string): string {
    imports.add(file);
    return word;
  }

  taken.add('Decimal');
  const title = name === 'Decimal' ? 'DecimalRecord' : name;
  messages.push(message(title, columns, ''));
  if (decimals) messages.push('// units × 10^-scale\nmessage Decimal {\n  int64 units = 1;\n  int32 scale = 2;\n}');
  const head = ['syntax = "proto3";', ...[...imports].toSorted().map(file => `import "${file}";`)];
  return `${head.join('\n')}\n\n${messages.join('\n\n')}\n`;
}

/** Numbers 19000 to 19999 are Protobuf's own. */
const numberOf = (place: number): number => (place + 1 < 19_000 ? place + 1 : place + 1001);

const keyType = ({ kind }: SqlType): string => (kind === 'BIGINT' ? 'int64' : kind === 'BOOLEAN' ? 'bool' : 'string');

/** `order_totals` is OrderTotals. */
export function pascal(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter(word => word !== '');
  const joined = words.map(word => word[0]!.toUpperCase() + word.slice(1)).join('');
  return /^[A-Za-z]/.test(joined) ? joined : `M${joined}`;
}

function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let n = 2; taken.has(free); n++) free = `${name}${n}`;
  taken.add(free);
  return free;
}
