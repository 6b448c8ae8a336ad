/** An outage is told once when it is noticed, and once when something works again, whoever tried and gave up meanwhile. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { type Outage, outages } from '../../../../runtime/connectors/kafka/outage.ts';

const LONG_AGO = -60_000;

function told() {
  const said: string[] = [];
  const trying = outages(1000, (outage: Outage) => void said.push('why' in outage ? outage.why : 'over'));
  return { ...trying, said };
}

test('what was given up is over when another try works', () => {
  const { failed, givenUp, worked, said } = told();
  const first = {};
  failed(first, LONG_AGO, 'nobody answers');
  failed(first, LONG_AGO, 'nobody answers');
  assert.deepEqual(said, ['nobody answers']);
  givenUp(first);
  assert.deepEqual(said, ['nobody answers']);
  worked({});
  worked({});
  assert.deepEqual(said, ['nobody answers', 'over']);
  failed({}, LONG_AGO, 'again');
  assert.deepEqual(said, ['nobody answers', 'over', 'again']);
});

test('while one of several still fails it goes on', () => {
  const { failed, worked, said } = told();
  const [one, two] = [{}, {}];
  failed(one, LONG_AGO, 'nobody answers');
  failed(two, LONG_AGO, 'nobody answers');
  worked(one);
  worked({});
  assert.deepEqual(said, ['nobody answers']);
  worked(two);
  assert.deepEqual(said, ['nobody answers', 'over']);
});
