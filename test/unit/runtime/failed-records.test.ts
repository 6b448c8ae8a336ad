/** failure_strategy: what becomes of records that cannot be processed, by what is said of the statement and of its sources. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { FailedBatchError } from '../../../runtime/jobs/job.ts';
import { analyze } from '../../../src/language/analyze.ts';
import { type GivenRecord, runSql, type SqlOutcome } from './sql.ts';

const source = (properties = '') =>
  `CREATE STREAM s (k STRING, v BIGINT) WITH ('topic' = 's', 'format' = 'json'${properties});\n`;

const RECORDS: readonly GivenRecord[] = [
  { key: 'x', value: { k: 'a', v: 1 } },
  { key: 'y', value: { k: 'b', v: 'no number' } },
  { key: 'z', value: { k: 'c', v: 0 } },
  { key: 'w', value: { k: 'd', v: 4 } },
];

const run = (sql: string, properties = '') =>
  runSql(`${source(properties)}${sql};`, { s: RECORDS }, { bounded: false, oneByOne: true });

const letters = ({ deadLetters }: SqlOutcome) =>
  deadLetters.map(({ topic, key, value, headers }) => {
    const text = Object.fromEntries(headers.map(([name, bytes]) => [name, Buffer.from(bytes!).toString()]));
    return `${topic} ${Buffer.from(key!).toString()} ${Buffer.from(value!).toString()} ${text['ferris-offset']} ${text['ferris-error-code']}`;
  });

const QUOTIENT = 'SELECT k, 8 % v AS q FROM s';
const BAD = '{"k":"b","v":"no number"} 1 decode';
const ZERO = '{"k":"c","v":0} 2 division_by_zero';

test('where nothing is said records are counted and named', async () => {
  const found = await run(QUOTIENT);
  assert.equal(found.rows.length, 2);
  assert.equal(found.counts.failed, 2);
  assert.equal(found.problems.length, 2);
  assert.deepEqual(letters(found), []);
});

test('a dead letter topic takes what fails: what cannot be read, and what cannot be computed', async () => {
  for (const [of, statement] of [
    [", 'dead.letter.queue.topic' = 'bad'", QUOTIENT],
    ['', `${QUOTIENT} WITH ('dead.letter.queue.topic' = 'bad')`],
    ['', `${QUOTIENT} WITH ('s.failure_strategy' = 'SendToDLQ', 's.dead.letter.queue.topic' = 'bad')`],
    ['', `CREATE STREAM out AS ${QUOTIENT} WITH ('out.dead.letter.queue.topic' = 'bad')`],
    ['', `${QUOTIENT} WITH ('failure_strategy' = 'RetryWithBackoff', 'dead.letter.queue.topic' = 'bad')`],
    // What is said of the statement counts before what is said of the source.
    [", 'failure_strategy' = 'FailBatch'", `${QUOTIENT} WITH ('dead.letter.queue.topic' = 'bad')`],
  ] as const) {
    const found = await run(statement, of);
    assert.equal(found.rows.length, 2);
    assert.equal(found.counts.failed, 2);
    assert.deepEqual(letters(found), [`bad y ${BAD}`, `bad z ${ZERO}`], statement);
  }
});

test('a dead letter topic that is turned off takes nothing', async () => {
  const off = ", 'dead.letter.queue.topic' = 'bad', 'dead.letter.queue.enabled' = 'false'";
  assert.deepEqual(letters(await run(QUOTIENT, off)), []);
  const logged = ", 'dead.letter.queue.topic' = 'bad', 'failure_strategy' = 'LogAndContinue'";
  assert.deepEqual(letters(await run(QUOTIENT, logged)), []);
});

test('what fails after rows were grouped goes back to the record that did it', async () => {
  const sql = `SELECT 12 % SUM(v) AS q FROM s WHERE v IS NOT NULL EMIT CHANGES WITH ('dead.letter.queue.topic' = 'bad')`;
  const { deadLetters } = await runSql(
    `${source()}${sql};`,
    { s: [{ value: { k: 'a', v: 1 } }, { value: { k: 'b', v: -1 } }] },
    { bounded: false, oneByOne: true },
  );
  assert.deepEqual(
    deadLetters.map(({ value }) => Buffer.from(value!).toString()),
    ['{"k":"b","v":-1}'],
  );
});

test('what fails in a statement that reads another one follows its own rules, else the source’s', async () => {
  const chain = (first: string, second: string) =>
    `CREATE STREAM a AS SELECT k, v FROM s${first};\nCREATE STREAM b AS SELECT 8 % v AS q FROM a${second}`;
  const topic = (name: string) => ` WITH ('dead.letter.queue.topic' = '${name}')`;
  assert.deepEqual(letters(await run(chain(topic('one'), topic('two')))), [`one y ${BAD}`, `two z ${ZERO}`]);
  assert.deepEqual(letters(await run(chain('', ''), ", 'dead.letter.queue.topic' = 'of-s'")), [
    `of-s y ${BAD}`,
    `of-s z ${ZERO}`,
  ]);
});

test('FailBatch stops the job at the first record that fails', async () => {
  for (const [of, statement] of [
    [", 'failure_strategy' = 'FailBatch'", QUOTIENT],
    ['', `${QUOTIENT} WITH ('failure_strategy' = 'FailBatch')`],
  ] as const)
    await assert.rejects(run(statement, of), (error: unknown) => {
      assert.ok(error instanceof FailedBatchError);
      assert.match(error.problem.place, /1/);
      return true;
    });
});

test('a dead letter topic must have a name', () => {
  const wrong = (sql: string) =>
    analyze(sql)
      .diagnostics.filter(({ rule }) => rule === 'sql/dead-letter-topic')
      .map(({ span }) => sql.slice(span.start, span.end));
  assert.deepEqual(wrong(source(", 'failure_strategy' = 'SendToDLQ'")), ["'SendToDLQ'"]);
  assert.deepEqual(wrong(source(", 'dlq.enabled' = 'true'")), ["'true'"]);
  assert.deepEqual(wrong(`${source()}${QUOTIENT} WITH ('s.failure_strategy' = 'SendToDLQ');`), ["'SendToDLQ'"]);
  assert.deepEqual(wrong(source(", 'dlq.enabled' = 'true', 'dlq.topic' = 'bad'")), []);
});

test('a row of a join goes back to the later of its records', async () => {
  const sql = `${source()}CREATE STREAM r (k STRING, w BIGINT) WITH ('topic' = 'r', 'format' = 'json');
SELECT s.k, s.v % r.w AS q FROM s JOIN r ON s.k = r.k WITHIN 10ms WITH ('dead.letter.queue.topic' = 'bad');`;
  const s: GivenRecord[] = [{ at: 5, key: 'x', value: { k: 'a', v: 1 } }];
  const r: GivenRecord[] = [
    { at: 4, key: 'y', value: { k: 'a', w: 0 } },
    { at: 6, key: 'z', value: { k: 'a', w: 0 } },
  ];
  const found = await runSql(sql, { s, r }, { bounded: false, oneByOne: true });
  assert.deepEqual(letters(found).sort(), [
    'bad x {"k":"a","v":1} 0 division_by_zero',
    'bad z {"k":"a","w":0} 1 division_by_zero',
  ]);
});
