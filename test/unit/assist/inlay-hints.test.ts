/** Inlay hints written into the text at their places, as ⟦kind label⟧. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { defaultNotes } from '../../../src/compiler/deploy/hint-notes.ts';
import { analyze } from '../../../src/language/analyze.ts';
import type { Inlay } from '../../../src/language/assist/inlay/hint.ts';
import { lengthInWords } from '../../../src/language/assist/inlay/lengths.ts';
import { statementInlays } from '../../../src/language/assist/inlay/statements.ts';
import { attachHints } from '../../../src/language/hints/attach.ts';
import { Workspace } from '../../../src/language/workspace/workspace.ts';

function written(text: string, inlays: readonly Inlay[]): string {
  let result = text;
  for (const { at, kind, label } of inlays.toSorted((a, b) => b.at - a.at))
    result = `${result.slice(0, at)}⟦${kind} ${label}⟧${result.slice(at)}`;
  return result;
}

const inStatements = (text: string, range = { start: 0, end: text.length }): string =>
  written(text, statementInlays(analyze(text), range));

const SOURCES = `CREATE STREAM trades (ticker STRING, price DECIMAL(10, 2), at TIMESTAMP, WATERMARK FOR at AS at);
CREATE TABLE names (ticker STRING PRIMARY KEY, name STRING);
`;
const shown = (query: string): string => inStatements(SOURCES + query).slice(SOURCES.length);

test('* is followed by its columns, a long list is cut', () => {
  assert.equal(shown('SELECT * FROM names;'), 'SELECT *⟦columns : ticker STRING, name STRING⟧ FROM names;');
  assert.equal(
    shown('SELECT t.*, n.name FROM trades t JOIN names n ON t.ticker = n.ticker;'),
    'SELECT t.*⟦columns : ticker STRING, price DECIMAL(10, 2), at TIMESTAMP⟧, n.name FROM trades t JOIN names n ON t.ticker = n.ticker;',
  );
  const wide = `CREATE STREAM w (${Array.from({ length: 20 }, (_, i) => `column_${i} STRING`).join(', ')});\n`;
  const [star] = statementInlays(analyze(`${wide}SELECT * FROM w;`), { start: 0, end: 9999 });
  assert.match(star!.label, /^: column_0 STRING, .*, 1[5-9] more$/);
  assert.ok(star!.label.length < 80);
  assert.equal(star!.tooltip!().split('\n').length, 20, 'all of them are told to who points at it');
});

test('of a schema-less stream nothing is known', () => {
  assert.equal(inStatements('SELECT *, a + 1 AS b FROM nothing;'), 'SELECT *, a + 1 AS b FROM nothing;');
});

test('computed columns have their type behind them, plain ones, literals and casts do not', () => {
  assert.equal(
    shown(
      "SELECT ticker, COUNT(*) AS n, SUM(price * 2) s, CAST(price AS STRING) AS p, 1 AS one, 'x' x FROM trades GROUP BY ticker, p;",
    ),
    "SELECT ticker, COUNT(*) AS n⟦types : BIGINT⟧, SUM(price * 2) s⟦types : DECIMAL(38, 2)⟧, CAST(price AS STRING) AS p, 1 AS one, 'x' x FROM trades GROUP BY ticker, p;",
  );
});

test('in common table expressions, subqueries and branches too', () => {
  assert.equal(
    shown(
      'WITH c AS (SELECT UPPER(name) AS u FROM names) SELECT * FROM c UNION ALL SELECT LOWER(u) FROM (SELECT UPPER(name) u FROM names);',
    ),
    'WITH c AS (SELECT UPPER(name) AS u⟦types : STRING⟧ FROM names) SELECT *⟦columns : u STRING⟧ FROM c UNION ALL SELECT LOWER(u)⟦types : STRING⟧ FROM (SELECT UPPER(name) u⟦types : STRING⟧ FROM names);',
  );
});

test('lengths that one would have to work out', () => {
  const window = (length: string): string =>
    shown(`SELECT ticker FROM trades WINDOW TUMBLING(${length}) GROUP BY ticker;`).replace(
      /^.*TUMBLING\(|\) GROUP.*$/g,
      '',
    );
  assert.equal(window('90000ms'), '90000ms⟦lengths = 1 min 30 s⟧');
  assert.equal(window('250ms'), '250ms');
  assert.equal(window('5m'), '5m');
  assert.equal(window('60s'), '60s');
  assert.equal(window("INTERVAL '3600' SECOND"), "INTERVAL '3600' SECOND⟦lengths = 1 h⟧");
  assert.equal(window("'36h'"), "'36h'⟦lengths = 1 day 12 h⟧");
  assert.equal(window('30d'), '30d');
  assert.equal(lengthInWords(0), '0 ms');
  assert.equal(lengthInWords(172_800_001), '2 days 1 ms');
});

test('what the workload takes by itself, at the end of the block; what is written is left out', () => {
  const text = '-- @ferris:workload=trading\n-- @ferris:scaling.max_replicas=5  # few\nSELECT a FROM t;\n';
  const range = { start: 0, end: text.length };
  const notes = defaultNotes(attachHints(analyze(text).pieces), range, {}, '\n');
  assert.equal(
    written(text, notes),
    '-- @ferris:workload=trading\n-- @ferris:scaling.max_replicas=5  # few⟦defaults default: min_replicas=2, cpu_cores=2, memory_gb=4⟧\nSELECT a FROM t;\n',
  );
  const [note] = notes;
  const { span, text: added } = note!.edit!;
  const taken = text.slice(0, span.start) + added + text.slice(span.end);
  assert.deepEqual(defaultNotes(attachHints(analyze(taken).pieces), { start: 0, end: taken.length }, {}, '\n'), []);
  assert.match(note!.tooltip!(), /Lower bound of the autoscaler/);
  assert.deepEqual(
    defaultNotes(attachHints(analyze(text).pieces), { start: 0, end: 5 }, {}, '\n'),
    [],
    'outside of the range',
  );
});

test('only what is asked for', () => {
  const text = 'SELECT COUNT(*) AS a FROM t;\nSELECT COUNT(*) AS b FROM t;\nSELECT COUNT(*) AS c FROM t;';
  const start = text.indexOf('\n') + 1;
  assert.equal(
    inStatements(text, { start, end: text.lastIndexOf('\n') }),
    text.replace('AS b', 'AS b⟦types : BIGINT⟧'),
  );
});

test('what was known moves along with its statement', () => {
  const workspace = new Workspace();
  const inlaysIn = (text: string): string => {
    workspace.setFile('f', text);
    return written(text, statementInlays(workspace.analysis('f')!, { start: 0, end: text.length }));
  };
  const text = 'SELECT 1 AS one;\nSELECT COUNT(*) AS n FROM t;';
  assert.equal(inlaysIn(text), inStatements(text));
  assert.equal(inlaysIn(`/* in front */ ${text}`), inStatements(`/* in front */ ${text}`));
});

test('cut anywhere, a text has notes that are in it', () => {
  const text = `${SOURCES}WITH c AS (SELECT *, COUNT(*) n FROM trades GROUP BY ticker) SELECT c.*, 90000ms FROM c WINDOW TUMBLING(90000ms);`;
  for (let end = SOURCES.length; end <= text.length; end++)
    for (const { at } of statementInlays(analyze(text.slice(0, end)), { start: 0, end })) assert.ok(at <= end);
});
