/** ferris-k8s-deploy generate-migration: nothing is read by halves, nothing written twice, and there is a way back. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { parseAllDocuments } from 'yaml';
import { redirectOutputs } from '../../../src/compiler/deploy/migration/redirect.ts';
import { folderWith } from '../kubernetes/run.ts';

const MANIFEST = `apiVersion: apps/v1
kind: Deployment
metadata: { name: ferris-single-instance, namespace: prod }
spec:
  replicas: 2
  selector: { matchLabels: { app: ferris-streams, version: v1 } }
  template:
    metadata: { labels: { app: ferris-streams, version: v1 } }
    spec:
      containers:
      - name: ferris-streams
        image: ferrisstreams:latest
        env: [{ name: FERRIS_CONSUMER_GROUP, value: old-group }]
---
apiVersion: v1
kind: Service
metadata: { name: ferris-streams, namespace: prod }
spec: { selector: { app: ferris-streams, version: v1 }, ports: [{ port: 8080, targetPort: 8080 }] }
---
apiVersion: v1
kind: Service
metadata: { name: other, namespace: prod }
spec: { selector: { app: other }, ports: [{ port: 80 }] }
`;
const SOURCE = "CREATE STREAM trades (symbol STRING, price DECIMAL(18,4)) WITH ('topic' = 'trades-in');\n";
const FILTER = `-- @ferris:workload=realtime\n-- @ferris:scaling.max_replicas=4\n${SOURCE}CREATE STREAM big AS SELECT symbol, price FROM trades WHERE price > 100;\n`;
const TOTALS = `-- @ferris:workload=realtime\n-- @ferris:scaling.max_replicas=4\n${SOURCE}CREATE STREAM totals AS SELECT symbol, SUM(price) AS total FROM trades WINDOW TUMBLING(1m) GROUP BY symbol;\n`;

interface Plan {
  readonly cutover: string;
  readonly decisions: readonly string[];
  readonly warnings: readonly string[];
  readonly steps: readonly { readonly title: string; readonly commands: readonly string[] }[];
  readonly rollback: readonly { readonly title: string; readonly commands: readonly string[] }[];
  readonly files: readonly string[];
}

async function planOf(files: Readonly<Record<string, string>>, args: readonly string[]): Promise<Plan> {
  using folder = folderWith(files);
  const { code, stdout, stderr } = await folder.run(['generate-migration', ...args, '--format', 'json']);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout);
}

const MOVE = ['q.sql', '--from-deployment', 'now.yaml', '--namespace', 'prod'];

test('a query without state is handed over: the old one stops before the new one writes to its topic', async () => {
  const plan = await planOf({ 'now.yaml': MANIFEST, 'q.sql': FILTER }, MOVE);
  assert.equal(plan.cutover, 'handover');
  assert.deepEqual(
    plan.steps.map(({ title }) => title),
    [
      'Write down what runs',
      'Deploy beside it',
      'Compare',
      'Hand over',
      'Switch the selectors',
      'Decommission the old one',
      'Keep it so',
    ],
  );
  const commands = plan.steps.flatMap(one => one.commands);
  const at = (part: string): number => commands.findIndex(one => one.includes(part));
  const order = [
    at('--group q-processors-v2 --topic trades-in --reset-offsets --to-latest'),
    at('apply -f 1-parallel/'),
    at('kubectl -n prod scale deployment/ferris-single-instance --replicas=0'),
    at('--group old-group --describe --state'),
    at('--group old-group --topic trades-in --reset-offsets --to-current --dry-run --export'),
    at('--group q-processors --reset-offsets --from-file'),
    at('apply -f 2-handover/'),
    at('patch service ferris-streams --type=json'),
    at('delete deployment ferris-single-instance'),
  ];
  assert.ok(
    order.every((place, i) => place >= 0 && place > (order[i - 1] ?? -1)),
    `${order}\n${commands.join('\n')}`,
  );
});

test('its way back hands the offsets back before the old one starts', async () => {
  const { rollback } = await planOf({ 'now.yaml': MANIFEST, 'q.sql': FILTER }, MOVE);
  assert.deepEqual(
    rollback.map(({ title }) => title),
    ['Switch the selectors back', 'Stop the new one', 'Hand back'],
  );
  const last = rollback.at(-1)!.commands;
  assert.match(last[0]!, /--group q-processors --describe --state/);
  assert.match(last[1]!, /--group q-processors --topic trades-in .*--to-current --dry-run --export/);
  assert.match(last[2]!, /--group old-group --reset-offsets --from-file/);
  assert.match(last[3]!, /scale deployment\/ferris-single-instance --replicas=2/);
});

test('where a query keeps state, both run until the readers have moved', async () => {
  const plan = await planOf({ 'now.yaml': MANIFEST, 'q.sql': TOTALS }, MOVE);
  assert.equal(plan.cutover, 'readers');
  assert.ok(plan.decisions.some(one => one.includes('keeps state')));
  const commands = plan.steps.flatMap(one => one.commands);
  assert.ok(!commands.some(one => one.includes('--export')), 'no offsets are copied');
  assert.match(commands.join('\n'), /--to-earliest/);
  assert.ok(
    commands.findIndex(one => one.includes('--replicas=0')) > commands.findIndex(one => one.includes('patch service')),
  );
  assert.deepEqual(plan.files, [
    '1-parallel/manifest.yaml',
    '3-switch/service-ferris-streams.yaml',
    'rollback/service-ferris-streams.yaml',
  ]);
  const forced = await planOf({ 'now.yaml': MANIFEST, 'q.sql': TOTALS }, [...MOVE, '--cutover', 'handover']);
  assert.ok(forced.warnings.some(one => one.includes('is not handed over')));
});

test('the folder: a parallel run with group and topics of its own, then the final one, and patches of the selector', async () => {
  using folder = folderWith({ 'now.yaml': MANIFEST, 'q.sql': FILTER });
  const args = ['generate-migration', ...MOVE, '--output', 'migration'];
  assert.equal((await folder.run(args)).code, 0);
  const read = (name: string): string => fs.readFileSync(path.join(folder.path, 'migration', name), 'utf8');
  const objects = (name: string) => parseAllDocuments(read(name)).map(one => one.toJS());
  const group = (name: string): string =>
    objects(name)
      .find(one => one.kind === 'Deployment')
      .spec.template.spec.containers[0].env.find((one: { name: string }) => one.name === 'FERRIS_CONSUMER_GROUP').value;
  const sql = (name: string): string =>
    objects(name).find(one => one.kind === 'ConfigMap' && one.data['q.sql']).data['q.sql'];
  assert.equal(group('1-parallel/manifest.yaml'), 'q-processors-v2');
  assert.equal(group('2-handover/manifest.yaml'), 'q-processors');
  assert.match(sql('1-parallel/manifest.yaml'), /'big\.topic' = 'big-v2'/);
  assert.doesNotMatch(sql('2-handover/manifest.yaml'), /v2/);
  assert.deepEqual(objects('3-switch/service-ferris-streams.yaml')[0], [
    { op: 'replace', path: '/spec/selector', value: { app: 'ferris-streams', 'app.kubernetes.io/instance': 'q' } },
  ]);
  assert.deepEqual(objects('rollback/service-ferris-streams.yaml')[0][0].value, {
    app: 'ferris-streams',
    version: 'v1',
  });
  assert.match(read('README.md'), /^# Migration of ferris-single-instance to q$/m);
  const before = read('README.md');
  assert.equal((await folder.run(args)).code, 0, 'our own folder is replaced');
  assert.equal(read('README.md'), before);
});

test('a folder with files of others is left alone', async () => {
  using folder = folderWith({ 'now.yaml': MANIFEST, 'q.sql': FILTER, 'migration/mine.txt': 'mine' });
  const { code, stderr } = await folder.run(['generate-migration', ...MOVE, '--output', 'migration']);
  assert.equal(code, 66);
  assert.match(stderr, /it has other files \(mine\.txt\)/);
  assert.deepEqual(fs.readdirSync(path.join(folder.path, 'migration')), ['mine.txt']);
});

test('a group that stays the same is never read by both, and nothing is copied', async () => {
  const sql = FILTER.replace('-- @ferris:scaling', '-- @ferris:kafka.consumer_group=old-group\n-- @ferris:scaling');
  const plan = await planOf({ 'now.yaml': MANIFEST, 'q.sql': sql }, MOVE);
  const commands = plan.steps.flatMap(one => one.commands).join('\n');
  assert.doesNotMatch(commands, /--from-file/);
  assert.match(commands, /--group old-group-v2 --topic trades-in --reset-offsets/);
});

test('what would not work is said', async () => {
  const loose = MANIFEST.replace('{ app: ferris-streams, version: v1 }, ports', '{ app: ferris-streams }, ports');
  const { warnings } = await planOf({ 'now.yaml': loose, 'q.sql': FILTER }, MOVE);
  assert.ok(warnings.some(one => /selects the new pods too, by app=ferris-streams/.test(one)));
  assert.ok(warnings.some(one => /sends to port 8080, where the new pods do not listen/.test(one)));
  const compose = 'services:\n  ferris: { image: ferris, environment: { KAFKA_BROKERS: "other:9092" } }\n';
  const other = await planOf({ 'c.yml': compose, 'q.sql': FILTER }, [
    'q.sql',
    '--config',
    'c.yml',
    '--consumer-group',
    'g',
  ]);
  assert.ok(other.warnings.some(one => /must be the same Kafka cluster/.test(one)));
  assert.ok(other.steps.some(one => one.commands.includes('docker compose -f c.yml stop ferris')));
});

test('of a Deployment in the cluster its name is enough, with its group', async () => {
  const args = ['q.sql', '--from-deployment', 'ferris-old', '--consumer-group', 'g', '--service', 'api'];
  const plan = await planOf({ 'q.sql': FILTER }, args);
  assert.ok(plan.files.includes('3-switch/service-api.yaml'));
  assert.ok(!plan.files.includes('rollback/service-api.yaml'), 'its selector before is not known');
});

test('refusals name what to do', async () => {
  using folder = folderWith({
    'now.yaml': MANIFEST,
    'q.sql': FILTER,
    'report.sql': `-- @ferris:workload=reporting\n${SOURCE}CREATE STREAM big AS SELECT symbol FROM trades;\n`,
    'broken.sql': 'SELECT FROM;\n',
  });
  const refusal = async (code: number, ...args: string[]) => {
    const ran = await folder.run(['generate-migration', ...args]);
    assert.equal(ran.code, code, ran.stderr);
    return ran.stderr;
  };
  const from = ['--from-deployment', 'now.yaml'];
  assert.match(await refusal(64, 'q.sql'), /--config FILE .* or --from-deployment NAME\|FILE/);
  assert.match(
    await refusal(64, 'q.sql', '--from-deployment', 'old'),
    /nothing says in which consumer group old reads/,
  );
  assert.match(await refusal(64, 'q.sql', ...from, '--start', 'yesterday'), /earliest, latest or a time/);
  assert.match(await refusal(64, 'q.sql', ...from, '--name', 'x'), /--name takes one of ferris-single-instance/);
  assert.match(await refusal(1, 'q.sql', ...from), /write --namespace prod/);
  assert.match(
    await refusal(1, 'q.sql', ...from, '--set', 'container.name=ferris-single-instance'),
    /--set container\.name=ferris-single-instance-v2/,
  );
  assert.match(await refusal(1, 'report.sql', ...from, '-n', 'prod'), /runs at times of a schedule/);
  assert.match(await refusal(2, 'broken.sql', ...from), /broken\.sql has errors/);
  assert.match(await refusal(66, 'q.sql', '--from-deployment', './none.yaml'), /there is no such file/);
});

test('results are redirected wherever their topic is written, and what is read stays', () => {
  const redirected = (statement: string): string => {
    const result = redirectOutputs(SOURCE + statement, '-p');
    assert.ok(result.ok, statement);
    return result.sql.slice(SOURCE.length);
  };
  assert.equal(
    redirected("CREATE STREAM x WITH (topic = 't') AS SELECT symbol FROM trades;"),
    "CREATE STREAM x WITH (topic = 't-p') AS SELECT symbol FROM trades;",
  );
  assert.equal(
    redirected("SELECT symbol FROM trades INTO x WITH ('trades.topic' = 'trades-in', 'x.topic' = 't');"),
    "SELECT symbol FROM trades INTO x WITH ('trades.topic' = 'trades-in', 'x.topic' = 't')\nWITH ('x.topic' = 't-p');",
  );
  const chain = redirectOutputs(
    `${SOURCE}CREATE STREAM a AS SELECT symbol FROM trades; INSERT INTO b SELECT symbol FROM a;`,
    '-p',
  );
  assert.deepEqual(chain.ok && [...chain.topics], [
    ['a', 'a-p'],
    ['b', 'b-p'],
  ]);
});
