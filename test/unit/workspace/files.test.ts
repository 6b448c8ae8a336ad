/** Files see each other: names, changes of what they declare, duplicates, circles, and what an edit does not touch. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Workspace } from '../../../src/language/workspace/workspace.ts';

/** Files by path; what is changed afterwards is set again. */
function workspaceOf(files: Readonly<Record<string, string>>): Workspace {
  const workspace = new Workspace();
  for (const [path, text] of Object.entries(files)) workspace.setFile(path, text);
  return workspace;
}

const found = (workspace: Workspace, path: string): readonly string[] =>
  (workspace.analysis(path)?.diagnostics ?? [])
    .filter(one => one.severity === 'error')
    .map(one => `${one.rule}: ${one.message}`);

const meanings = (workspace: Workspace, path: string) =>
  (workspace.analysis(path)?.statements ?? []).map(statement => statement.meaning);

test('a name declared in another file is found, and its columns are known', () => {
  const workspace = workspaceOf({
    'sources.sql': 'CREATE STREAM trades (symbol STRING, price DOUBLE);',
    'query.sql': 'CREATE STREAM own (x BIGINT); SELECT symbol, prise FROM trades;',
  });
  assert.deepEqual(found(workspace, 'query.sql'), ["sql/unknown-column: there is no column 'prise' in 'trades'"]);
  assert.deepEqual(found(workspace, 'sources.sql'), []);
});

test('the definition in the same file wins over one elsewhere, and an exact name over one of another case', () => {
  const duplicate = (text: string) => text.startsWith('sql/duplicate-name');
  const workspace = workspaceOf({
    'other.sql': 'CREATE STREAM t (elsewhere BIGINT);',
    'here.sql': 'CREATE STREAM T (here BIGINT); SELECT here FROM t; SELECT here FROM T;',
  });
  assert.deepEqual(found(workspace, 'here.sql'), []);
  workspace.setFile(
    'here.sql',
    'CREATE STREAM T (here BIGINT); CREATE STREAM t (own BIGINT); SELECT own FROM t; SELECT here FROM T;',
  );
  assert.deepEqual(
    found(workspace, 'here.sql').filter(text => !duplicate(text)),
    [],
  );
});

test('a definition that comes, changes, is renamed and goes changes what is found in other files', () => {
  const workspace = workspaceOf({
    'a.sql': 'CREATE STREAM other (x BIGINT);',
    'b.sql': 'CREATE STREAM own (x BIGINT); SELECT price FROM trades;',
  });
  const missing = ["sql/unknown-relation: there is no stream or table 'trades'"];
  assert.deepEqual(found(workspace, 'b.sql'), missing);
  workspace.setFile('a.sql', 'CREATE STREAM trades (price DOUBLE);');
  assert.deepEqual(found(workspace, 'b.sql'), []);
  workspace.setFile('a.sql', 'CREATE STREAM trades (amount DOUBLE);');
  assert.deepEqual(found(workspace, 'b.sql'), ["sql/unknown-column: there is no column 'price' in 'trades'"]);
  workspace.setFile('a.sql', 'CREATE STREAM trade (price DOUBLE);');
  assert.deepEqual(found(workspace, 'b.sql'), missing);
  assert.equal(
    workspace.analysis('b.sql')?.diagnostics.find(one => one.rule === 'sql/unknown-relation')?.help,
    "did you mean 'trade'?",
  );
  workspace.setFile('a.sql', 'CREATE STREAM trades (price DOUBLE);');
  assert.deepEqual(found(workspace, 'b.sql'), []);
  workspace.deleteFile('a.sql');
  assert.deepEqual(found(workspace, 'b.sql'), missing);
  assert.equal(workspace.analysis('a.sql'), undefined);
});

test('a change reaches other files through any number of steps', () => {
  const files: Record<string, string> = { '0.sql': 'CREATE STREAM s0 (x BIGINT);' };
  for (let i = 1; i <= 50; i++) files[`${i}.sql`] = `CREATE STREAM s${i} AS SELECT x FROM s${i - 1};`;
  const workspace = workspaceOf(files);
  workspace.setFile('last.sql', "SELECT x || '!' AS y, x + 1 AS z FROM s50;");
  assert.deepEqual(found(workspace, 'last.sql'), []);
  workspace.setFile('0.sql', 'CREATE STREAM s0 (x STRING);');
  assert.deepEqual(found(workspace, 'last.sql'), ['sql/operand-type: there is no STRING + BIGINT']);
  workspace.setFile('0.sql', 'CREATE STREAM s0 (x BIGINT);');
  assert.deepEqual(found(workspace, 'last.sql'), []);
});

test('a function declared, changed and removed in another file', () => {
  const workspace = workspaceOf({ 'q.sql': 'SELECT twice(1) AS x;', 'f.sql': '' });
  assert.deepEqual(found(workspace, 'q.sql'), ['sql/unknown-function: there is no function TWICE']);
  const declare = (type: string) =>
    `CREATE FUNCTION twice(v ${type}) RETURNS BIGINT LANGUAGE javascript AS $$ return v; $$;`;
  workspace.setFile('f.sql', declare('BIGINT'));
  assert.deepEqual(found(workspace, 'q.sql'), []);
  workspace.setFile('f.sql', declare('BOOLEAN'));
  assert.deepEqual(found(workspace, 'q.sql'), ['sql/call: twice needs BOOLEAN as v; this is BIGINT']);
  workspace.setFile('f.sql', '');
  assert.deepEqual(found(workspace, 'q.sql'), ['sql/unknown-function: there is no function TWICE']);
});

test('an edit leaves the meaning of every statement alone that does not depend on it', () => {
  const text = (column: string, extra: string) =>
    `CREATE STREAM a (x BIGINT, ${column} STRING);${extra}\nSELECT x FROM a;\nCREATE STREAM b (z BIGINT);\nSELECT z FROM b;\nSELECT z FROM b;`;
  const workspace = workspaceOf({ 'a.sql': text('y', ''), 'b.sql': 'SELECT x FROM a; SELECT z FROM b;' });
  const before = [...meanings(workspace, 'a.sql'), ...meanings(workspace, 'b.sql')];
  workspace.setFile('a.sql', text('y', ' -- a comment in front of the next'));
  const commented = [...meanings(workspace, 'a.sql'), ...meanings(workspace, 'b.sql')];
  const same = (one: readonly unknown[], other: readonly unknown[]) => one.map((meaning, i) => meaning === other[i]);
  assert.deepEqual(same(before, commented), [true, false, true, true, true, true, true]);
  workspace.setFile('a.sql', text('w', ' -- a comment in front of the next'));
  const renamed = [...meanings(workspace, 'a.sql'), ...meanings(workspace, 'b.sql')];
  assert.deepEqual(same(commented, renamed), [false, false, true, true, true, false, true]);
});

test('an edit that changes nothing that others see stops there', () => {
  const workspace = workspaceOf({
    'a.sql': 'CREATE STREAM a (x BIGINT); CREATE STREAM b AS SELECT x FROM a WHERE x > 1;',
    'c.sql': 'SELECT x FROM b;',
  });
  const [before] = meanings(workspace, 'c.sql');
  workspace.setFile('a.sql', 'CREATE STREAM a (x BIGINT); CREATE STREAM b AS SELECT x FROM a WHERE x > 2;');
  assert.equal(meanings(workspace, 'c.sql')[0], before);
  workspace.setFile('a.sql', 'CREATE STREAM a (x BIGINT); CREATE STREAM b AS SELECT x, 2 AS y FROM a;');
  assert.notEqual(meanings(workspace, 'c.sql')[0], before);
});

test('of very many statements a keystroke shows only those anew that it touches', () => {
  const statements = ['CREATE STREAM t (x BIGINT);\n'];
  for (let i = 0; i < 3000; i++) statements.push(`SELECT x + ${i} AS y FROM t;\n`);
  const workspace = workspaceOf({ 'a.sql': statements.join('') });
  const before = workspace.analysis('a.sql')?.statements ?? [];
  statements[1500] = 'SELECT x + 1234567 AS y FROM t;\n';
  workspace.setFile('a.sql', statements.join(''));
  const after = workspace.analysis('a.sql')?.statements ?? [];
  assert.equal(after.length, before.length);
  assert.deepEqual(
    after.flatMap((one, i) => (one.meaning === before[i]?.meaning ? [] : [i])),
    [1500],
  );
  assert.deepEqual(after.slice(0, 1500), before.slice(0, 1500));
  assert.ok(after[1499] === before[1499]);
  assert.equal(after[1501]?.offset, (before[1501]?.offset ?? 0) + 3);
});

test('two definitions of a name are an error at both places, also in two files', () => {
  const workspace = workspaceOf({
    'a.sql': 'CREATE STREAM a (x BIGINT); CREATE STREAM a (y BIGINT);',
    'b.sql': 'CREATE STREAM b (x BIGINT);',
    'c.sql': 'CREATE TABLE b (x BIGINT);',
    'd.sql': 'CREATE STREAM IF NOT EXISTS b (x BIGINT); CREATE STREAM B (x BIGINT);',
  });
  const twice = "sql/duplicate-name: the stream or table 'a' is defined twice";
  assert.deepEqual(found(workspace, 'a.sql'), [twice, twice]);
  assert.deepEqual(found(workspace, 'b.sql'), ["sql/duplicate-name: the stream or table 'b' is also defined in c.sql"]);
  assert.deepEqual(found(workspace, 'c.sql'), ["sql/duplicate-name: the stream or table 'b' is also defined in b.sql"]);
  assert.deepEqual(found(workspace, 'd.sql'), []);
  assert.equal(workspace.analysis('b.sql')?.diagnostics[0]?.related?.[0]?.path, 'c.sql');
  workspace.setFile('c.sql', '');
  assert.deepEqual(found(workspace, 'b.sql'), []);
});

test('jobs and functions are names of their own kinds; versions of a job stand side by side', () => {
  const workspace = workspaceOf({
    'a.sql': [
      'CREATE STREAM s (x BIGINT);',
      "DEPLOY JOB j VERSION '1' AS SELECT x FROM s INTO o1 STRATEGY ROLLING;",
      "DEPLOY JOB j VERSION '2' AS SELECT x FROM s INTO o2 STRATEGY ROLLING;",
      'START JOB k AS SELECT x FROM s INTO o3;',
      'START JOB k AS SELECT x FROM s INTO o4;',
      'CREATE FUNCTION s(x BIGINT) RETURNS BIGINT LANGUAGE javascript AS $$ return x; $$;',
    ].join('\n'),
  });
  const twice = "sql/duplicate-name: the job 'k' is defined twice";
  assert.deepEqual(found(workspace, 'a.sql'), [twice, twice]);
});

test('what is computed from itself is told, in circles of one, two and three, also through files', () => {
  const source = 'CREATE STREAM s (x BIGINT);';
  const circle = (name: string) =>
    `sql/cycle: '${name}' is computed from what this statement writes: it would wait for itself`;
  const workspace = workspaceOf({ 'a.sql': `${source} CREATE STREAM a AS SELECT x FROM a;` });
  assert.deepEqual(found(workspace, 'a.sql'), [circle('a')]);
  workspace.setFile('a.sql', `${source} CREATE STREAM a AS SELECT x FROM b; CREATE STREAM b AS SELECT x FROM a;`);
  assert.deepEqual(found(workspace, 'a.sql'), [circle('b'), circle('a')]);
  workspace.setFile('a.sql', `${source} CREATE STREAM a AS SELECT x FROM b;`);
  workspace.setFile('b.sql', 'CREATE STREAM b AS SELECT x FROM c;');
  workspace.setFile('c.sql', 'CREATE STREAM c AS SELECT x FROM a;');
  assert.deepEqual(found(workspace, 'a.sql'), [circle('b')]);
  assert.deepEqual(found(workspace, 'b.sql'), [circle('c')]);
  assert.deepEqual(found(workspace, 'c.sql'), [circle('a')]);
  workspace.setFile('c.sql', 'CREATE STREAM c AS SELECT x FROM s;');
  for (const path of ['a.sql', 'b.sql', 'c.sql']) assert.deepEqual(found(workspace, path), []);
});

test('one broken statement leaves the others fully known, and still declares its name', () => {
  const workspace = workspaceOf({
    'a.sql':
      'CREATE STREAM a (x BIGINT);\nCREATE STREAM b AS SELECT FROM WHERE;\nSELECT x FROM a;\nSELECT anything FROM b;',
  });
  const analysis = workspace.analysis('a.sql');
  assert.deepEqual(
    analysis?.diagnostics.filter(one => one.severity === 'error').map(one => one.rule),
    ['sql/syntax'],
  );
  assert.deepEqual(
    analysis?.statements.map(one => one.bound !== undefined),
    [true, false, true, true],
  );
});

test('a chain as long as a file is known without running out of stack', () => {
  const statements = ['CREATE STREAM s0 (x BIGINT);'];
  for (let i = 1; i <= 8000; i++) statements.push(`CREATE STREAM s${i} AS SELECT x FROM s${i - 1};`);
  for (const text of [statements.join('\n'), statements.toReversed().join('\n')]) {
    const workspace = workspaceOf({ 'a.sql': text });
    assert.deepEqual(found(workspace, 'a.sql'), []);
    workspace.setFile('a.sql', text.replace('(x BIGINT)', '(y BIGINT)'));
    // The first of the chain is told; those after it read what it declares.
    assert.deepEqual(found(workspace, 'a.sql'), ["sql/unknown-column: there is no column 'x' in 's0'"]);
  }
});

test('what several statements write to and nobody declares has columns that are not all known', () => {
  const workspace = workspaceOf({
    'a.sql': 'CREATE STREAM s (x BIGINT, y STRING); INSERT INTO o SELECT x FROM s; SELECT x, z FROM o;',
  });
  assert.deepEqual(found(workspace, 'a.sql'), ["sql/unknown-column: there is no column 'z' in 'o'"]);
  workspace.setFile('b.sql', 'INSERT INTO o SELECT y AS z FROM s;');
  assert.deepEqual(found(workspace, 'a.sql'), []);
});
