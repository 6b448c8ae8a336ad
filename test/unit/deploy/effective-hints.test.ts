/** Origins of hint values: the statement's own over the file's over the workload's defaults. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { effectiveHints } from '../../../src/compiler/deploy/effective-hints.ts';
import { attachHints } from '../../../src/language/hints/attach.ts';
import { scan } from '../../../src/language/text/scan.ts';

const of = (text: string) =>
  attachHints(scan(text)).scopes.map(
    scope => new Map(effectiveHints(scope).map(({ key, value, origin }) => [key, `${value} (${origin})`])),
  );

test('the statement overrules the file, the file the workload', () => {
  const [first, second] = of(`-- @ferris:workload=trading
-- @ferris:scaling.max_replicas=9

-- @ferris:scaling.max_replicas=7
SELECT a FROM t;
-- @ferris:workload=analytics
SELECT b FROM t;`);
  assert.equal(first!.get('scaling.max_replicas'), '7 (statement)');
  assert.equal(first!.get('workload'), 'trading (file)');
  assert.equal(first!.get('scaling.min_replicas'), '2 (workload default)');
  assert.equal(second!.get('scaling.max_replicas'), '9 (file)');
  assert.equal(second!.get('workload'), 'analytics (statement)');
  assert.equal(second!.get('scaling.min_replicas'), '1 (workload default)');
});

test('without a workload there are no defaults, and unknown keys are left out', () => {
  assert.deepEqual(
    [...of('-- @ferris:scaling.nonsense=1\n-- @ferris:scaling.min_replicas=3\nSELECT a FROM t;')[0]!.keys()],
    ['scaling.min_replicas'],
  );
});
