/** Times: there and back through text, the calendar against the platform's, intervals, patterns. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { addInterval, timestampDifference } from '../../../src/language/types/arithmetic.ts';
import { civilOf, daysOf, isoDayOfWeek, isoWeek } from '../../../src/language/types/calendar.ts';
import { Interval, SqlDate, SqlTime, Timestamp } from '../../../src/language/types/temporal.ts';
import { formatWithPattern, parseWithPattern } from '../../../src/language/types/time-pattern.ts';
import { RecordError } from '../../../src/language/types/value.ts';

const FIRST = BigInt(daysOf(-9999, 1, 1)) * 86_400_000_000n;
const LAST = BigInt(daysOf(9999, 12, 31) + 1) * 86_400_000_000n - 1n;

const micros = fc.oneof(
  fc.bigInt(FIRST, LAST),
  fc.bigInt(-2_000_000n, 2_000_000n),
  fc.bigInt(0n, 4_000_000_000_000_000n),
);
const timestamp = micros.map(n => Timestamp.of(n));

const ts = (text: string): Timestamp => {
  const read = Timestamp.parse(text);
  assert.ok(read, text);
  return read;
};

test('a timestamp survives its text', () => {
  fc.assert(
    fc.property(timestamp, time => {
      assert.equal(ts(time.toString()).micros, time.micros);
      assert.equal(BigInt(time.days) * 86_400_000_000n + BigInt(time.microsOfDay), BigInt(time.micros));
      assert.ok(time.microsOfDay >= 0 && time.microsOfDay < 86_400_000_000);
      assert.equal(
        time.millis,
        Number((BigInt(time.micros) - BigInt(((time.microsOfDay % 1000) + 1000) % 1000)) / 1000n),
      );
    }),
    { numRuns: 2000 },
  );
});

test("the calendar is the platform's", () => {
  fc.assert(
    fc.property(fc.integer({ min: daysOf(-9999, 1, 1), max: daysOf(9999, 12, 31) }), days => {
      const platform = new Date(days * 86_400_000);
      const { year, month, day } = civilOf(days);
      assert.deepEqual(
        [year, month - 1, day],
        [platform.getUTCFullYear(), platform.getUTCMonth(), platform.getUTCDate()],
      );
      assert.equal(daysOf(year, month, day), days);
      assert.equal(isoDayOfWeek(days) % 7, platform.getUTCDay());
    }),
    { numRuns: 2000 },
  );
  assert.deepEqual(isoWeek(daysOf(2021, 1, 3)), { year: 2020, week: 53 });
  assert.deepEqual(isoWeek(daysOf(2024, 12, 30)), { year: 2025, week: 1 });
});

test('how timestamps are written and read', () => {
  for (const [text, expected] of Object.entries({
    '2023-11-14T22:13:20Z': '2023-11-14T22:13:20Z',
    '2023-11-14 22:13:20.5': '2023-11-14T22:13:20.500Z',
    '2023-11-14t22:13:20.000001z': '2023-11-14T22:13:20.000001Z',
    '2023-11-14T22:13:20.1234567899': '2023-11-14T22:13:20.123456Z',
    '2023-11-14T22:13': '2023-11-14T22:13:00Z',
    '2023-11-14': '2023-11-14T00:00:00Z',
    '2023-11-14T00:30:00+02:00': '2023-11-13T22:30:00Z',
    '2023-11-14T22:13:20-0530': '2023-11-15T03:43:20Z',
    '1969-12-31T23:59:59.999999Z': '1969-12-31T23:59:59.999999Z',
    '0000-02-29T00:00:00Z': '0000-02-29T00:00:00Z',
    '-0044-03-15': '-0044-03-15T00:00:00Z',
    '9999-12-31T23:59:59.999999Z': '9999-12-31T23:59:59.999999Z',
  }))
    assert.equal(String(ts(text)), expected, text);
  assert.equal(ts('1969-12-31T23:59:59.999999Z').micros, -1);
  assert.equal(ts('1969-12-31T23:59:59.999999Z').millis, -1);
});

test('what is no time', () => {
  const wrong = [
    '',
    '2023',
    '2023-13-01',
    '2023-02-29',
    '2023-11-14T',
    '2023-11-14T24:00',
    '2023-11-14T22:60',
    '2023-11-14T22:13:60',
  ];
  wrong.push('2023-11-14T22:13:20.', '2023-11-14T22:13:20X', '2023-11-14T22:13:20+25:00', '2023-11-14 ', '23-11-14');
  wrong.push('-9999-01-01T00:00:00+01:00', '9999-12-31T23:30:00-01:00');
  for (const text of wrong) assert.equal(Timestamp.parse(text), undefined, text);
  assert.equal(SqlDate.parse('2023-11-14T00:00'), undefined);
  assert.equal(SqlTime.parse('24:00'), undefined);
  assert.throws(() => Timestamp.of(LAST + 1n), RecordError);
  assert.throws(() => SqlDate.of(daysOf(9999, 12, 31) + 1), RecordError);
  assert.throws(() => Timestamp.ofMillis(Number.NaN), RecordError);
});

test('intervals', () => {
  for (const [text, expected] of Object.entries({
    '5s': 'PT5S',
    '10 MINUTES': 'PT10M',
    '250ms': 'PT0.25S',
    '1 day 2 hours': 'P1DT2H',
    '2w': 'P14D',
    '-1.5h': '-PT1H30M',
    '18 months': 'P1Y6M',
    'P1Y2M3DT4H5M6.5S': 'P1Y2M3DT4H5M6.5S',
    '-PT0.000001S': '-PT0.000001S',
    '0 days': 'PT0S',
    '0.1 s': 'PT0.1S',
  }))
    assert.equal(String(Interval.parse(text)), expected, text);
  for (const text of ['', '5', 's', '1 fortnight', 'P', 'PT', '1.5 months', '99999999999 years years'])
    assert.equal(Interval.parse(text), undefined, text);
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.integer(), (n, months) => {
      const interval = Interval.of(months, n);
      const back = Interval.parse(interval.toString());
      assert.deepEqual([back?.months, back?.micros], [interval.months, interval.micros]);
    }),
  );
});

test('moving by intervals', () => {
  const moved = (time: string, interval: string) => String(addInterval(ts(time), Interval.parse(interval)!));
  assert.equal(moved('2024-01-31T10:00:00Z', '1 month'), '2024-02-29T10:00:00Z');
  assert.equal(moved('2024-02-29T10:00:00Z', '1 year'), '2025-02-28T10:00:00Z');
  assert.equal(moved('2024-03-31T10:00:00Z', '-1 month'), '2024-02-29T10:00:00Z');
  assert.equal(moved('1970-01-01T00:00:00Z', '-1 us'), '1969-12-31T23:59:59.999999Z');
  assert.throws(() => moved('9999-12-31', '1 day'), RecordError);
  fc.assert(
    fc.property(fc.bigInt(0n, 4n * 10n ** 15n), fc.bigInt(0n, 4n * 10n ** 15n), (a, b) => {
      const [x, y] = [Timestamp.of(a), Timestamp.of(b)];
      assert.equal(addInterval(y, timestampDifference(x, y)).micros, x.micros);
    }),
  );
});

test('patterns, Java and strftime', () => {
  const time = ts('2023-11-04T02:03:04.056789Z');
  for (const [pattern, expected] of Object.entries({
    'yyyy-MM-dd HH:mm:ss.SSS': '2023-11-04 02:03:04.056',
    "yyyy-MM-dd'T'HH:mm:ssXXX": '2023-11-04T02:03:04Z',
    'd/M/yy h:mm a': '4/11/23 2:03 AM',
    "EEEE, d MMMM yyyy 'o''clock'": "Saturday, 4 November 2023 o'clock",
    'DDD Q w SSSSSS': '308 4 44 056789',
    '%Y-%m-%dT%H:%M:%S.%f': '2023-11-04T02:03:04.056789',
    '%F %T%.3f %z': '2023-11-04 02:03:04.056 +0000',
    '%a %e %b %y, %-I:%M %p, day %j, 100%%': 'Sat  4 Nov 23, 2:03 AM, day 308, 100%',
    '%s': '1699063384',
  }))
    assert.equal(formatWithPattern(time, pattern), expected, pattern);
  for (const pattern of ['yyyy-bb', "yyyy 'open", '%Q', '%Y-%'])
    assert.throws(() => formatWithPattern(time, pattern), /time pattern/, pattern);
});

test('reading by a pattern', () => {
  const read = (text: string, pattern: string) => String(parseWithPattern(text, pattern));
  assert.equal(read('20231104020304', 'yyyyMMddHHmmss'), '2023-11-04T02:03:04Z');
  assert.equal(read('20231104020304056', 'yyyyMMddHHmmssSSS'), '2023-11-04T02:03:04.056Z');
  assert.equal(read('4.11.23 12:05 am', 'd.M.yy h:mm a'), '2023-11-04T00:05:00Z');
  assert.equal(read('12:05 PM', '%I:%M %p'), '1970-01-01T12:05:00Z');
  assert.equal(read('2024-060', 'yyyy-DDD'), '2024-02-29T00:00:00Z');
  assert.equal(read('1699063384', '%s'), '2023-11-04T02:03:04Z');
  assert.equal(read('04/Nov/2023:02:03:04 +0200', 'dd/MMM/yyyy:HH:mm:ss Z'), '2023-11-04T00:03:04Z');
  for (const [text, pattern] of [
    ['2023-11-31', 'yyyy-MM-dd'],
    ['2023-11-04x', 'yyyy-MM-dd'],
    ['2023-11', 'yyyy-MM-dd'],
    ['13:00 PM', '%I:%M %p'],
    ['25:00', 'HH:mm'],
    ['2023-366', 'yyyy-DDD'],
    ['04 Foo 2023', 'dd MMM yyyy'],
  ])
    assert.equal(parseWithPattern(text!, pattern!), undefined, `${text} ${pattern}`);
  const patterns = [
    'yyyy-MM-dd HH:mm:ss.SSSSSS',
    '%Y-%m-%d %H:%M:%S.%f',
    "yyyyMMdd'T'HHmmssSSSSSS",
    'EEE d MMM yyyy hh:mm:ss.SSSSSS a',
  ];
  fc.assert(
    fc.property(fc.bigInt(0n, 4n * 10n ** 15n), fc.constantFrom(...patterns), (n, pattern) => {
      const time = Timestamp.of(n);
      assert.equal(parseWithPattern(formatWithPattern(time, pattern), pattern)?.micros, time.micros);
    }),
  );
});
