/** Hints under `deploy:` of ferris.yaml, and that they come through to a hover. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { deploymentsOf } from '../../../src/compiler/deploy/deployments.ts';
import { describeHint } from '../../../src/compiler/deploy/hover/hint.ts';
import { settingHints } from '../../../src/compiler/deploy/setting-hints.ts';
import { analyze } from '../../../src/language/analyze.ts';

test('keys with dots and maps in one another are the same; booleans and lists are as hints write them', () => {
  const { hints, problems } = settingHints({
    scaling: { min_replicas: 3 },
    'scaling.max_replicas': 9,
    cost: { spot_instances: true },
    kafka: { brokers: ['a:9092', 'b:9092'] },
  });
  assert.deepEqual(hints, {
    'scaling.min_replicas': '3',
    'scaling.max_replicas': '9',
    'cost.spot_instances': 'enabled',
    'kafka.brokers': 'a:9092,b:9092',
  });
  assert.deepEqual(problems, []);
  assert.deepEqual(settingHints(undefined), { hints: {}, problems: [] });
});

test('what is wrong is told with its key, and the rest holds', () => {
  const { hints, problems } = settingHints({
    scaling: { max_replica: 9, min_replicas: 'few', strategy: null },
    workload: 'trading',
  });
  assert.deepEqual(hints, { workload: 'trading' });
  assert.deepEqual(
    problems.map(({ word }) => word),
    ['max_replica', 'min_replicas', 'strategy'],
  );
  assert.match(problems[0]?.message ?? '', /did you mean 'scaling\.max_replicas'/);
  assert.match(settingHints('trading').problems[0]?.message ?? '', /'deploy' takes hints/);
});

test('a hint of the file tells that it overrules ferris.yaml', () => {
  const text = '-- @ferris:scaling.max_replicas=12\nSELECT ticker FROM trades;';
  const analysis = analyze(text);
  const outside = { settings: settingHints({ scaling: { max_replicas: 9 } }).hints };
  const page = describeHint(
    analysis,
    statement => deploymentsOf({ file: 'f.sql', text, analysis, outside, statement }),
    20,
  );
  assert.match(page ?? '', /Holds: `12`, from here; it overrules `9` of ferris\.yaml\./);
});
