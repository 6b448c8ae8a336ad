/** The default of a field, as its schema's JSON writes it → the SQL value that reading it would give. */
import type { AvroType } from '../../../src/language/schemas/avro-type.ts';
import { avroTypeName } from '../../../src/language/schemas/avro-type.ts';
import type { JsonNode } from '../../../src/language/schemas/json-tree.ts';
import { memberOf } from '../../../src/language/schemas/json-tree.ts';
import { int64 } from '../../../src/language/types/int64.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import { fromLogical } from './logical.ts';

/** Throws RecordError for what is no value of the type. */
export function defaultValue(type: AvroType, node: JsonNode): Value {
  const wrong = (): RecordError =>
    new RecordError('decode', `a default of the schema is ${node.kind}, which is no ${avroTypeName(type)}`);
  switch (type.kind) {
    case 'primitive': {
      const raw = primitiveDefault(type.name, node);
      if (raw === undefined) throw wrong();
      return type.logical && raw !== null ? fromLogical(type.logical)(raw) : raw;
    }
    case 'fixed': {
      if (node.kind !== 'string') throw wrong();
      const raw = bytesOf(node.text);
      return type.logical ? fromLogical(type.logical)(raw) : raw;
    }
    case 'enum':
      if (node.kind !== 'string') throw wrong();
      return node.text;
    case 'array':
      if (node.kind !== 'array') throw wrong();
      return node.items.map(item => defaultValue(type.items, item));
    case 'map':
      if (node.kind !== 'object') throw wrong();
      return new Map(node.members.map(({ name, value }) => [name, defaultValue(type.values, value)]));
    case 'record':
      return new Map(
        type.fields.map(field => {
          const given = memberOf(node, field.name)?.value ?? field.fallback;
          if (!given) throw wrong();
          return [field.name, defaultValue(field.type, given)];
        }),
      );
    case 'union': {
      for (const branch of type.branches) {
        try {
          return defaultValue(branch, node);
        } catch (error) {
          if (!(error instanceof RecordError)) throw error;
        }
      }
      throw wrong();
    }
    case 'invalid':
      throw wrong();
  }
}

function primitiveDefault(name: string, node: JsonNode): Value | undefined {
  switch (node.kind) {
    case 'null':
      return name === 'null' ? null : undefined;
    case 'boolean':
      return name === 'boolean' ? node.value : undefined;
    case 'string':
      return name === 'string' ? node.text : name === 'bytes' ? bytesOf(node.text) : undefined;
    case 'number':
      if (name === 'int' || name === 'long') return /^-?\d+$/.test(node.text) ? int64(BigInt(node.text)) : undefined;
      return name === 'float' || name === 'double' ? Number(node.text) : undefined;
    default:
      return undefined;
  }
}

/** A code point up to 255 for each byte. */
const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, character => character.codePointAt(0)!);
