/** ferris/hints and its edits: what a form shows, and what the text is when the form has been used. */
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  CHANGE_HINTS_REQUEST,
  GENERATE_HINTS_REQUEST,
  HINTS_REQUEST,
  type HintEditsResult,
  type HintsField,
  type HintsResult,
} from '../../../language-server/protocol.ts';
import { analyze } from '../../../src/language/analyze.ts';
import { attachHints } from '../../../src/language/hints/attach.ts';
import { hintCatalogue } from '../../../src/language/hints/catalogue.ts';
import { WORKLOADS } from '../../../src/language/hints/define.ts';
import { type Session, startSession } from './session.ts';

const TRADES = `CREATE STREAM trades (ticker STRING, price DECIMAL(10, 2)) WITH ('topic' = 'trades');\n`;
const TOTALS =
  'CREATE STREAM totals AS SELECT ticker, COUNT(*) AS n FROM trades WINDOW TUMBLING(5m) GROUP BY ticker;\n';
const DEAR = 'CREATE STREAM dear AS SELECT * FROM trades WHERE price > 100;\n';

let session: Session;
let opened = 0;
before(async () => {
  session = await startSession({});
});
after(async () => {
  assert.equal(await session.end(), 0);
});

interface Opened {
  form(statement?: number): Promise<HintsResult>;
  field(key: string, statement?: number): Promise<HintsField>;
  /** The text afterwards, or why there is none. */
  change(changes: Readonly<Record<string, string | null>>, statement?: number): Promise<string>;
  generate(workload: string, statement?: number): Promise<string>;
}

function open(text: string): Opened {
  const uri = `file:///hints-${opened++}.sql`;
  void session.open(uri, text);
  const about = (statement?: number): object => ({
    textDocument: { uri },
    ...(statement === undefined ? {} : { statement }),
  });
  const result = ({ edits, problem }: HintEditsResult): string =>
    problem ??
    TextDocument.applyEdits(
      TextDocument.create(uri, 'ferris-sql', 1, text),
      [...edits].map(({ range, newText }) => ({ range, newText })),
    );
  const form = async (statement?: number): Promise<HintsResult> =>
    await session.connection.sendRequest<HintsResult>(HINTS_REQUEST, about(statement));
  return {
    form,
    async field(key, statement) {
      const found = (await form(statement)).categories.flatMap(({ fields }) => fields).find(one => one.key === key);
      assert.ok(found, `no field ${key}`);
      return found;
    },
    async change(changes, statement) {
      const list = Object.entries(changes).map(([key, value]) => ({ key, value }));
      return result(
        await session.connection.sendRequest<HintEditsResult>(CHANGE_HINTS_REQUEST, {
          ...about(statement),
          changes: list,
        }),
      );
    },
    async generate(workload, statement) {
      return result(
        await session.connection.sendRequest<HintEditsResult>(GENERATE_HINTS_REQUEST, {
          ...about(statement),
          workload,
        }),
      );
    },
  };
}

/** What holds for each deployment of a text, by key. */
const held = (text: string): readonly Readonly<Record<string, string | undefined>>[] =>
  attachHints(analyze(text).pieces).scopes.map(({ effective }) =>
    Object.fromEntries([...effective].map(([key, { value }]) => [key, value])),
  );

test('a form has every key of the catalogue once, in its order', async () => {
  const { categories, title, statement } = await open(TRADES + TOTALS).form(1);
  assert.equal(title, 'totals');
  assert.equal(statement, 1);
  assert.deepEqual(
    categories.flatMap(({ fields }) => fields.map(({ key }) => key)),
    hintCatalogue.filter(({ placeholder }) => !placeholder).map(({ key }) => key),
  );
  assert.ok(categories.flatMap(({ patterns }) => patterns).some(({ key }) => key === 'scaling.<condition>.schedule'));
});

test('a field tells what is written, what holds otherwise, and what is wrong', async () => {
  const file = open(
    `-- @ferris:workload=trading\n-- @ferris:container.namespace=desk\n\n${TRADES}-- @ferris:scaling.max_replicas=many\n${TOTALS}${DEAR}`,
  );
  const most = await file.field('scaling.max_replicas', 1);
  assert.equal(most.value, 'many');
  assert.deepEqual(most.otherwise, { value: '20', from: 'default of trading' });
  assert.equal(most.problem?.severity, 'error');
  assert.equal(most.unit, 'pods');
  const namespace = await file.field('container.namespace', 1);
  assert.equal(namespace.value, undefined);
  assert.deepEqual(namespace.otherwise, { value: 'desk', from: 'the file' });
  assert.equal((await file.field('workload', 2)).closed, true);
  assert.equal((await file.field('container.namespace')).value, 'desk');
});

test('a value changes where it stands; comments behind it stay', async () => {
  const text = `${TRADES}\n-- @ferris:scaling.max_replicas=8   # enough\n-- @ferris:workload=trading\n${TOTALS}${DEAR}`;
  assert.equal(await open(text).change({ 'scaling.max_replicas': '12' }, 1), text.replace('=8 ', '=12 '));
});

test('a new hint joins its block in the order of the formatter', async () => {
  const text = `${TRADES}\n-- @ferris:workload=trading\n-- @ferris:scaling.max_replicas=8  # enough\n${TOTALS}`;
  assert.equal(
    await open(`${text}${DEAR}`).change({ 'scaling.min_replicas': '3', 'sla.latency_p95_ms': '100' }, 1),
    `${TRADES}\n-- @ferris:workload=trading\n-- @ferris:sla.latency_p95_ms=100\n-- @ferris:scaling.min_replicas=3\n-- @ferris:scaling.max_replicas=8 # enough\n${TOTALS}${DEAR}`,
  );
});

test('a hint that is taken away takes its line along, and its duplicates', async () => {
  const text = `${TRADES}-- @ferris:workload=trading\n-- @ferris:scaling.max_replicas=8\n-- @ferris:scaling.max_replicas=9\n${TOTALS}${DEAR}`;
  assert.equal(
    await open(text).change({ 'scaling.max_replicas': null }, 1),
    `${TRADES}-- @ferris:workload=trading\n${TOTALS}${DEAR}`,
  );
});

test('a first hint stands above its statement and is no other one’s', async () => {
  const done = await open(TRADES + TOTALS + DEAR).change({ workload: 'analytics' }, 2);
  assert.equal(done, `${TRADES}${TOTALS}-- @ferris:workload=analytics\n${DEAR}`);
  assert.deepEqual(held(done), [{}, { workload: 'analytics' }]);
});

test('what was the file’s stays the file’s beside a new block', async () => {
  const text = `-- @ferris:workload=trading\n${TOTALS}${DEAR}`;
  for (const statement of [0, 1]) {
    const done = await open(text).change({ 'scaling.max_replicas': '4' }, statement);
    const expected = [{ workload: 'trading' }, { workload: 'trading' }].map((one, i) =>
      i === statement ? { ...one, 'scaling.max_replicas': '4' } : one,
    );
    assert.deepEqual(held(done), expected, done);
  }
});

test('the form says when its hints are those of all statements', async () => {
  assert.equal((await open(TOTALS + DEAR).form(0)).wholeFile, true);
  assert.equal((await open(TOTALS + DEAR).form(1)).wholeFile, false);
  assert.equal((await open(TOTALS).form(0)).wholeFile, false);
  const one = open(`-- @ferris:workload=trading\n\n${TOTALS}`);
  assert.equal((await one.form(0)).title, 'the file');
  assert.equal(await one.change({ workload: 'realtime' }, 0), `-- @ferris:workload=realtime\n\n${TOTALS}`);
});

test('Windows line ends are kept', async () => {
  const text = `${TRADES}-- @ferris:workload=trading\n${TOTALS}${DEAR}`.replaceAll('\n', '\r\n');
  const done = await open(text).change({ 'scaling.max_replicas': '4' }, 1);
  assert.doesNotMatch(done, /[^\r]\n/);
  assert.deepEqual(held(done)[0], { workload: 'trading', 'scaling.max_replicas': '4' });
});

test('what cannot be a value is refused with a reason', async () => {
  const file = open(TRADES + TOTALS);
  assert.match(await file.change({ 'scaling.max_replicas': 'many' }, 1), /whole number/);
  assert.match(await file.change({ 'scaling.maximum': '3' }, 1), /no hint/);
  assert.match(await file.change({ 'container.image': 'a # b' }, 1), /comment/);
  assert.match(await file.change({ 'container.image': 'a\nDROP' }, 1), /ends with its line/);
  assert.match(await file.change({ 'container.image': ' ' }, 1), /needs a value/);
  assert.match(await file.change({ 'container.image': `\${IMAGE}` }, 1), /container\.image=\$\{IMAGE\}/);
});

test('the hints of each workload pass every rule', async () => {
  for (const workload of WORKLOADS) {
    const done = await open(TRADES + TOTALS).generate(workload, 1);
    const found = analyze(done).diagnostics.filter(({ severity }) => severity === 'error' || severity === 'warning');
    assert.deepEqual(found, [], workload);
    assert.equal(held(done)[0]?.workload, workload);
  }
});

test('generating keeps what is written', async () => {
  const text = `${TRADES}-- @ferris:workload=analytics\n-- @ferris:scaling.max_replicas=3\n${TOTALS}`;
  const done = await open(text).generate('trading', 1);
  assert.equal(held(done)[0]?.['scaling.max_replicas'], '3');
  assert.equal(held(done)[0]?.workload, 'trading');
  assert.equal(held(done)[0]?.['scaling.trigger'], 'consumer_lag');
});
