import assert from 'node:assert/strict';
import test from 'node:test';
import { editsForMoves } from '../../../src/language/references/moved-files.ts';
import { Workspace } from '../../../src/language/workspace/workspace.ts';
import { after } from './marked.ts';

const ROOT = 'file:///w/my%20project';

/** The text of `jobs/a.sql` after a move, as URIs. */
function moved(written: string, from: string, to: string): string {
  const workspace = new Workspace();
  const path = `${ROOT}/jobs/a.sql`;
  const text = `CREATE STREAM s WITH ('topic' = 's', 'schema.file' = ${written});`;
  workspace.setFile(path, text);
  const edits = editsForMoves(workspace, [{ from: `${ROOT}/${from}`, to: `${ROOT}/${to}` }]);
  return /'schema.file' = (.*)\);/.exec(after(text, edits, path))?.[1] ?? '';
}

test('a path follows the file that it leads to', () => {
  assert.equal(moved("'s.avsc'", 'jobs/s.avsc', 'jobs/t.avsc'), "'t.avsc'");
  assert.equal(moved("'./s.avsc'", 'jobs/s.avsc', 'jobs/deep/t.avsc'), "'./deep/t.avsc'");
  assert.equal(moved("'../schemas/s.proto'", 'schemas/s.proto', 'jobs/s.proto'), "'s.proto'");
  assert.equal(moved(`"s.avsc"`, 'jobs/s.avsc', 'other/it%27s%20new.avsc'), `"../other/it's new.avsc"`);
  assert.equal(moved("'s.avsc'", 'jobs/s.avsc', 'jobs/it%27s.avsc'), "'it''s.avsc'");
});

test('a folder takes its files along', () => {
  assert.equal(moved("'../schemas/s.avsc'", 'schemas', 'contracts/v2'), "'../contracts/v2/s.avsc'");
  assert.equal(moved("'../schemas/s.avsc'", 'schem', 'contracts'), "'../schemas/s.avsc'");
});

test('a SQL file that moves still finds what it names', () => {
  assert.equal(moved("'../schemas/s.avsc'", 'jobs/a.sql', 'jobs/deep/a.sql'), "'../../schemas/s.avsc'");
  assert.equal(moved("'s.avsc'", 'jobs', 'work'), "'s.avsc'");
});

test('what is absolute stays so; variables and other values are left alone', () => {
  assert.equal(moved("'/w/my project/s.avsc'", 's.avsc', 't.avsc'), "'/w/my project/t.avsc'");
  assert.equal(moved(`'\${DIR}/s.avsc'`, 's.avsc', 't.avsc'), `'\${DIR}/s.avsc'`);
});
