/** JSON_KEYS, JSON_ARRAY_LENGTH, JSON_TYPE, IS_JSON: what a JSON text or value is made of. */
import { Decimal } from '../../types/decimal.ts';
import type { Value } from '../../types/value.ts';
import { RecordError } from '../../types/value.ts';
import { defineScalar } from '../define.ts';
import { jsonOf, jsonPath, valuesAt } from './path.ts';

type Args = readonly [Exclude<Value, null>, string?];

/** Undefined where the path leads nowhere. */
const at = ([json, path]: Args): Value | undefined =>
  path === undefined ? jsonOf(json) : valuesAt(jsonOf(json), jsonPath(path))[0];

const WHERE = 'Without a path that of the whole; a text that is not JSON is a record error.';

export const jsonKeys = defineScalar<Args>('JSON_KEYS(json ANY [, path STRING]) → ARRAY<STRING>', {
  category: 'json',
  literals: { path: jsonPath },
  aliases: ['JSON_OBJECT_KEYS'],
  doc: `The names of an object's members, in their order; NULL when no object is there. ${WHERE}`,
  examples: [
    [`JSON_KEYS('{"b":1,"a":{"c":2}}')`, "ARRAY['b', 'a']"],
    [`JSON_KEYS('{"a":{"c":2}}', '$.a')`, "ARRAY['c']"],
    [`JSON_KEYS('[1]')`, 'NULL'],
  ],
  evaluate: args => {
    const value = at(args);
    return value instanceof Map ? [...(value as ReadonlyMap<string, Value>).keys()] : null;
  },
});

export const jsonArrayLength = defineScalar<Args>('JSON_ARRAY_LENGTH(json ANY [, path STRING]) → BIGINT', {
  category: 'json',
  literals: { path: jsonPath },
  aliases: ['JSON_LENGTH'],
  doc: `How many elements an array has; NULL when no array is there. ${WHERE}`,
  examples: [
    [`JSON_ARRAY_LENGTH('[1,[2,3],null]')`, '3'],
    [`JSON_ARRAY_LENGTH('{"items":[]}', '$.items')`, '0'],
    [`JSON_ARRAY_LENGTH('{}')`, 'NULL'],
  ],
  evaluate: args => {
    const value = at(args);
    return Array.isArray(value) ? value.length : null;
  },
});

export const jsonType = defineScalar<Args>('JSON_TYPE(json ANY [, path STRING]) → STRING', {
  category: 'json',
  literals: { path: jsonPath },
  aliases: ['JSON_TYPEOF'],
  doc: `What is there: \`object\`, \`array\`, \`string\`, \`number\`, \`boolean\` or \`null\`; NULL when nothing is. ${WHERE}`,
  examples: [
    [`JSON_TYPE('{"a":[1]}', '$.a')`, "'array'"],
    [`JSON_TYPE('12.50')`, "'number'"],
    [`JSON_TYPE('{}', '$.a')`, 'NULL'],
  ],
  evaluate: args => {
    const value = at(args);
    if (value === undefined) return null;
    if (value === null) return 'null';
    if (value instanceof Map) return 'object';
    if (Array.isArray(value)) return 'array';
    if (typeof value === 'bigint' || value instanceof Decimal) return 'number';
    return typeof value === 'number' || typeof value === 'boolean' ? typeof value : 'string';
  },
});

export const isJson = defineScalar<[string]>('IS_JSON(text STRING) → BOOLEAN', {
  category: 'json',
  aliases: ['JSON_VALID'],
  doc: 'Whether a text is JSON. NULL gives NULL.',
  examples: [
    [`IS_JSON('{"a":1}')`, 'TRUE'],
    [`IS_JSON('{a:1}')`, 'FALSE'],
  ],
  evaluate: ([text]) => {
    try {
      jsonOf(text);
      return true;
    } catch (error) {
      if (error instanceof RecordError) return false;
      throw error;
    }
  },
});
