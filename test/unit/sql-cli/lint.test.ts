/** ferris-sql lint: exit codes, formats, files and folders, --fix, levels of rules. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { folderWith } from './run.ts';

const CLEAN = '-- @ferris:workload=trading\nSELECT ticker FROM trades;\n';
const WRONG = 'SELECT ticker FROM trades WHERE LENGHT(ticker) > 1;\n';
const MENDED = 'SELECT ticker FROM trades WHERE LENGTH(ticker) > 1;\n';
const WARNED = '-- @job_mod: simple\nSELECT ticker FROM trades;\n';
const NOTED = '-- @reviewed_by: me\nSELECT ticker FROM trades;\n';

test('nothing found: 0, in a line', async () => {
  using folder = folderWith({ 'a.sql': CLEAN, 'empty.sql': '' });
  assert.deepEqual(await folder.run(['lint', 'a.sql', 'empty.sql', './a.sql']), {
    code: 0,
    stdout: '2 files: nothing found\n',
    stderr: '',
  });
});

test('an error: 1, with place, line and mark', async () => {
  using folder = folderWith({ 'a.sql': WRONG });
  const { code, stdout } = await folder.run(['lint', 'a.sql']);
  assert.equal(code, 1);
  assert.match(stdout, /^a\.sql:1:33: error: .*LENGHT.* \[sql\/unknown-function\]$/m);
  assert.match(stdout, /^ {3}1 \| SELECT ticker FROM trades WHERE LENGHT\(ticker\) > 1;\n {5}\| {33}\^{6}$/m);
  assert.match(stdout, /help: did you mean LENGTH\?/);
  assert.match(stdout, /^1 file: 1 error, 0 warnings; --fix may mend 1 of them$/m);
});

test('warnings: 0, and 1 with --strict or more than --max-warnings; notes never', async () => {
  using folder = folderWith({ 'a.sql': WARNED, 'b.sql': NOTED });
  const code = async (...args: string[]) => (await folder.run(['lint', ...args])).code;
  assert.equal(await code('a.sql', 'b.sql'), 0);
  assert.equal(await code('a.sql', '--strict'), 1);
  assert.equal(await code('a.sql', '--max-warnings', '1'), 0);
  assert.equal(await code('a.sql', '--max-warnings', '0'), 1);
  assert.equal(await code('b.sql', '--strict'), 0);
  assert.match((await folder.run(['lint', 'b.sql'])).stdout, /^1 file: 1 note$/m);
});

test('a folder: its SQL and schema files, not what is hidden or installed', async () => {
  using folder = folderWith({
    'sql/a.sql': CLEAN,
    'sql/deep/B.SQL': WARNED,
    'sql/schemas/trades.avsc': '{"type": "record", "name": "T", "fields": [{"name": "a", "type": "integer"}]}',
    'sql/data.jsonl': '{"a": 1}\n{"a": \n',
    'sql/.git/c.sql': WRONG,
    'sql/node_modules/x/c.sql': WRONG,
    'none/readme.txt': '',
  });
  const { code, stdout } = await folder.run(['lint', 'sql']);
  assert.equal(code, 1);
  assert.match(stdout, /^sql\/deep\/B\.SQL:1:4: warning/m);
  assert.match(stdout, /^sql\/schemas\/trades\.avsc:1:\d+: error: .* \[schema\/avro-type\]$/m);
  assert.match(stdout, /^3 files: 1 error, 1 warning/m);
  assert.match((await folder.run(['lint', 'sql/data.jsonl'])).stdout, /sql\/data\.jsonl:2:\d+: warning/);
  const none = await folder.run(['lint', 'none', 'sql/a.sql']);
  assert.equal(none.code, 66);
  assert.match(none.stderr, /there is no \.sql or \.avsc or \.proto file in none/);
  assert.match(none.stdout, /^1 file: nothing found$/m);
});

test('files see each other, and say in which of them the other place is', async () => {
  using folder = folderWith({
    'a.sql': `CREATE STREAM trades (ticker STRING) WITH ('topic' = 'trades');\n`,
    'b.sql': `SELECT ticker FROM trades;\n\nCREATE STREAM trades (ticker STRING) WITH ('topic' = 'trades2');\n`,
  });
  const text = await folder.run(['lint', 'a.sql', 'b.sql']);
  assert.match(text.stdout, /^a\.sql:1:15: error: .*\n.*\n.*\n {6}note: the other definition \(b\.sql:3:15\)$/m);
  const json = JSON.parse((await folder.run(['lint', 'a.sql', 'b.sql', '-f', 'json'])).stdout);
  const [{ related }] = json.files[0].diagnostics;
  assert.deepEqual([related[0].file, related[0].line, related[0].column], ['b.sql', 3, 15]);
  const sarif = JSON.parse((await folder.run(['lint', 'a.sql', 'b.sql', '-f', 'sarif'])).stdout);
  const [result] = sarif.runs[0].results;
  assert.equal(result.relatedLocations[0].physicalLocation.artifactLocation.uri, 'b.sql');
  assert.equal(result.relatedLocations[0].physicalLocation.region.startLine, 3);
});

test('what cannot be read: 66, and the others are checked', async () => {
  using folder = folderWith({ 'a.sql': WRONG });
  const { code, stdout, stderr } = await folder.run(['lint', 'none.sql', 'a.sql']);
  assert.equal(code, 66);
  assert.match(stderr, /cannot read none\.sql/);
  assert.match(stdout, /a\.sql:1:33/);
});

test('--fix: the file is mended and the rest is told', async () => {
  using folder = folderWith({ 'a.sql': `${WRONG}SELECT;\n`, 'b.sql': CLEAN });
  const before = fs.statSync(path.join(folder.path, 'b.sql')).mtimeMs;
  const { code, stdout } = await folder.run(['lint', '--fix', 'a.sql', 'b.sql']);
  assert.equal(folder.read('a.sql'), `${MENDED}SELECT;\n`);
  assert.equal(code, 1);
  assert.match(stdout, /^a\.sql:2:.*\[sql\/syntax\]$/m);
  assert.match(stdout, /^a\.sql: fixed sql\/unknown-function\n2 files: 1 error, 0 warnings$/m);
  assert.equal(fs.statSync(path.join(folder.path, 'b.sql')).mtimeMs, before);
  assert.deepEqual(fs.readdirSync(folder.path).sort(), ['a.sql', 'b.sql']);
});

test('--fix of stdin: the text goes to stdout, all else to stderr', async () => {
  using folder = folderWith({ 'a.sql': CLEAN });
  const { code, stdout, stderr } = await folder.run(['lint', '--fix', '-'], { stdin: WRONG });
  assert.deepEqual([code, stdout], [0, MENDED]);
  assert.equal(stderr, '<stdin>: fixed sql/unknown-function\n1 file: nothing found\n');
  assert.equal((await folder.run(['lint', '--fix', '-', 'a.sql'], { stdin: WRONG })).code, 64);
  assert.match((await folder.run(['lint', '-'], { stdin: WRONG })).stdout, /^<stdin>:1:33: error/);
});

test('--fix leaves a file alone that is not UTF-8', async () => {
  using folder = folderWith();
  const bytes = Buffer.concat([Buffer.from('-- caf\xe9\n', 'latin1'), Buffer.from(WRONG)]);
  fs.writeFileSync(path.join(folder.path, 'a.sql'), bytes);
  const { code, stderr } = await folder.run(['lint', '--fix', 'a.sql']);
  assert.equal(code, 66);
  assert.match(stderr, /a\.sql is not UTF-8: it is not fixed/);
  assert.deepEqual(fs.readFileSync(path.join(folder.path, 'a.sql')), bytes);
});

test('--rule: off, more, less; what is no rule or level is usage', async () => {
  using folder = folderWith({ 'a.sql': WARNED });
  const run = (...rules: string[]) => folder.run(['lint', 'a.sql', ...rules.flatMap(rule => ['--rule', rule])]);
  assert.match((await run('annotations/unknown-name=off')).stdout, /^1 file: nothing found$/m);
  assert.equal((await run('annotations/unknown-name=error')).code, 1);
  assert.match((await run('annotations/unknown-name=info')).stdout, /^1 file: 1 note/m);
  for (const [rule, told] of [
    ['unknown-nam=off', /there is no rule 'unknown-nam'/],
    ['duplicate=off', /did you mean 'annotations\/duplicate'\?/],
    ['annotations/duplicate=loud', /the levels are off, info, warning, error/],
    ['annotations/duplicate', /write --rule annotations\/duplicate=off/],
  ] as const) {
    const { code, stderr } = await run(rule);
    assert.equal(code, 64);
    assert.match(stderr, told);
  }
});

test('rules: of ferris.yaml, under --rule; what is wrong there is told with its line', async () => {
  const run = async (settings: string, ...args: string[]) => {
    using folder = folderWith({ 'a.sql': WARNED, 'ferris.yaml': settings });
    return await folder.run(['lint', 'a.sql', ...args]);
  };
  assert.match((await run('rules:\n  annotations/unknown-name: off\n')).stdout, /^1 file: nothing found$/m);
  assert.equal((await run('brokers: localhost:9092\nrules:\n  annotations/unknown-name: error\n')).code, 1);
  const over = await run('rules: {annotations/unknown-name: error}\n', '--rule', 'annotations/unknown-name=off');
  assert.equal(over.code, 0);
  for (const [settings, told] of [
    ['rules:\n  annotations/unknown-nam: off\n', /ferris\.yaml:2: there is no rule .*: did you mean/],
    ['rules:\n  sql/syntax: loud\n', /ferris\.yaml:2: there is no level 'loud'/],
    ['\nrules: none\n', /ferris\.yaml:2: 'rules' takes ids with levels/],
    ['rules: [\n', /ferris\.yaml:\d: this is not YAML/],
  ] as const) {
    const { code, stderr } = await run(settings);
    assert.equal(code, 66);
    assert.match(stderr, told);
  }
});

test('-- ferris-ignore is honoured, and told when it does nothing', async () => {
  using folder = folderWith({
    'a.sql': `-- ferris-ignore sql/unknown-function: a function of ours\n${WRONG}`,
    'b.sql': `-- ferris-ignore hints/misplaced\n${CLEAN}`,
  });
  assert.match((await folder.run(['lint', 'a.sql'])).stdout, /^1 file: nothing found$/m);
  assert.match((await folder.run(['lint', 'b.sql'])).stdout, /^b\.sql:1:18: info: .* \[lint\/unused-ignore\]$/m);
});

test('github: a command for each finding', async () => {
  using folder = folderWith({ 'a.sql': WARNED });
  assert.match(
    (await folder.run(['lint', 'a.sql', '--format', 'github'])).stdout,
    /^::warning file=a\.sql,line=1,endLine=1,col=4,endColumn=11,title=annotations\/unknown-name::.*\n$/,
  );
});
