/** JSON_VALUE, JSON_QUERY, JSON_EXISTS and JSON_EXTRACT: what a path leads to in a JSON text or value. */
import { writeJson } from '../../types/json.ts';
import type { Value } from '../../types/value.ts';
import { textOf } from '../../types/value-text.ts';
import { defineScalar } from '../define.ts';
import { EVERY, jsonOf, jsonPath, valuesAt } from './path.ts';

type Args = readonly [Exclude<Value, null>, string];

const PATH =
  'The path is written `$.order.items[0].id`, with or without `$.`; elements count from 0. `json` is a JSON text or a value that was read from JSON; a text that is not JSON is a record error.';

const isContainer = (value: Value): boolean => Array.isArray(value) || value instanceof Map;

export const jsonValue = defineScalar<Args>('JSON_VALUE(json ANY, path STRING) → STRING', {
  category: 'json',
  literals: { path: jsonPath },
  aliases: ['JSON_EXTRACT_SCALAR'],
  doc: `The scalar at the path, as text; NULL when nothing, null, an object, an array or more than one value is there. CAST it to compute: \`CAST(JSON_VALUE(payload, '$.price') AS DECIMAL(18, 4))\`. ${PATH}`,
  examples: [
    [`JSON_VALUE('{"user":{"id":7}}', '$.user.id')`, `'7'`],
    [`JSON_VALUE('{"tags":["a","b"]}', 'tags[1]')`, `'b'`],
    [`JSON_VALUE('{"big":9007199254740993}', '$.big')`, `'9007199254740993'`],
    [`JSON_VALUE('{"user":{}}', '$.user')`, 'NULL'],
    [`JSON_VALUE('{}', '$.missing')`, 'NULL'],
  ],
  evaluate: ([json, path]) => {
    const steps = jsonPath(path);
    const [value = null, another] = valuesAt(jsonOf(json), steps);
    return value === null || another !== undefined || isContainer(value) ? null : textOf(value);
  },
});

export const jsonExtract = defineScalar<Args>('JSON_EXTRACT(json ANY, path STRING) → ANY', {
  category: 'json',
  literals: { path: jsonPath },
  doc: `The value at the path, of whatever kind: a number, text, object or array; an array of all values for a path with \`[*]\`. NULL when nothing is there. ${PATH}`,
  examples: [
    [`JSON_EXTRACT('{"user":{"id":7}}', '$.user.id')`, '7'],
    [`JSON_EXTRACT('{"price":1.10}', 'price')`, '1.1'],
    [`JSON_EXTRACT('{}', '$.missing')`, 'NULL'],
  ],
  evaluate: ([json, path]) => {
    const steps = jsonPath(path);
    const values = valuesAt(jsonOf(json), steps);
    return steps.includes(EVERY) ? values : (values[0] ?? null);
  },
});

export const jsonQuery = defineScalar<Args>('JSON_QUERY(json ANY, path STRING) → STRING', {
  category: 'json',
  literals: { path: jsonPath },
  doc: `The object or array at the path, as JSON text; NULL when nothing or a scalar is there. ${PATH}`,
  examples: [
    [`JSON_QUERY('{"user":{"id":7}}', '$.user')`, `'{"id":7}'`],
    [`JSON_QUERY('{"items":[{"id":1},{"id":2}]}', '$.items[*].id')`, `'[1,2]'`],
    [`JSON_QUERY('{"user":7}', '$.user')`, 'NULL'],
  ],
  evaluate: ([json, path]) => {
    const steps = jsonPath(path);
    const values = valuesAt(jsonOf(json), steps);
    const value = steps.includes(EVERY) ? values : (values[0] ?? null);
    return isContainer(value) ? writeJson(value) : null;
  },
});

export const jsonExists = defineScalar<Args>('JSON_EXISTS(json ANY, path STRING) → BOOLEAN', {
  category: 'json',
  literals: { path: jsonPath },
  doc: `Whether the path leads to anything, be it null. ${PATH}`,
  examples: [
    [`JSON_EXISTS('{"a":null}', '$.a')`, 'TRUE'],
    [`JSON_EXISTS('{"a":1}', '$.b')`, 'FALSE'],
  ],
  evaluate: ([json, path]) => valuesAt(jsonOf(json), jsonPath(path)).length > 0,
});

export const parseJson = defineScalar<[string]>('PARSE_JSON(text STRING) → JSON', {
  category: 'json',
  doc: 'The value that a JSON text holds: numbers exactly, objects and arrays to be read with `.name` and `[i]`. A record error when it is not JSON.',
  examples: [
    [`PARSE_JSON('12.50')`, '12.5'],
    [`PARSE_JSON('"a"')`, `'a'`],
    [`PARSE_JSON('null')`, 'NULL'],
  ],
  evaluate: ([text]) => jsonOf(text),
});

export const toJson = defineScalar<[Value]>('TO_JSON(value ANY) → STRING', {
  category: 'json',
  aliases: ['TO_JSON_STRING'],
  nulls: 'handled',
  doc: 'The value as JSON text: decimals as numbers, times as ISO 8601; NULL is `null`.',
  examples: [
    [`TO_JSON('a"b')`, `'"a\\"b"'`],
    ['TO_JSON(1.50)', `'1.5'`],
    ['TO_JSON(NULL)', `'null'`],
  ],
  evaluate: ([value]) => writeJson(value),
});

export const jsonExtractString = defineScalar<Args>('JSON_EXTRACT_STRING(json ANY, path STRING) → STRING', {
  category: 'json',
  literals: { path: jsonPath },
  doc: `What is at the path, as text: a scalar as JSON_VALUE gives it, an object or array as JSON. NULL when nothing or null is there. ${PATH}`,
  examples: [
    [`JSON_EXTRACT_STRING('{"user":{"id":7}}', '$.user.id')`, `'7'`],
    [`JSON_EXTRACT_STRING('{"user":{"id":7}}', '$.user')`, `'{"id":7}'`],
    [`JSON_EXTRACT_STRING('{"a":null}', '$.a')`, 'NULL'],
  ],
  evaluate: ([json, path]) => {
    const steps = jsonPath(path);
    const values = valuesAt(jsonOf(json), steps);
    const value = steps.includes(EVERY) ? values : (values[0] ?? null);
    return value === null ? null : textOf(value);
  },
});
