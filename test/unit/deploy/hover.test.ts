/** What hovers tell of deployments: fields that a hint changes, where a value comes from, what would be cheaper. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { cheaperWays } from '../../../src/compiler/deploy/cost/cheaper.ts';
import { estimateCost } from '../../../src/compiler/deploy/cost/estimate.ts';
import { deploymentsOf } from '../../../src/compiler/deploy/deployments.ts';
import { changesBy } from '../../../src/compiler/deploy/hover/changes.ts';
import { describeHint } from '../../../src/compiler/deploy/hover/hint.ts';
import { describeStatement } from '../../../src/compiler/deploy/hover/statement.ts';
import { DEFAULT_OPTIONS } from '../../../src/compiler/deploy/options.ts';
import { analyze } from '../../../src/language/analyze.ts';

const SELECT = 'SELECT ticker FROM trades;';

const specOf = (hints: Readonly<Record<string, string | number>>, statement = SELECT) => {
  const lines = Object.entries(hints).map(([key, value]) => `-- @ferris:${key}=${value}\n`);
  const text = lines.join('') + statement;
  return deploymentsOf({ file: 'trades.sql', text, analysis: analyze(text) }).specs[0]!;
};

/** @param marked with `|` in the hint */
const hintPage = (marked: string): string => {
  const text = marked.replace('|', '');
  const analysis = analyze(text);
  return (
    describeHint(
      analysis,
      statement => deploymentsOf({ file: 'trades.sql', text, analysis, statement }),
      marked.indexOf('|'),
    ) ?? ''
  );
};

test('the fields that a hint changes, and no others', () => {
  const spec = specOf({ workload: 'trading', 'resources.memory_gb': 8 });
  const changes = changesBy(spec, 'resources.memory_gb', DEFAULT_OPTIONS);
  assert.ok(changes.some(({ path, after }) => path.endsWith('resources.limits.memory') && after === '"8Gi"'));
  assert.ok(changes.every(({ path }) => !path.includes('replicas') && !path.startsWith('metadata')));
  assert.deepEqual(changesBy(specOf({ workload: 'trading' }), 'sla.throughput_rps', DEFAULT_OPTIONS), []);
});

test('a value of the statement overrules the one of the file', () => {
  const page = hintPage(`-- @ferris:scaling.max_replicas=8\n\n-- @ferris:scaling.max_replicas=1|2\n${SELECT}`);
  assert.match(page, /Holds: `12`, from here; it overrules `8` of the file's hints\./);
  const overruled = hintPage(`-- @ferris:workload=trad|ing\n${SELECT}`);
  assert.match(overruled, /It sets .*`scaling\.min_replicas=2`/);
});

test("a file's hint tells of its deployments, of three at most", () => {
  const statements = [1, 2, 3, 4, 5].map(
    n => `-- @ferris:scaling.max_replicas=${n + 2}\nCREATE STREAM s${n} AS ${SELECT}\n`,
  );
  const page = hintPage(`-- @ferris:workload=anal|ytics\n\n${statements.join('')}`);
  assert.equal(page.match(/^\*\*trades-s\d\*\* \(analytics\)$/gm)?.length, 3);
  assert.match(page, /and more deployments/);
});

test('a hint with a wrong value has nothing to tell of', () => {
  assert.equal(hintPage(`-- @ferris:scaling.max_replicas=ma|ny\n${SELECT}`), '');
});

test('what would be cheaper: not spot where it is spot, no smaller maximum where there is none', () => {
  const ways = (hints: Record<string, string | number>) => {
    const spec = specOf(hints);
    return cheaperWays(spec, estimateCost(spec, { cloud: 'aws' }), { cloud: 'aws' });
  };
  const usual = ways({ workload: 'trading', 'scaling.max_replicas': 16 });
  assert.deepEqual(usual.map(({ what }) => what.split(' would')[0]).toSorted(), [
    'At most 8 instead of 16 pods',
    'Spot nodes',
  ]);
  assert.ok(usual.every(({ monthly }) => monthly > 0));
  assert.deepEqual(
    ways({
      workload: 'analytics',
      'cost.spot_instances': 'enabled',
      'scaling.min_replicas': 2,
      'scaling.max_replicas': 2,
    }),
    [],
  );
});

test('a statement: what runs and what scales it in a table, YAML that can be folded, a link that can be followed', () => {
  const spec = specOf({ workload: 'trading', 'scaling.max_replicas': 6 });
  const page = describeStatement(spec, { folds: true, link: 'command:x' });
  assert.match(page, /\| Deployment `trades` \| 2–6 \| .* \| HorizontalPodAutoscaler \|/);
  assert.match(page, /<details><summary>YAML<\/summary>[\s\S]*kind: Deployment[\s\S]*<\/details>/);
  assert.match(page, /\[Preview the deployment\]\(command:x\)/);
  const plain = describeStatement(spec, { folds: false, link: undefined });
  assert.doesNotMatch(plain, /<details>|Preview/);
  assert.match(plain, /kind: HorizontalPodAutoscaler/);
});
