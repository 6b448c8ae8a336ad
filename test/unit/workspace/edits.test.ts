/** Whatever is edited, in whichever order: the workspace knows what a new one with the same files would know. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { rescan } from '../../../src/language/text/rescan.ts';
import { scan } from '../../../src/language/text/scan.ts';
import { Workspace } from '../../../src/language/workspace/workspace.ts';

const STATEMENTS = [
  'CREATE STREAM a (x BIGINT, y STRING);',
  'CREATE STREAM a (x DOUBLE, z STRING);',
  'CREATE STREAM A (x STRING);',
  'CREATE STREAM b AS SELECT x, x + 1 AS more FROM a;',
  'CREATE STREAM c AS SELECT more AS x FROM b;',
  'CREATE STREAM b AS SELECT x, 5 AS more FROM c;',
  'SELECT x FROM a;',
  'SELECT y FROM A;',
  'SELECT more FROM b INTO d;',
  'SELECT x FROM c INTO d;',
  'SELECT more FROM d;',
  'INSERT INTO a SELECT x, y FROM c;',
  'INSERT INTO e SELECT x FROM a;',
  'SELECT * FROM e;',
  'SELECT x FROM nowhere;',
  'SELECT f(x), g(1) FROM a;',
  'CREATE FUNCTION f(v BIGINT) RETURNS STRING LANGUAGE javascript AS $$ return v; $$;',
  'CREATE FUNCTION f(v DOUBLE) RETURNS BIGINT LANGUAGE javascript AS $$ return v; $$;',
  "SELECT 'open FROM a;",
  'SELEC x FROM a;',
  '-- @ferris:workload=trading',
  '-- ferris-ignore sql/unknown-column',
  '/* open ',
  'START JOB a2 AS SELECT x FROM a;',
  'SELECT x FROM a2;',
];

const PATHS = ['one.sql', 'dir/two.sql', 'three.sql'];

const edit = fc.record({
  path: fc.constantFrom(...PATHS),
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.constantFrom(0, 0, 1, 7, 60, 10_000),
  insert: fc.oneof(
    fc.constantFrom('', 'x', ';', "'", '\n', ' '),
    fc.array(fc.constantFrom(...STATEMENTS), { maxLength: 4 }).map(all => `${all.join('\n')}\n`),
  ),
  remove: fc.integer({ min: 0, max: 14 }).map(n => n === 0),
});

const known = (workspace: Workspace, path: string) => {
  const analysis = workspace.analysis(path);
  return (
    analysis && {
      pieces: analysis.pieces,
      diagnostics: analysis.diagnostics,
      meanings: analysis.statements.map(({ meaning, bound, span, index, kind, name, offset }) => ({
        ...{ span, index, kind, name, offset, bound: bound !== undefined },
        meaning: JSON.stringify(meaning, (key, value: unknown) => (key === 'syntax' ? undefined : value)),
      })),
    }
  );
};

test('after any edits a workspace knows what a new one would know', () => {
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 3 }), (edits, every) => {
      const workspace = new Workspace();
      const texts = new Map<string, string>(PATHS.map(path => [path, '']));
      for (const path of PATHS) workspace.setFile(path, '');
      for (const [i, { path, from, length, insert, remove }] of edits.entries()) {
        const text = texts.get(path) ?? '';
        const at = Math.floor(from * text.length);
        const edited = text.slice(0, at) + insert + text.slice(at + length);
        texts.set(path, remove ? '' : edited);
        workspace.setFile(path, remove ? '' : edited);
        if (i % every !== 0) continue;
        const fresh = new Workspace();
        for (const [one, its] of texts) fresh.setFile(one, its);
        for (const one of PATHS) assert.deepEqual(known(workspace, one), known(fresh, one));
      }
    }),
    { numRuns: 300, seed: 20_261_121 },
  );
});

test('after any edit the pieces are those that a scan of the whole text gives', () => {
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 20 }), edits => {
      let text = STATEMENTS.join('\n');
      let pieces = scan(text);
      for (const { from, length, insert } of edits) {
        const at = Math.floor(from * text.length);
        const edited = text.slice(0, at) + insert + text.slice(at + length);
        pieces = rescan({ text, pieces }, edited).pieces;
        text = edited;
        assert.deepEqual(pieces, scan(text));
      }
    }),
    { numRuns: 500, seed: 20_261_121 },
  );
});
