/** Commands against a secured broker: they work, their exit codes, and no secret in anything that they leave behind. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import test, { after } from 'node:test';
import { askTopics } from '../../../extension/src/place/ask-place.ts';
import { environmentOf } from '../../../extension/src/place/protection.ts';
import { SourceError } from '../../../library/errors.ts';
import { SqlContext } from '../../../library/sql-context.ts';
import { anyFreePort } from '../../../scripts/kafka/ports.ts';
import { buildPlan } from '../../../src/compiler/plan/build.ts';
import { analyze } from '../../../src/language/analyze.ts';
import { folderWith as deployedFrom } from '../../unit/kubernetes/run.ts';
import { folderWith } from '../../unit/sql-cli/run.ts';
import { held, PLAIN_PASSWORD, PLAIN_USER, SCRAM_PASSWORD, SCRAM_USER, secureBroker } from './broker.ts';

const MAIN = path.resolve(import.meta.dirname, '../../../cli/sql/main.ts');
const SECRETS = [PLAIN_PASSWORD, SCRAM_PASSWORD];
/** As JSON, a shell and Base64 would write them. */
const SPELLINGS = SECRETS.flatMap(secret => [
  secret,
  JSON.stringify(secret).slice(1, -1),
  Buffer.from(secret).toString('base64').slice(0, -4),
  encodeURIComponent(secret),
]);

function holdsNoSecret(text: string, where: string): void {
  for (const spelling of SPELLINGS) assert.ok(!text.includes(spelling), `a secret is in ${where}`);
}

const children: ChildProcess[] = [];
after(() => {
  for (const child of children) child.kill('SIGKILL');
});

const scramEnvironment = async () => ({
  KAFKA_BROKERS: (await secureBroker()).at.BOTH,
  KAFKA_SECURITY_PROTOCOL: 'SASL_SSL',
  KAFKA_SSL_CA_LOCATION: path.join((await secureBroker()).folder, 'ca.pem'),
  KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512',
  KAFKA_USERNAME: SCRAM_USER,
});

const JAAS = 'org.apache.kafka.common.security.plain.PlainLoginModule required';
const secured = (mechanism: string) => `
CREATE STREAM orders (id BIGINT, amount DOUBLE) WITH (
  'topic' = 'secured-orders', 'format' = 'json',
  'bootstrap.servers' = '\${SECURE}', 'security.protocol' = 'SASL_SSL', 'ssl.truststore.location' = '\${CA}',
  ${mechanism}
);
SELECT id, amount * 2 AS twice FROM orders;
`;
const withPlain = secured(
  `'sasl.mechanism' = 'PLAIN', 'sasl.jaas.config' = '${JAAS} username="${PLAIN_USER}" password="\${SECRET}";'`,
);

test('produce, topics, execute and stream by the environment and a file with the password', async () => {
  const env = { ...(await scramEnvironment()), KAFKA_PASSWORD_FILE: await held('password', `${SCRAM_PASSWORD}\n`) };
  using folder = folderWith({ 'rows.jsonl': '{"id":1,"amount":2.5}\n{"id":2,"amount":4}\n' });
  const ran = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await folder.run(args, { env });
    assert.equal(code, 0, stderr);
    holdsNoSecret(stdout + stderr, args[0]!);
    return stdout;
  };
  await ran('produce', '--topic', 'secured-orders', '--file', 'rows.jsonl');
  assert.match(await ran('topics'), /secured-orders/);
  assert.match(await ran('topics', 'secured-orders', '--samples', '2', '--format', 'json'), /"amount/);
  const query = 'SELECT id FROM `secured-orders`';
  assert.match(await ran('execute', '--query', query, '--format', 'json-lines'), /"id":1[\s\S]*"id":2/);
  assert.match(await ran('stream', '--query', query, '--limit', '2', '--format', 'json-lines'), /"id":2/);
});

test('a program that says itself how to reach the brokers', async () => {
  const { at, folder: files } = await secureBroker();
  using folder = folderWith({ 'orders.sql': withPlain });
  const env = { SECURE: at.BOTH, CA: path.join(files, 'ca.pem'), SECRET: PLAIN_PASSWORD };
  const { code, stdout, stderr } = await folder.run(['execute', '--file', 'orders.sql', '--format', 'json-lines'], {
    env,
  });
  assert.equal(code, 0, stderr);
  assert.match(stdout, /"twice":5/);
  holdsNoSecret(stdout + stderr, 'execute');
  // The plan says how, and holds the names of variables alone.
  const explained = await folder.run(['explain', '--file', 'orders.sql'], { env });
  assert.equal(explained.code, 0, explained.stderr);
  holdsNoSecret(explained.stdout + explained.stderr, 'explain');
  const plan = JSON.stringify(buildPlan(analyze(withPlain, { bounded: true }), { bounded: true }));
  assert.match(plan, /PlainLoginModule required username=.*\$\{SECRET\}/);
  holdsNoSecret(plan, 'the plan');
  const job = withPlain.replace('SELECT id,', 'CREATE STREAM twice AS SELECT id,');
  using deployed = deployedFrom({ 'orders.sql': job });
  const made = await deployed.run(['trading', '--sql', 'orders.sql', '--kafka-brokers', at.BOTH], '', env);
  assert.equal(made.code, 0, made.stderr);
  assert.match(made.stdout, /PlainLoginModule/);
  holdsNoSecret(made.stdout + made.stderr, 'the manifests');
});

test('a program that reads them through the library', async () => {
  const { at, trusting } = await secureBroker();
  const read = async (password: string) => {
    const kafka = { 'security.protocol': 'SASL_SSL', 'sasl.mechanism': 'PLAIN', 'sasl.username': PLAIN_USER };
    const context = new SqlContext({
      place: at.BOTH,
      kafka: { ...kafka, 'ssl.ca.location': trusting['ssl.ca.location']!, 'sasl.password': password },
    });
    const columns = { id: 'BIGINT' };
    context.registerStream('orders', { place: at.BOTH, topic: 'secured-orders' }, { columns });
    const rows: unknown[] = [];
    for await (const row of context.execute('SELECT id FROM orders')) rows.push(row);
    return rows.length;
  };
  assert.equal(await read(PLAIN_PASSWORD), 2);
  await assert.rejects(read('wr0ng'), error => error instanceof SourceError && !error.message.includes('wr0ng'));
});

test('the editor asks brokers as a person chose it', async () => {
  const { at, folder, trusting } = await secureBroker();
  const login = { mechanism: 'SCRAM-SHA-512', username: SCRAM_USER, password: SCRAM_PASSWORD } as const;
  const asked = (password: string) => {
    const chosen = { encrypted: true, authority: trusting['ssl.ca.location']!, login: { ...login, password } };
    const env = environmentOf(chosen, process.env);
    return askTopics({ program: MAIN, folder, brokers: at.BOTH, env });
  };
  const answer = await asked(SCRAM_PASSWORD);
  assert.ok(answer.ok, answer.ok ? '' : answer.why);
  assert.ok(answer.value.topics.some(({ name }) => name === 'secured-orders'));
  const wrong = await asked('wr0ng');
  assert.ok(!wrong.ok);
  assert.match(wrong.why, /does not accept the login of user 'al=ice'/);
  assert.ok(!wrong.why.includes('wr0ng'));
});

test('a password in the text is refused before anything is reached', async () => {
  const sql = secured(`'sasl.mechanism' = 'PLAIN', 'sasl.username' = 'u', 'sasl.password' = 'in the open'`);
  using folder = folderWith({ 'orders.sql': sql });
  const { code, stderr } = await folder.run(['execute', '--file', 'orders.sql']);
  assert.equal(code, 2);
  assert.match(stderr, /sql\/literal-secret/);
});

test('a wrong password: exit 69, and who it was', async () => {
  const { at } = await secureBroker();
  using folder = folderWith({
    'ferris.yaml': `brokers: ${at.LOGIN}\nkafka: { security_protocol: SASL_PLAINTEXT, sasl: { mechanism: SCRAM-SHA-256, username: bob, password_env: P } }\n`,
  });
  for (const args of [['topics'], ['execute', '--query', 'SELECT * FROM x'], ['produce', '--topic', 'x']]) {
    const { code, stdout, stderr } = await folder.run(args, { env: { P: PLAIN_PASSWORD } });
    assert.equal(code, 69, stderr);
    assert.match(stderr, /does not accept the login of user 'bob' by SCRAM-SHA-256/);
    holdsNoSecret(stdout + stderr, args[0]!);
  }
});

test('what does not go together is a mistake of the command line', async () => {
  const env = { ...(await scramEnvironment()), KAFKA_PASSWORD: SCRAM_PASSWORD, KAFKA_SASL_MECHANISM: 'PLAINTEXT' };
  using folder = folderWith();
  const { code, stdout, stderr } = await folder.run(['topics'], { env });
  assert.equal(code, 64);
  assert.match(stderr, /sasl\.mechanism PLAINTEXT is not spoken here[\s\S]*from KAFKA_SASL_MECHANISM/);
  holdsNoSecret(stdout + stderr, 'topics');
});

test('a job that runs: neither its log, nor its metrics, nor the list of processes hold a secret', async () => {
  using folder = folderWith({ 'orders.sql': `CREATE STREAM twice AS SELECT id FROM \`secured-orders\`;` });
  const env = { ...process.env, ...(await scramEnvironment()), KAFKA_PASSWORD: SCRAM_PASSWORD };
  const port = await anyFreePort();
  const args = ['run', 'orders.sql', '--port', String(port), '--log', 'json', '--log-level', 'debug'];
  const child = spawn(process.execPath, [MAIN, ...args], { cwd: folder.path, env });
  children.push(child);
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const take = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('"running"')) resolve();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('exit', code => reject(new Error(`it ended with ${code}: ${said}`)));
  });
  const metrics = await fetch(`http://localhost:${port}/metrics`).then(
    answer => answer.text(),
    (error: Error) => assert.fail(`${error.message}: ${said}`),
  );
  assert.match(metrics, /^ferris_/m);
  if (process.platform === 'linux')
    holdsNoSecret(fs.readFileSync(`/proc/${child.pid}/cmdline`, 'utf8'), 'the list of processes');
  child.removeAllListeners('exit');
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
  holdsNoSecret(metrics, 'the metrics');
  holdsNoSecret(said, 'the log');
  for (const name of fs.readdirSync(folder.path, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(folder.path, name);
    if (fs.statSync(file).isFile()) holdsNoSecret(fs.readFileSync(file, 'latin1'), name);
  }
});
