/** Text of any kind, as names and as literals, through everything that makes programs of it: it stays text. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { runSql } from '../runtime/sql.ts';

/** What ends a string, a template, a comment, a line or an object in one of the languages that text passes through. */
const BITS = [
  ...['"', "'", '`', '\\', '${', '}', '//', '/*', '*/', '--', ';', ')', ']', '\n', '\u2028', '\u0000', '\ud800', '%s'],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'then', 'globalThis.hacked=1', 'process.exit(9)'],
  ...['a', 'ß', '😀', ' ', '0', '@ferris:', '$$', 'null'],
];
const text = fc
  .array(fc.constantFrom(...BITS), { minLength: 1, maxLength: 6 })
  // A line that begins like a comment ends a string: it is taken for one that was left open (text/scan.ts).
  .map(bits => bits.join('').replaceAll(/\n\s*(?=--|\/\*)/g, ' '));
// A name has no line break and no lone surrogate in it, as topics' records could not carry it as it is.
// Nor does it end in `\\`: V8 13.6 reads the member `"` as `\\` where the object that it parsed before had that one (JSON.parse).
const name = text
  .map(raw =>
    raw
      .replaceAll(/\s|\p{Cc}|\p{Cs}/gu, '_')
      .trim()
      .replace(/\\$/, '_'),
  )
  .filter(raw => raw !== '');
const quoted = (raw: string): string => `\`${raw.replaceAll('`', '``')}\``;
const literal = (raw: string): string => `'${raw.replaceAll("'", "''")}'`;
/** What names that differ in nothing but case would be told apart by. */
const names = (count: number) =>
  fc.uniqueArray(name, { minLength: count, maxLength: count, selector: raw => raw.toLowerCase() });

const unharmed = (): void => {
  assert.equal(Reflect.get(globalThis, 'hacked'), undefined);
  assert.equal(Reflect.get({}, 'polluted'), undefined);
};

test('names and literals come out as they went in', () =>
  fc.assert(
    fc.asyncProperty(names(4), text, text, async ([a, b, c, d], value, said) => {
      const [first, second, third, fourth] = [a!, b!, c!, d!].map(quoted);
      const kept = said.replaceAll('\ud800', '');
      const sql = `CREATE STREAM s (${first} STRING, ${second} BIGINT) WITH ('topic' = 's');
        SELECT ${first} AS ${third}, ${literal(kept)} AS ${fourth} FROM s
        WHERE ${first} = ${literal(value.replaceAll('\ud800', ''))} AND ${second} = 1;`;
      const record = Object.fromEntries([
        [a!, value.replaceAll('\ud800', '')],
        [b!, 1],
      ]);
      const { written, problems } = await runSql(sql, { s: [{ value: record }, { value: { other: 1 } }] });
      assert.deepEqual(problems, []);
      assert.deepEqual(
        written.map(row => new Map(Object.entries(row.value ?? {}))),
        [
          new Map([
            [c!, record[a!]],
            [d!, kept],
          ]),
        ],
      );
      unharmed();
    }),
    { numRuns: 300 },
  ));

test('names of groups, windows, joins and keys come out as they went in', () =>
  fc.assert(
    fc.asyncProperty(names(4), text, async ([a, b, c, d], raw) => {
      const value = raw.replaceAll('\ud800', '');
      const [first, second, third, fourth] = [a!, b!, c!, d!].map(quoted);
      const sql = `CREATE STREAM s (${first} STRING, ${second} BIGINT) WITH ('topic' = 's');
        CREATE TABLE t (${first} STRING PRIMARY KEY, ${fourth} STRING) WITH ('topic' = 't');
        WITH ${third} AS (SELECT ${first}, SUM(${second}) AS ${fourth} FROM s GROUP BY ${first})
        SELECT g.${first}, g.${fourth} AS ${third}, t.${fourth} FROM ${third} g JOIN t ON g.${first} = t.${first};`;
      const { rows, written, problems } = await runSql(sql, {
        s: [
          {
            value: Object.fromEntries([
              [a!, value],
              [b!, 2],
            ]),
          },
          {
            value: Object.fromEntries([
              [a!, value],
              [b!, 3],
            ]),
          },
        ],
        t: [
          {
            key: value,
            value: Object.fromEntries([
              [a!, value],
              [d!, 'x'],
            ]),
          },
        ],
      });
      assert.deepEqual(problems, []);
      assert.equal(rows.length, 1);
      assert.deepEqual(
        new Map(Object.entries(written[0]?.value ?? {})),
        new Map<string, unknown>([
          [a!, value],
          [c!, 5],
          [d!, 'x'],
        ]),
      );
      unharmed();
    }),
    { numRuns: 200 },
  ));

test('members of records are data, whatever they are called', async () => {
  const sql = `CREATE STREAM s (id BIGINT, \`__proto__\` JSON, m MAP<STRING, BIGINT>, o STRUCT<\`constructor\` STRING>)
      WITH ('topic' = 's');
    SELECT id, \`__proto__\` AS p, m['__proto__'] AS a, m['toString'] AS b, o.\`constructor\` AS c, m, o FROM s;`;
  const value = JSON.parse(
    '{"id":1,"__proto__":{"polluted":1},"m":{"__proto__":7,"x":8},"o":{"constructor":"text"},"constructor":{"prototype":{"polluted":2}}}',
  ) as object;
  const { written, problems } = await runSql(sql, { s: [{ value }, { value: { id: 2 } }] });
  assert.deepEqual(problems, []);
  assert.equal(
    JSON.stringify(written.map(row => row.value)),
    '[{"id":1,"p":{"polluted":1},"a":7,"b":null,"c":"text","m":{"__proto__":7,"x":8},"o":{"constructor":"text"}},{"id":2,"p":null,"a":null,"b":null,"c":null,"m":null,"o":null}]',
  );
  unharmed();
});
