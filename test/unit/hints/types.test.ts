/** What each type of value takes, refuses, and takes for something else. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { boolean, enabledOrDisabled, oneOf } from '../../../src/language/hints/types/choice.ts';
import { cron } from '../../../src/language/hints/types/cron.ts';
import { decimal, integer } from '../../../src/language/hints/types/number.ts';
import { labelValue, listOf, metricName, region, secretReference } from '../../../src/language/hints/types/text.ts';
import { timezone } from '../../../src/language/hints/types/timezone.ts';
import type { ValueType } from '../../../src/language/hints/types/value-type.ts';

/** ok; a suggestion; or undefined: refused without one. */
const check = (type: ValueType, text: string): 'ok' | string | undefined => {
  const checked = type.check(text);
  return checked.ok ? 'ok' : checked.suggestion;
};
const table = (
  name: string,
  type: ValueType,
  rows: readonly (readonly [text: string, expected: 'ok' | string | undefined])[],
): void => {
  test(name, () => {
    for (const [text, expected] of rows) assert.equal(check(type, text), expected, `'${text}'`);
  });
};

table('milliseconds', integer({ min: 1, max: 1000, unit: 'milliseconds' }), [
  ['1', 'ok'],
  ['1000', 'ok'],
  ['007', 'ok'],
  ['0', undefined],
  ['1001', undefined],
  ['-1', undefined],
  ['1.5', undefined],
  ['1e2', undefined],
  ['0x10', undefined],
  ['', undefined],
  ['250ms', '250'],
  ['0.5s', '500'],
  ['1,000', '1000'],
  ['1_000', '1000'],
  ['2h', undefined],
  ['ten', undefined],
]);
table('cores', decimal({ min: 0, max: 8, unit: 'cores', above: true }), [
  ['0.25', 'ok'],
  ['8', 'ok'],
  ['0', undefined],
  ['8.1', undefined],
  ['.5', undefined],
  ['2000m', '2'],
  ['Infinity', undefined],
  ['NaN', undefined],
]);
table('gigabytes', decimal({ min: 0, max: 64, unit: 'gigabytes', above: true }), [
  ['16Gi', '16'],
  ['16 GB', '16'],
  ['512Mi', '0.5'],
]);
table('percent', decimal({ min: 0, max: 100, unit: 'percent', above: true }), [
  ['99.95', 'ok'],
  ['99.9%', '99.9'],
  ['101', undefined],
]);
table('dollars', decimal({ min: 0, max: 100, unit: 'dollars', above: true }), [['$2.40', '2.40']]);
table('words', oneOf({ low: 'a', medium: 'b', high: 'c' }), [
  ['low', 'ok'],
  ['Low', 'low'],
  ['hihg', 'high'],
  ['enormous', undefined],
]);
table('booleans', boolean('a', 'b'), [
  ['true', 'ok'],
  ['TRUE', 'true'],
  ['yes', 'true'],
  ['enabled', 'true'],
  ['off', 'false'],
  ['maybe', undefined],
]);
table('switches', enabledOrDisabled('a', 'b'), [
  ['enabled', 'ok'],
  ['true', 'enabled'],
  ['0', 'disabled'],
]);
test('cron', () => {
  for (const good of ['* * * * *', '*/5 0-6,22 1-31/2 jan-MAR 0-7', '0  2 * * *', '0 0 ? * SUN', '@daily'])
    assert.equal(check(cron, good), 'ok', good);
  for (const bad of [
    '',
    '* * * *',
    '0 0 2 * * *',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '* * * 13 *',
    '* * * * 8',
    '5-1 * * * *',
    '*/0 * * * *',
    '*/x * * * *',
    '1/2/3 * * * *',
    '1-2-3 * * * *',
    ', * * * *',
    '1- * * * *',
    '-1 * * * *',
    '? * * * *',
    '* * * FOO *',
    '@sometimes',
  ])
    assert.notEqual(check(cron, bad), 'ok', `'${bad}'`);
  const six = cron.check('0 0 2 * * *');
  assert.ok(!six.ok && /6 fields \(no seconds, no year\)/.test(six.message));
});
table('time zones', timezone, [
  ['UTC', 'ok'],
  ['America/New_York', 'ok'],
  ['US/Pacific', 'ok'],
  ['europe/berlin', 'Europe/Berlin'],
  ['Europe/Berlim', 'Europe/Berlin'],
  ['+01:00', undefined],
  ['Moon', undefined],
]);
table('metrics', metricName, [
  ['pending_queries', 'ok'],
  ['ns:lag', 'ok'],
  ['orders-total', 'orders_total'],
  ['5xx', '_5xx'],
]);
table('lists', listOf(metricName, 'a list'), [
  ['a', 'ok'],
  ['a, b ,c', 'ok'],
  ['a,,b', 'a,b'],
  ['a,b,a', 'a,b'],
  ['a,b c', undefined],
]);
table('regions', region, [
  ['us-west-2', 'ok'],
  ['westeurope', 'ok'],
  ['US-West-2', 'us-west-2'],
  ['eu_west_1', 'eu-west-1'],
]);
table('labels', labelValue('x', '<x>'), [
  ['c5.2xlarge', 'ok'],
  ['Standard_D4s_v3', 'ok'],
  ['a b', 'a-b'],
  ['-a', undefined],
  ['x'.repeat(64), undefined],
]);
table('secrets', secretReference, [
  ['pagerduty', 'ok'],
  ['pager-duty.prod/routing_key', 'ok'],
  ['0123456789abcdef0123456789abcdef', undefined],
  ['Name', undefined],
  ['a/b/c', undefined],
]);
