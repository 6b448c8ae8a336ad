/** Functions of a file in the commands: what is wrong with them is found before anything is read, and they run in each. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { folderWith } from '../sql-cli/run.ts';

const declared = (body: string): string => `CREATE STREAM t (a BIGINT) WITH ('topic' = 't');
CREATE FUNCTION inverse(x BIGINT) RETURNS DOUBLE LANGUAGE javascript AS $$
${body}
$$;
SELECT inverse(a) AS i FROM t;
`;
const records = '{"a":2}\n{"a":0}\n{"a":4}\n';
const sane = `  if (x === 0n) throw new RangeError('of nothing');
  return 1 / Number(x);`;

test('execute: rows, and the record that failed with the function and the line', async () => {
  using folder = folderWith({ 'q.sql': declared(sane), 't.jsonl': records });
  const args = [
    'execute',
    '--file',
    `${folder.path}/q.sql`,
    '--brokers',
    `jsonl:${folder.path}`,
    '--format',
    'json-lines',
  ];
  const { code, stdout, stderr } = await folder.run(args);
  assert.equal(code, 0);
  assert.equal(stdout, '{"i":0.5}\n{"i":0.25}\n');
  assert.match(stderr, /t\.jsonl:2: function inverse, line 3: RangeError: of nothing/);
  assert.equal((await folder.run([...args, '--strict'])).code, 1);
});

test('JavaScript that cannot be read: exit code 2, at its line', async () => {
  using folder = folderWith({ 'q.sql': declared('  return 1 /;'), 't.jsonl': records });
  const args = ['execute', '--file', `${folder.path}/q.sql`, '--brokers', `jsonl:${folder.path}`];
  const { code, stdout, stderr } = await folder.run(args);
  assert.equal(code, 2);
  assert.equal(stdout, '');
  assert.match(stderr, /q\.sql:3:3: error: inverse: SyntaxError.*\[sql\/function-body\]/);
});

test('test: on given records', async () => {
  using folder = folderWith({
    'q.sql': declared(sane),
    'in.json': JSON.stringify({ inputs: [4, 8].map(a => ({ topic: 't', value: { a } })) }),
    'out.json': JSON.stringify({ outputs: [0.25, 0.125].map(i => ({ topic: 'result', value: { i } })) }),
  });
  const file = (name: string): string => `${folder.path}/${name}`;
  const ran = await folder.run([
    'test',
    '--sql',
    file('q.sql'),
    '--input',
    file('in.json'),
    '--output',
    file('out.json'),
  ]);
  assert.equal(ran.code, 0, ran.stderr);
});
