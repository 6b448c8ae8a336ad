/** The server's own requests over a real pipe, and docs/language-server.md, whose examples are their answers. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Hover } from 'vscode-languageserver-protocol';
import {
  CHANGE_HINTS_REQUEST,
  COST_REQUEST,
  type CostResult,
  DEPLOYMENT_REQUEST,
  type DeploymentResult,
  EXPLAIN_REQUEST,
  type ExplainResult,
  HINTS_REQUEST,
  type HintsResult,
  LINEAGE_REQUEST,
  type LineageResult,
  RELATIONS_REQUEST,
  type RelationsResult,
  STATEMENTS_REQUEST,
  type StatementsResult,
} from '../../../language-server/protocol.ts';
import { answerThat, type Session, startSession } from './session.ts';

const PAGE = path.resolve(import.meta.dirname, '../../../docs/language-server.md');
const URI = 'file:///trades.sql';
const TEXT = `CREATE STREAM trades (ticker STRING, price DECIMAL(10, 2), qty BIGINT)
WITH ('topic' = 'market', 'partitions' = 12);

-- @ferris:workload=trading
-- @ferris:scaling.max_replicas=8
-- @ferris:node_selector.instance_type=c5.2xlarge
CREATE STREAM totals AS
SELECT ticker, SUM(price * qty) AS value FROM trades WHERE qty > 100
WINDOW TUMBLING(5m) GROUP BY ticker EMIT FINAL;
`;

let session: Session;
before(async () => {
  session = await startSession({ experimental: { commands: ['ferris.previewDeployment'], htmlDetails: true } });
  await session.open(URI, TEXT);
});
after(async () => {
  assert.equal(await session.end(), 0);
});

const ask = <Answer>(request: string, more: object = {}, uri = URI): Promise<Answer> =>
  session.connection.sendRequest<Answer>(request, { textDocument: { uri }, ...more });

const hover = async (uri: string, line: number, character: number): Promise<string> => {
  const found = await ask<Hover | null>('textDocument/hover', { position: { line, character } }, uri);
  return (found?.contents as { value: string } | undefined)?.value ?? '';
};

test('ferris/relations: streams and tables of all files, with their columns', async () => {
  const { relations } = await ask<RelationsResult>(RELATIONS_REQUEST);
  assert.deepEqual(
    relations.map(({ name, topic, kind, computed, place }) => [name, topic, kind, computed, place.range.start.line]),
    [
      ['trades', 'market', 'stream', false, 0],
      ['totals', 'totals', 'stream', true, 6],
    ],
  );
  assert.deepEqual(
    relations[1]!.columns.map(({ name, type, key }) => [name, type, key]),
    [
      ['ticker', 'STRING', true],
      ['value', 'DECIMAL(38, 2)', false],
    ],
  );
});

test('ferris/statements says what each one reads and writes', async () => {
  const { statements } = await ask<StatementsResult>(STATEMENTS_REQUEST);
  const trades = { name: 'trades', topic: 'market', kind: 'stream' };
  const totals = { name: 'totals', topic: 'totals', kind: 'stream' };
  assert.deepEqual(
    statements.map(({ inputs, outputs }) => [inputs, outputs]),
    [
      [[], []],
      [[trades], [totals]],
    ],
  );
});

test('ferris/explain: a graph whose edges lead from operator to operator, and its text', async () => {
  const { stages, operators, edges, text, version } = await ask<ExplainResult>(EXPLAIN_REQUEST, { statement: 1 });
  assert.equal(version, 1);
  assert.deepEqual(
    operators.map(({ kind }) => kind),
    ['source', 'filter', 'aggregate', 'project', 'sink'],
  );
  assert.deepEqual(
    edges.map(({ kind, key }) => [kind, key]),
    [
      ['forward', undefined],
      ['repartition', ['ticker']],
      ['forward', undefined],
      ['forward', undefined],
    ],
  );
  assert.deepEqual(
    stages.map(({ key, partitions }) => [key, partitions]),
    [
      [[], 12],
      [['ticker'], undefined],
    ],
  );
  assert.match(text, /stage 1 \(12 partitions\)\n {2}1\. stream trades/);
  assert.match(operators[2]?.state ?? '', /freed when the watermark passes its end/);
  assert.deepEqual(operators[1]?.range.start, { line: 7, character: 59 });
});

test('ferris/cost: the range, what drives it, what would make it cheaper', async () => {
  const { deployments } = await ask<CostResult>(COST_REQUEST);
  const [one] = deployments;
  assert.ok(one);
  assert.deepEqual(one.statements, [1]);
  assert.deepEqual(one.pods, { min: 2, max: 8 });
  assert.equal(one.node?.type, 'c5.2xlarge');
  assert.ok(one.hourly.min > 0 && one.hourly.min < one.hourly.max);
  assert.ok(one.savings.some(({ what }) => what.startsWith('Spot nodes')));
  const other = await ask<CostResult>(COST_REQUEST, { cloud: 'gcp' });
  assert.notEqual(other.deployments[0]?.line, one.line);
});

test('ferris/deployment: every object by itself, and all of them as one manifest', async () => {
  const { deployments, yaml, problems } = await ask<DeploymentResult>(DEPLOYMENT_REQUEST, { statement: 1 });
  const [one] = deployments;
  assert.ok(one);
  assert.equal(one.summary.scaling, '2 to 8 pods, on a lag of 500 messages a pod and a latency of 50 ms');
  assert.ok(one.objects.some(({ kind, name }) => kind === 'Deployment' && name === one.name));
  assert.equal(yaml, one.objects.map(object => object.yaml).join('---\n'));
  assert.deepEqual(
    problems.filter(({ severity }) => severity === 'error'),
    [],
  );
  const keda = await ask<DeploymentResult>(DEPLOYMENT_REQUEST, { autoscaler: 'keda' });
  assert.ok(keda.deployments[0]?.objects.some(({ kind }) => kind === 'ScaledObject'));
  const source = await ask<DeploymentResult>(DEPLOYMENT_REQUEST, { statement: 0 });
  assert.deepEqual(source.deployments, []);
});

test('ferris/deployment tells why there is none', async () => {
  const uri = 'file:///broken.sql';
  await session.open(uri, '-- @ferris:scaling.max_replicas=many\nSELECT 1 AS one;\n');
  const { yaml, problems, deployments } = await ask<DeploymentResult>(DEPLOYMENT_REQUEST, {}, uri);
  assert.equal(yaml, '');
  assert.deepEqual(deployments, []);
  assert.deepEqual((await ask<CostResult>(COST_REQUEST, {}, uri)).deployments, []);
  assert.equal(await hover(uri, 1, 2), '');
  assert.deepEqual(
    problems.filter(({ severity }) => severity === 'error').map(({ rule }) => rule),
    ['hints/wrong-value'],
  );
});

test('ferris/lineage leads through other files to where the column is declared', async () => {
  const uri = 'file:///lineage.sql';
  await session.open(uri, 'SELECT value * 2 AS twice FROM totals EMIT CHANGES;\n');
  const { statements } = await ask<LineageResult>(LINEAGE_REQUEST, {}, uri);
  const [twice] = statements[0]?.columns ?? [];
  assert.deepEqual(
    twice?.sources.map(({ relation, topic, column, how, via }) => [relation, topic, column, how, via]),
    [
      ['trades', 'market', 'price', 'aggregated', ['totals']],
      ['trades', 'market', 'qty', 'aggregated', ['totals']],
    ],
  );
  assert.deepEqual(twice?.sources[0]?.declared, {
    uri: URI,
    range: { start: { line: 0, character: 37 }, end: { line: 0, character: 42 } },
  });
});

test('hovering the first words of a statement tells what it costs and becomes, with a link to the whole', async () => {
  const page = await hover(URI, 6, 3);
  assert.match(page, /\| per hour \| per month \|/);
  assert.match(page, /\| Deployment `[\w-]+` \| 2–8 \|/);
  assert.match(page, /<details><summary>YAML<\/summary>/);
  const link = /\]\(command:ferris\.previewDeployment\?([^)]*)\)/.exec(page)?.[1] ?? '';
  assert.deepEqual(JSON.parse(decodeURIComponent(link)), [URI, 1]);
});

test('hovering a hint tells where its value comes from and what it changes', async () => {
  const page = await hover(URI, 4, 34);
  assert.match(page, /Holds: `8`, from here\./);
  assert.match(page, /HorizontalPodAutoscaler `spec\.maxReplicas`: `20` → `8`/);
});

test('hovering EXPLAIN tells how its statement is computed', async () => {
  const uri = 'file:///explain.sql';
  await session.open(uri, 'EXPLAIN SELECT ticker FROM trades;\n');
  assert.match(await hover(uri, 0, 2), /stage 1[\s\S]*1\. stream trades/);
});

test('what ferris.yaml says about hints and prices holds in the editor', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-requests-'));
  const uri = pathToFileURL(path.join(folder, 'trades.sql')).href;
  const text = '-- @ferris:workload=trading\n-- @ferris:scaling.max_replicas=12\nSELECT ticker FROM trades;\n';
  fs.writeFileSync(path.join(folder, 'trades.sql'), text);
  fs.writeFileSync(
    path.join(folder, 'ferris.yaml'),
    'deploy:\n  scaling:\n    max_replicas: 9\n  node_selector.instance_type: c5.2xlarge\nprices:\n  aws:\n    instances:\n      c5.2xlarge: 1000\n',
  );
  const there = await startSession({}, pathToFileURL(folder).href);
  try {
    await there.open(uri, text);
    // The folder is read while the first requests are answered.
    const hourly = await answerThat(
      async () => {
        const found = await there.connection.sendRequest<CostResult>(COST_REQUEST, { textDocument: { uri } });
        return found.deployments[0]?.node?.hourly;
      },
      one => one === 1000,
    );
    assert.equal(hourly, 1000);
    const page = await there.connection.sendRequest<Hover>('textDocument/hover', {
      textDocument: { uri },
      position: { line: 1, character: 34 },
    });
    const { value } = page.contents as { value: string };
    assert.match(value, /Holds: `12`, from here; it overrules `9` of ferris\.yaml\./);
    assert.match(value, /\$[\d,]{4,}.*c5\.2xlarge nodes/);
  } finally {
    await there.end();
    fs.rmSync(folder, { recursive: true });
  }
});

test('an unknown document has nothing to tell', async () => {
  for (const request of [EXPLAIN_REQUEST, COST_REQUEST, DEPLOYMENT_REQUEST, LINEAGE_REQUEST]) {
    const answer = await ask<{ readonly version: number }>(request, {}, 'file:///none.sql');
    assert.equal(answer.version, 0);
  }
  const beyond = await ask<ExplainResult>(EXPLAIN_REQUEST, { statement: 99 });
  assert.deepEqual(beyond.operators, []);
});

/** Long texts and all but the first of many things are left out of the page. */
function shortened(value: unknown): unknown {
  if (typeof value === 'string') return value.length > 160 ? `${value.slice(0, 120)}…` : value;
  if (Array.isArray(value)) {
    const all = value.map(shortened);
    return all.length > 6 ? [...all.slice(0, 2), `… and ${all.length - 2} more`] : all;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shortened(inner)]));
}

/** JSON in which what fits on a line stands on one. */
function json(value: unknown, indent = ''): string {
  const line = JSON.stringify(value);
  if (typeof value !== 'object' || value === null || line.length + indent.length < 80) return oneLine(value);
  const inner = `${indent}  `;
  const items = Array.isArray(value)
    ? value.map(one => `${inner}${json(one, inner)}`)
    : Object.entries(value).map(([key, one]) => `${inner}"${key}": ${json(one, inner)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${items.join(',\n')}\n${indent}${close}`;
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, one]) => `"${key}": ${oneLine(one)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

test('the page of the requests shows what the server answers (UPDATE=1 writes it)', async () => {
  let page = fs.readFileSync(PAGE, 'utf8');
  const before = page;
  const put = (name: string, language: string, text: string): void => {
    const block = new RegExp(`(<!-- ${name} -->\n)\`\`\`[\\s\\S]*?\n\`\`\``);
    assert.match(page, block, `${name} has no place on the page`);
    page = page.replace(block, (_, head: string) => `${head}\`\`\`${language}\n${text.trimEnd()}\n\`\`\``);
  };
  put('example', 'sql', TEXT);
  put(STATEMENTS_REQUEST, 'json', json(shortened(await ask(STATEMENTS_REQUEST))));
  put(RELATIONS_REQUEST, 'json', json(shortened(await ask(RELATIONS_REQUEST))));
  for (const request of [EXPLAIN_REQUEST, COST_REQUEST, DEPLOYMENT_REQUEST, LINEAGE_REQUEST])
    put(request, 'json', json(shortened(await ask(request, { statement: 1 }))));
  const { categories, ...hints } = await ask<HintsResult>(HINTS_REQUEST, { statement: 1 });
  const scaling = categories.filter(({ name }) => name === 'scaling');
  const few = scaling.map(one => ({ ...one, fields: one.fields.slice(0, 2), patterns: one.patterns.slice(0, 1) }));
  put(HINTS_REQUEST, 'json', json({ ...hints, categories: few }));
  const changes = [
    { key: 'scaling.max_replicas', value: '12' },
    { key: 'scaling.min_replicas', value: '2' },
  ];
  put(CHANGE_HINTS_REQUEST, 'json', json(await ask(CHANGE_HINTS_REQUEST, { statement: 1, changes })));
  if (process.env.UPDATE) fs.writeFileSync(PAGE, page);
  else assert.equal(before, page);
});
