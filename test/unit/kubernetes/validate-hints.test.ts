/** ferris-k8s-deploy validate-hints: exit codes and the four formats. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { folderWith } from './run.ts';

const CLEAN = '-- @ferris:workload=trading\nSELECT symbol FROM quotes;\n';
const WRONG = '-- @ferris:workload=trading\n-- @ferris:\tscaling.max_replicas=many\nSELECT symbol FROM quotes;\n';
const WARNED = 'SELECT symbol\n-- @ferris:workload=trading\nFROM quotes;\n';

test('clean files: 0, in a line', async () => {
  using folder = folderWith({ 'a.sql': CLEAN, 'b.sql': '', 'c.sql': 'INSERT INTO `users` VALUES (1);\n' });
  assert.deepEqual(await folder.run(['validate-hints', 'a.sql', 'b.sql', 'c.sql', '--strict']), {
    code: 0,
    stdout: '3 files, 1 hint: nothing found\n',
    stderr: '',
  });
});

test('an error: 1, with place, line and mark', async () => {
  using folder = folderWith({ 'sub/a.sql': WRONG });
  const { code, stdout, stderr } = await folder.run(['validate-hints', 'sub/a.sql']);
  assert.equal(code, 1);
  assert.equal(stderr, '');
  assert.equal(
    stdout,
    [
      "sub/a.sql:2:34: error: scaling.max_replicas takes a whole number of pods from 1 to 1000, not 'many' [hints/wrong-value]",
      '   2 | -- @ferris:\tscaling.max_replicas=many',
      '     |            \t                     ^^^^',
      '      help: for example scaling.max_replicas=10',
      '1 file, 2 hints: 1 error, 0 warnings',
      '',
    ].join('\n'),
  );
});

test('a warning: 0, and 1 with --strict', async () => {
  using folder = folderWith({ 'a.sql': WARNED });
  assert.equal((await folder.run(['validate-hints', 'a.sql'])).code, 0);
  const strict = await folder.run(['validate-hints', '--strict', 'a.sql']);
  assert.equal(strict.code, 1);
  assert.match(strict.stdout, /a\.sql:2:1: warning: .* \[hints\/misplaced\]/);
});

test('stdin, and the same file twice is one', async () => {
  using folder = folderWith({ 'a.sql': CLEAN });
  const { code, stdout } = await folder.run(['validate-hints', '-', 'a.sql', 'a.sql'], WRONG);
  assert.equal(code, 1);
  assert.match(stdout, /^<stdin>:2:34: error/);
  assert.match(stdout, /^2 files, 3 hints/m);
});

test('what cannot be read: 66, and the others are checked', async () => {
  using folder = folderWith({ 'a.sql': WRONG, 'sub/b.sql': CLEAN });
  const { code, stdout, stderr } = await folder.run(['validate-hints', 'none.sql', 'sub', '*.sql', 'a.sql']);
  assert.equal(code, 66);
  assert.match(stdout, /a\.sql:2:34/);
  assert.match(stderr, /cannot read none\.sql: there is no such file/);
  assert.match(stderr, /cannot read sub: it is a folder; name its files, such as sub.\*\.sql/);
  assert.match(stderr, /cannot read \*\.sql: no file matches/);
});

test('a wrong command line: 64, saying what to write', async () => {
  using folder = folderWith({});
  for (const [args, told] of [
    [['validate-hints'], /needs FILES/],
    [['validate-hints', 'a', '--formt', 'json'], /no flag --formt\n {2}did you mean --format\?/],
    [
      ['validate-hints', 'a', '--format', 'jsn'],
      /takes text, json, sarif or github, not 'jsn'\n {2}did you mean 'json'\?/,
    ],
    [['validate-hints', 'a', '--format'], /--format needs a value/],
    [['validate-hint', 'a'], /there is no command 'validate-hint'\n {2}did you mean 'validate-hints'\?/],
    [['constructor'], /there is no command 'constructor'/],
  ] as const) {
    const { code, stdout, stderr } = await folder.run(args);
    assert.equal(code, 64, args.join(' '));
    assert.equal(stdout, '');
    assert.match(stderr, told);
  }
});

test('json: a whole document, also without findings', async () => {
  using folder = folderWith({ 'a.sql': WRONG, 'b.sql': CLEAN });
  const { code, stdout } = await folder.run(['validate-hints', '--format', 'json', 'a.sql', 'b.sql']);
  assert.equal(code, 1);
  const { files, summary } = JSON.parse(stdout);
  assert.deepEqual(summary, { files: 2, errors: 1, warnings: 0, notes: 0 });
  assert.equal(files[1].diagnostics.length, 0);
  const [found] = files[0].diagnostics;
  assert.deepEqual(
    [found.rule, found.severity, found.line, found.column, found.endLine, found.endColumn],
    ['hints/wrong-value', 'error', 2, 34, 2, 38],
  );
});

test('sarif: every result has a rule that is described, a region, and fixes that replace it', async () => {
  using folder = folderWith({ 'with space/a.sql': '-- @ferris:scaling.max_replica=4\nSELECT 1;\n' });
  const { code, stdout } = await folder.run([
    'validate-hints',
    '-f',
    'sarif',
    'with space/a.sql',
    path.join(folder.path, 'with space/a.sql'),
  ]);
  assert.equal(code, 1);
  const log = JSON.parse(stdout);
  assert.equal(log.version, '2.1.0');
  const [run] = log.runs;
  const { rules, name } = run.tool.driver;
  assert.equal(name, 'ferris-k8s-deploy');
  for (const rule of rules)
    assert.ok(
      rule.shortDescription.text && rule.fullDescription.text && rule.help.markdown && rule.defaultConfiguration.level,
    );
  assert.equal(run.results.length, 2);
  const [result, absolute] = run.results;
  assert.equal(rules[result.ruleIndex].id, result.ruleId);
  assert.equal(result.level, 'error');
  const { artifactLocation, region } = result.locations[0].physicalLocation;
  assert.equal(artifactLocation.uri, 'with%20space/a.sql');
  assert.deepEqual(region, { startLine: 1, startColumn: 12, endLine: 1, endColumn: 31 });
  assert.deepEqual(result.fixes[0].artifactChanges[0].replacements, [
    { deletedRegion: region, insertedContent: { text: 'scaling.max_replicas' } },
  ]);
  assert.match(absolute.locations[0].physicalLocation.artifactLocation.uri, /^file:\/\/\/.*with%20space\/a\.sql$/);
});

test('github: one command a finding, escaped', async () => {
  using folder = folderWith({ 'a,b.sql': WRONG, 'w.sql': WARNED });
  const { stdout } = await folder.run(['validate-hints', '--format=github', 'a,b.sql', 'w.sql']);
  assert.deepEqual(stdout.split('\n'), [
    "::error file=a%2Cb.sql,line=2,endLine=2,col=34,endColumn=37,title=hints/wrong-value::scaling.max_replicas takes a whole number of pods from 1 to 1000, not 'many'%0Afor example scaling.max_replicas=10",
    '::warning file=w.sql,line=2,endLine=2,col=1,endColumn=27,title=hints/misplaced::this hint stands in the middle of a statement and has no effect%0Amove it above the statement',
    '',
  ]);
});

test('a file cannot send control characters to the terminal, and a long line is cut around the mark', async () => {
  using folder = folderWith({
    'a.sql': `-- @ferris:workload=\u001b[31m${'x'.repeat(500)}\nSELECT 1;\n`,
    'b.sql': `/*${' '.repeat(900)}*/ -- @ferris:workload=trading\nSELECT 1;\n`,
  });
  const { stdout } = await folder.run(['validate-hints', 'a.sql', 'b.sql']);
  const lines = stdout.split('\n').filter(line => /^ +(\d+)? \|/.test(line));
  assert.ok(lines[0]!.includes('·[31m'));
  for (const line of lines) assert.ok(line.length < 180, String(line.length));
  assert.match(lines[2]!, /-- @ferris:workload=trading$/);
  assert.equal(lines[3]!.indexOf('^'), lines[2]!.indexOf('-- @ferris'));
});

test('help says flags, exit codes and examples', async () => {
  using folder = folderWith({});
  const { code, stdout } = await folder.run(['validate-hints', '--help']);
  assert.equal(code, 0);
  for (const part of [
    '--strict',
    '-f, --format FORMAT',
    'text, json, sarif or github; default text',
    '  64 ',
    'validate-hints sql/*.sql --strict',
  ])
    assert.ok(stdout.includes(part), part);
  assert.equal((await folder.run(['help', 'validate-hints'])).stdout, stdout);
  assert.match((await folder.run(['--help'])).stdout, /generate-hints {2,}write a template/);
  assert.deepEqual(await folder.run(['--version']), {
    code: 0,
    stdout: `ferris-k8s-deploy ${JSON.parse(fs.readFileSync('package.json', 'utf8')).version}\n`,
    stderr: '',
  });
  assert.equal((await folder.run([])).code, 64);
});
