/** JSON_OBJECT and JSON_ARRAY: JSON texts made of values. */
import { writeJson } from '../../types/json.ts';
import type { Value } from '../../types/value.ts';
import { RecordError } from '../../types/value.ts';
import { describe } from '../../types/value-text.ts';
import { defineScalar } from '../define.ts';

export const jsonObject = defineScalar<readonly Value[]>(
  ['JSON_OBJECT() → STRING', 'JSON_OBJECT(key STRING, value ANY [, more ANY, …]) → STRING'],
  {
    category: 'json',
    nulls: 'handled',
    doc: "A JSON object as text, of keys and values in turn, written `'key', value`, `'key' VALUE value` or `'key': value`. Numbers are written exactly, NULL as null; of equal keys the last counts. An array, map or struct becomes JSON of its own, and so does a JSON_OBJECT or JSON_ARRAY written inside; another JSON text becomes a string: put it in with `PARSE_JSON(text)`. A record error for a key that is no text or has no value.",
    examples: [
      ["JSON_OBJECT('symbol', 'AAPL', 'price', 1.50)", `'{"symbol":"AAPL","price":1.5}'`],
      ["JSON_OBJECT('a', NULL)", `'{"a":null}'`],
      ['JSON_OBJECT()', "'{}'"],
    ],
    evaluate: args => {
      if (args.length % 2 === 1) throw new RecordError('argument', 'JSON_OBJECT takes keys and values in turn');
      const members = new Map<string, Value>();
      for (let i = 0; i < args.length; i += 2) {
        const key = args[i]!;
        if (typeof key !== 'string')
          throw new RecordError('argument', `${describe(key)} cannot be a key of JSON_OBJECT: CAST it to STRING`);
        members.set(key, args[i + 1]!);
      }
      return writeJson(members);
    },
  },
);

export const jsonArray = defineScalar<readonly Value[]>(
  ['JSON_ARRAY() → STRING', 'JSON_ARRAY(value ANY, …) → STRING'],
  {
    category: 'json',
    nulls: 'handled',
    doc: 'A JSON array of the values as text; NULL is null. An array, map or struct becomes JSON of its own, and so does a JSON_OBJECT or JSON_ARRAY written inside; another JSON text becomes a string: put it in with `PARSE_JSON(text)`.',
    examples: [
      ["JSON_ARRAY(1, 'a', NULL)", `'[1,"a",null]'`],
      ['JSON_ARRAY()', "'[]'"],
    ],
    evaluate: args => writeJson(args),
  },
);
