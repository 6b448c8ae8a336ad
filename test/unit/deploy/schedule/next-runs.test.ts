/** Times of cron expressions. 6,000 random ones in ten zones gave the runs of robfig/cron v3.0.1, which Kubernetes uses, when this was written. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { kubernetesCron } from '../../../../src/compiler/deploy/schedule/cron-fields.ts';
import { hoursHeldPerMonth, runsPerMonth } from '../../../../src/compiler/deploy/schedule/hours-per-month.ts';
import { nextRuns } from '../../../../src/compiler/deploy/schedule/next-runs.ts';

const next = (cron: string, timezone: string, after: string, count = 3) =>
  nextRuns(cron, timezone, new Date(after), count).map(time => time.toISOString().slice(0, 16));

const CASES: readonly (readonly [
  what: string,
  cron: string,
  timezone: string,
  after: string,
  runs: readonly string[],
])[] = [
  [
    'never the time itself',
    '0 2 * * *',
    'UTC',
    '2026-11-21T02:00:00Z',
    ['2026-11-22T02:00', '2026-11-23T02:00', '2026-11-24T02:00'],
  ],
  [
    'between two minutes',
    '* * * * *',
    'UTC',
    '2026-11-21T02:00:30Z',
    ['2026-11-21T02:01', '2026-11-21T02:02', '2026-11-21T02:03'],
  ],
  [
    'in the zone',
    '0 2 * * *',
    'Asia/Kolkata',
    '2026-11-21T12:00:00Z',
    ['2026-11-21T20:30', '2026-11-22T20:30', '2026-11-23T20:30'],
  ],
  [
    'clocks go forward: 2:30 is left out',
    '30 2 * * *',
    'America/New_York',
    '2026-03-06T12:00:00Z',
    ['2026-03-07T07:30', '2026-03-09T06:30', '2026-03-10T06:30'],
  ],
  [
    'clocks go back: 1:30 comes twice',
    '30 1 * * *',
    'America/New_York',
    '2026-10-31T12:00:00Z',
    ['2026-11-01T05:30', '2026-11-01T06:30', '2026-11-02T06:30'],
  ],
  [
    'half an hour of summer time',
    '45 1 * * *',
    'Australia/Lord_Howe',
    '2026-04-03T16:00:00Z',
    ['2026-04-04T14:45', '2026-04-04T15:15', '2026-04-05T15:15'],
  ],
  [
    'no midnight',
    '0 0 * * *',
    'Africa/Cairo',
    '2026-04-23T12:00:00Z',
    ['2026-04-24T21:00', '2026-04-25T21:00', '2026-04-26T21:00'],
  ],
  [
    'either of two days',
    '0 0 13 * FRI',
    'UTC',
    '2026-11-01T00:00:00Z',
    ['2026-11-06T00:00', '2026-11-13T00:00', '2026-11-20T00:00'],
  ],
  [
    'a star leaves it to the other',
    '0 0 * * mon',
    'UTC',
    '2026-11-01T00:00:00Z',
    ['2026-11-02T00:00', '2026-11-09T00:00', '2026-11-16T00:00'],
  ],
  [
    'a star with a step is a day too',
    '0 0 */20 * 0',
    'UTC',
    '2026-11-01T00:00:00Z',
    ['2026-11-08T00:00', '2026-11-15T00:00', '2026-11-21T00:00'],
  ],
  [
    'from a minute on',
    '50/5 0 1 1 *',
    'UTC',
    '2026-11-01T00:00:00Z',
    ['2027-01-01T00:50', '2027-01-01T00:55', '2028-01-01T00:50'],
  ],
  ['leap days', '0 0 29 2 *', 'UTC', '2026-11-01T00:00:00Z', ['2028-02-29T00:00', '2032-02-29T00:00']],
  ['days that never come', '0 0 31 2 *', 'UTC', '2026-11-01T00:00:00Z', []],
  [
    'a short name',
    '@weekly',
    'UTC',
    '2026-11-01T00:00:00Z',
    ['2026-11-08T00:00', '2026-11-15T00:00', '2026-11-22T00:00'],
  ],
];
for (const [what, cron, timezone, after, runs] of CASES)
  test(`${what}: ${cron} in ${timezone}`, () => assert.deepEqual(next(cron, timezone, after), runs));

test('7 is Sunday, where Kubernetes takes 0 only', () =>
  assert.deepEqual(next('0 6 * * 7', 'UTC', '2026-11-21T12:00:00Z', 1), ['2026-11-22T06:00']));

test('runs and hours in a month of 730 hours', () => {
  assert.equal(runsPerMonth('0 2 * * *'), 730 / 24);
  assert.equal(runsPerMonth('*/15 * * * *'), 730 * 4);
  // 8 of 24 hours on 5 of 7 days.
  assert.equal(hoursHeldPerMonth(['0 9-16 * * 1-5'])[0], (730 * 8 * 5) / (24 * 7));
  // 8 and 9 o'clock on every day; 9 o'clock from Monday to Friday is the first one's already.
  const [first, second] = hoursHeldPerMonth(['0 9-16 * * 1-5', '0 8-9 * * *']);
  assert.equal(first, (730 * 8 * 5) / (24 * 7));
  assert.ok(Math.abs(second! - (730 * (7 + 2)) / (24 * 7)) < 1e-9);
});

test('runs ascend, come after the time asked for, and going on from one gives the rest', () => {
  const cron = fc.tuple(
    fc.constantFrom('0', '*/15', '5,35', '30'),
    fc.constantFrom('*', '1-3', '2', '0/6'),
    fc.constantFrom('*', '1', '*/10', '28-31'),
    fc.constantFrom('*', '3,10', 'FEB'),
    fc.constantFrom('*', '1-5', 'SUN'),
  );
  const zone = fc.constantFrom('UTC', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu');
  const after = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(cron, zone, after, (fields, timezone, time) => {
      const runs = nextRuns(fields.join(' '), timezone, time, 5).map(Number);
      assert.ok(runs.every((run, index) => run > (index === 0 ? time.getTime() : runs[index - 1]!)));
      if (runs.length > 1)
        assert.deepEqual(nextRuns(fields.join(' '), timezone, new Date(runs[0]!), 4).map(Number), runs.slice(1));
    }),
    { numRuns: 200 },
  );
});

test('Sunday is 0 for Kubernetes, whatever it is called', () => {
  for (const [written, expected] of [
    ['0 2 * * 7', '0 2 * * 0'],
    ['0 2 * * 5-7', '0 2 * * 0,5,6'],
    ['0 2 * * 1,7', '0 2 * * 0,1'],
    ['0 2 * * 1-5', '0 2 * * 1-5'],
    ['*/17 2 * * *', '*/17 2 * * *'],
    ['@daily', '@daily'],
  ] as const)
    assert.equal(kubernetesCron(written), expected);
});
