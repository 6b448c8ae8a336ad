/** Configuration files of relations: what they say holds where the statement says nothing, and what is wrong is told twice. */
import assert from 'node:assert/strict';
import test from 'node:test';
import * as yaml from 'yaml';
import { deploymentsOf } from '../../../src/compiler/deploy/deployments.ts';
import { buildPlan } from '../../../src/compiler/plan/build.ts';
import { readConfigFile } from '../../../src/language/properties/config-file/read.ts';
import { configuredIn } from '../../../src/language/properties/said.ts';
import { Workspace } from '../../../src/language/workspace/workspace.ts';

const SQL = 'sql/q.sql';

/** @param files by path; undefined: looked for and not there */
function workspaceOf(sql: string, files: Readonly<Record<string, string | undefined>>, roots: readonly string[] = []) {
  const workspace = new Workspace({ bounded: false });
  workspace.setFile(SQL, sql);
  workspace.setRoots(roots);
  const asked = new Set<string>();
  for (let fresh = workspace.configFilesOf(SQL); fresh.length > 0; ) {
    for (const path of fresh) {
      asked.add(path);
      const text = files[path];
      workspace.setConfigFile(path, text === undefined ? undefined : readConfigFile(text, yaml));
    }
    fresh = workspace.configFilesOf(SQL).filter(path => !asked.has(path));
  }
  return { workspace, asked: [...asked], analysis: workspace.analysis(SQL)! };
}

const found = (sql: string, files: Readonly<Record<string, string | undefined>>, roots: readonly string[] = []) =>
  workspaceOf(sql, files, roots).analysis.diagnostics.filter(({ severity }) => severity !== 'info');

const topicOf = (sql: string, files: Readonly<Record<string, string | undefined>>): string | undefined => {
  const { meaning } = workspaceOf(sql, files).analysis.statements[0]!;
  return meaning?.kind === 'source' ? meaning.relation.topic : meaning?.kind === 'query' ? meaning.topic : undefined;
};

const created = (more = '') => `CREATE STREAM s (a STRING) WITH ('config_file' = 'c/s.yaml'${more});`;

test('the statement goes before the file, the file before what it extends', () => {
  const files = { 'sql/c/s.yaml': 'extends: base.yaml\n', 'sql/c/base.yaml': 'topic:\n  name: from-base\n' };
  assert.equal(topicOf(created(), files), 'from-base');
  assert.equal(topicOf(created(), { ...files, 'sql/c/s.yaml': 'extends: base.yaml\ntopic: near\n' }), 'near');
  assert.equal(topicOf(created(", 'topic' = 'said'"), files), 'said');
  assert.equal(topicOf(created(", 's.topic' = 'said'"), files), 'said');
});

test('a file is about the relation in front of its key, whatever that relation is to the statement', () => {
  const files = { 'sql/in.yaml': 'topic: in-topic\nformat: raw\n', 'sql/out.yaml': 'topic: out-topic\n' };
  const sql = `INSERT INTO o SELECT a FROM i WITH ('i.config_file' = 'in.yaml', 'o.config_file' = 'out.yaml');`;
  assert.equal(topicOf(sql, files), 'out-topic');
  const { meaning } = workspaceOf(sql, files).analysis.statements[0]!;
  assert.deepEqual(
    configuredIn(meaning).map(
      ({ of, property, value, file, line }) => `${of}.${property.key}=${value} ${file}:${line}`,
    ),
    ['i.topic=in-topic in.yaml:1', 'i.format=raw in.yaml:2', 'o.topic=out-topic out.yaml:1'],
  );
  const [input] = meaning?.kind === 'query' ? [meaning.query.input] : [];
  assert.equal(input?.kind === 'relation' && input.relation.topic, 'in-topic');
  // source_config and sink_config say the same without names.
  const plain = `INSERT INTO o SELECT a FROM i WITH ('source_config' = 'in.yaml', 'sink_config' = 'out.yaml');`;
  assert.equal(topicOf(plain, files), 'out-topic');
  assert.match(
    found(`INSERT INTO o SELECT a FROM i JOIN j ON i.a = j.a WITHIN 5s WITH ('source_config' = 'in.yaml');`, files)
      .map(({ message }) => message)
      .join('\n'),
    /source_config has no effect here: the statement reads 2 relations/,
  );
});

test('a schema file is named relative to the configuration file that names it', () => {
  const { workspace } = workspaceOf(created(), { 'sql/c/s.yaml': 'format: avro\nschema:\n  file: ../a.avsc\n' });
  assert.deepEqual(workspace.schemaFilesOf(SQL), ['sql/a.avsc']);
});

test('what is wrong in a file is found in it at its place, and told where SQL names it', () => {
  const text = 'topic: orders\ncompression.type: lz44\ntopik: a\nformat:\n';
  const findings = readConfigFile(text, yaml).findings;
  assert.deepEqual(
    findings.map(({ rule, span, message }) => [rule, text.slice(span.start, span.end), message.slice(0, 30)]),
    [
      ['sql/property-value', 'lz44', 'compression.type takes one of '],
      ['sql/unknown-property', 'topik', "there is no property 'topik'"],
      ['sql/property-value', 'format', 'format has no value'],
    ],
  );
  const [told] = found(created(), { 'sql/c/s.yaml': text });
  assert.equal(told!.rule, 'sql/property-value');
  assert.match(told!.message, /^'c\/s\.yaml', line 2: compression\.type takes .*\(and 2 more\)$/);
  assert.equal(created().slice(told!.span.start, told!.span.end), "'c/s.yaml'");
  assert.equal(told!.related?.[0]?.path, 'sql/c/s.yaml');
});

test('a secret in the text of a file is an error, as in WITH', () => {
  const rules = (value: string) => readConfigFile(`sasl.password: ${value}\n`, yaml).findings.map(({ rule }) => rule);
  assert.deepEqual(rules('hunter2'), ['sql/literal-secret']);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of FerrisSQL
  assert.deepEqual(rules("'${PASSWORD}'"), []);
});

test('files outside of the workspace are refused, and never asked for', () => {
  const outside = (path: string, roots: readonly string[] = []) => {
    const sql = `CREATE STREAM s (a STRING) WITH ('config_file' = '${path}');`;
    const { asked, analysis } = workspaceOf(sql, { 'sql/a.yaml': 'extends: ../../x.yaml', 'b.yaml': '' }, roots);
    return { asked, messages: analysis.diagnostics.map(({ message }) => message).join('\n') };
  };
  for (const path of [
    '../../x.yaml',
    '/etc/passwd',
    'file:///etc/passwd',
    'http://h/x.yaml',
    'c/../../../x.yaml',
    '../b.yaml',
  ]) {
    const { asked, messages } = outside(path);
    assert.match(messages, /is outside of the workspace/, path);
    assert.deepEqual(asked, [], path);
  }
  const extended = outside('a.yaml');
  assert.match(extended.messages, /'\.\.\/\.\.\/x\.yaml' is outside of the workspace.*, which 'a\.yaml' extends/);
  assert.deepEqual(extended.asked, ['sql/a.yaml']);
  assert.deepEqual(outside('../b.yaml', ['']).asked, ['b.yaml']);
});

test('a link out of the workspace is refused by what the file is, also where another file extends it', () => {
  const workspace = new Workspace();
  workspace.setFile('sql/q.sql', `CREATE STREAM s (a STRING) WITH ('config_file' = 'a.yaml');`);
  const errors = (): readonly string[] =>
    workspace.analysis('sql/q.sql')!.diagnostics.flatMap(one => (one.severity === 'error' ? [one.message] : []));
  const outside = 'is a link to a file outside of the workspace: the configuration file is not read';
  workspace.setConfigFile('sql/a.yaml', 'linked');
  assert.deepEqual(errors(), [`'a.yaml' ${outside}`]);
  assert.equal(workspace.configFile('sql/a.yaml'), undefined);
  workspace.setConfigFile('sql/a.yaml', readConfigFile('extends: b.yaml\ntopic: t\n', yaml));
  workspace.setConfigFile('sql/b.yaml', 'linked');
  assert.deepEqual(errors(), [`'b.yaml' ${outside}, which 'a.yaml' extends`]);
  workspace.setConfigFile('sql/b.yaml', readConfigFile('format: json\n', yaml));
  assert.deepEqual(errors(), []);
});

test('a file that is not there, extends itself, or is no table is told', () => {
  const first = (text: string | undefined) => found(created(), { 'sql/c/s.yaml': text })[0]!;
  assert.match(first(undefined).message, /^there is no configuration file 'c\/s\.yaml'$/);
  assert.equal(first(undefined).severity, 'warning');
  assert.match(first('extends: s.yaml').message, /extends itself/);
  assert.match(first('extends: gone.yaml').message, /'c\/gone\.yaml', which 'c\/s\.yaml' extends/);
  assert.match(first('[a, b]').message, /holds properties/);
  assert.match(first('a: [').message, /line 1|line 2/);
  assert.match(first('a: &x [1]\nb: *y').message, /no anchor/);
});

test('neither bombs nor circles of anchors nor odd names do any harm', () => {
  const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
  for (let i = 1; i < 12; i++)
    bomb.push(
      `a${i}: &a${i} [${Array(9)
        .fill(`*a${i - 1}`)
        .join(', ')}]`,
    );
  assert.match(readConfigFile(bomb.join('\n'), yaml).findings[0]!.message, /stand for too much/);
  readConfigFile('a: &x\n  b: *x\n', yaml);
  readConfigFile('a: &x [*x]\n', yaml);
  const odd = readConfigFile('__proto__: {polluted: 1}\nconstructor: 2\ntoString: 3\n', yaml);
  assert.equal(odd.entries.length, 0);
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
  assert.deepEqual(
    odd.findings.map(({ rule }) => rule),
    Array(3).fill('sql/unknown-property'),
  );
});

test('a file that changes is read again, and answers are those of a fresh workspace', () => {
  const { workspace } = workspaceOf(created(), { 'sql/c/s.yaml': 'topic: one\n' });
  const topic = () => {
    const { meaning } = workspace.analysis(SQL)!.statements[0]!;
    return meaning?.kind === 'source' && meaning.relation.topic;
  };
  assert.equal(topic(), 'one');
  workspace.setConfigFile('sql/c/s.yaml', readConfigFile('topic: two\n', yaml));
  assert.equal(topic(), 'two');
  workspace.setConfigFile('sql/c/s.yaml', undefined);
  assert.equal(topic(), 's');
});

test('what nothing obeys yet is told once for the statement', () => {
  const { meaning } = workspaceOf(created(), { 'sql/c/s.yaml': 'topic.pattern: a.*\nname: me\n' }).analysis
    .statements[0]!;
  assert.deepEqual(meaning?.kind === 'source' && meaning.later.map(({ what }) => what), ['the setting topic.pattern']);
});

test('settings of the connection, of retries and of memory are in the plan, with the file and line of the former', () => {
  const sql = `CREATE STREAM i (a STRING) WITH ('config_file' = 'in.yaml');
CREATE STREAM o WITH ('config_file' = 'out.yaml') AS SELECT a FROM i;`;
  const { analysis } = workspaceOf(sql, {
    'sql/in.yaml': 'topic: t\nbootstrap.servers: b:9092\n',
    'sql/out.yaml': 'retry:\n  max:\n    attempts: 7\n',
  });
  const plan = buildPlan(analysis, { bounded: false });
  assert.deepEqual(plan.kafka, [{ key: 'bootstrap.servers', value: 'b:9092', of: 'i', from: 'in.yaml:2' }]);
  assert.equal(plan.retries?.attempts, 7);
});

test('a deployment takes the files along, each at its place beside the SQL', () => {
  const files = { 'sql/c/s.yaml': 'extends: base.yaml\n', 'sql/c/base.yaml': 'topic: t\n' };
  const sql = `${created()}\nCREATE STREAM o AS SELECT a FROM s;`;
  const { analysis } = workspaceOf(sql, files);
  const { specs } = deploymentsOf({ file: SQL, text: sql, analysis });
  assert.deepEqual(
    specs[0]!.source.schemaFiles?.map(({ path }) => path),
    ['c/s.yaml', 'c/base.yaml'],
  );
});
