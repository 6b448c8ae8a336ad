/** Times in zones and what else of the functions of time has edges. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { functionTable, resolveCall } from '../../../src/language/functions/table.ts';
import { localTime, momentOf, timeZone } from '../../../src/language/functions/time/time-zone.ts';
import { STRING, TIMESTAMP } from '../../../src/language/types/sql-type.ts';
import { Timestamp } from '../../../src/language/types/temporal.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import { evaluate } from './example.ts';

const valueBy = (expression: string): string => String(evaluate(expression)[0]!.value);
const converted = (time: string, from: string, to: string): string =>
  valueBy(`CONVERT_TZ(TIMESTAMP '${time}', '${from}', '${to}')`);

test('clocks that jump forward: a time between is as much later', () => {
  assert.equal(converted('2024-03-31T01:59:59.999999', 'Europe/Berlin', 'UTC'), '2024-03-31T00:59:59.999999Z');
  assert.equal(converted('2024-03-31T02:00', 'Europe/Berlin', 'UTC'), '2024-03-31T01:00:00Z');
  assert.equal(converted('2024-03-31T02:30', 'Europe/Berlin', 'Europe/Berlin'), '2024-03-31T03:30:00Z');
  assert.equal(converted('2024-03-31T03:00', 'Europe/Berlin', 'UTC'), '2024-03-31T01:00:00Z');
  assert.equal(converted('2024-03-10T02:15', 'America/New_York', 'UTC'), '2024-03-10T07:15:00Z');
  // Samoa had no 30 December 2011.
  assert.equal(converted('2011-12-30T12:00', 'Pacific/Apia', 'Pacific/Apia'), '2011-12-31T12:00:00Z');
});

test('clocks that jump back: of two times the earlier', () => {
  assert.equal(converted('2024-10-27T01:59', 'Europe/Berlin', 'UTC'), '2024-10-26T23:59:00Z');
  assert.equal(converted('2024-10-27T02:59', 'Europe/Berlin', 'UTC'), '2024-10-27T00:59:00Z');
  assert.equal(converted('2024-10-27T03:00', 'Europe/Berlin', 'UTC'), '2024-10-27T02:00:00Z');
  assert.equal(converted('2024-11-03T01:30', 'America/New_York', 'UTC'), '2024-11-03T05:30:00Z');
  // Half an hour on Lord Howe.
  assert.equal(converted('2024-04-07T01:45', 'Australia/Lord_Howe', 'UTC'), '2024-04-06T14:45:00Z');
});

test('old times have odd offsets; the year 0 is a year', () => {
  assert.equal(converted('1850-01-01T12:00', 'UTC', 'America/New_York'), '1850-01-01T07:03:58Z');
  assert.equal(converted('0000-06-01T00:00', 'UTC', '+01:00'), '0000-06-01T01:00:00Z');
  // Liberia left an offset of 44:30 in the middle of an hour.
  assert.equal(converted('1972-01-07T00:44:29', 'UTC', 'Africa/Monrovia'), '1972-01-06T23:59:59Z');
  assert.equal(converted('1972-01-07T00:44:30', 'UTC', 'Africa/Monrovia'), '1972-01-07T00:44:30Z');
});

test('zones are names or offsets', () => {
  for (const zone of ['UTC', 'utc', 'Z', 'GMT', 'Etc/UTC', '+00', '-00:00', ' UTC '])
    assert.equal(converted('2024-01-01T00:00', zone, 'UTC'), '2024-01-01T00:00:00Z', zone);
  assert.equal(converted('2024-01-01T00:00', 'UTC', 'asia/kolkata'), '2024-01-01T05:30:00Z');
  for (const zone of ['', ' ', 'Mars/Base', '+25:00', '02:00', 'UTC+2'])
    assert.throws(() => timeZone(zone), RecordError, zone);
});

test('an unknown zone is refused before the run', () => {
  const time = { type: TIMESTAMP };
  const zones = ['UTC', 'Mars/Base'].map(literal => ({ type: STRING, literal }));
  const resolved = resolveCall(functionTable.get('CONVERT_TZ')!, [time, ...zones]);
  assert.ok(!resolved.ok && resolved.argument === 2, 'at the argument');
  assert.match(resolved.message, /'Mars\/Base' is no time zone: .*Europe\/Berlin.*\+02:00/);
});

const SOME_ZONES = fc.constantFrom(
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  '-03:30',
);
const SOME_MILLIS = fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(2100, 0) });

test('what clocks show leads back to the moment, or to the earlier that shows the same', () => {
  fc.assert(
    fc.property(SOME_ZONES, SOME_MILLIS, (name, millis) => {
      const zone = timeZone(name);
      const moment = Timestamp.ofMillis(millis);
      const local = localTime(moment, zone);
      const back = momentOf(local, zone);
      assert.equal(String(localTime(back, zone)), String(local));
      assert.ok(back.millis <= millis && millis - back.millis <= 2 * 3_600_000);
    }),
  );
});

test('offsets that are kept are those that Intl gives', () => {
  fc.assert(
    fc.property(SOME_ZONES, SOME_MILLIS, (name, millis) => {
      const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: name, dateStyle: 'short', timeStyle: 'medium' });
      const shown = String(localTime(Timestamp.ofMillis(Math.floor(millis / 1000) * 1000), timeZone(name)));
      assert.equal(shown, `${parts.format(millis).replace(' ', 'T')}Z`);
    }),
  );
});

test('days that the calendar does not have, precisions that are none', () => {
  for (const bad of ['2023, 2, 29', '2023, 13, 1', '2023, 0, 1', '2023, 1, 0', '10000, 1, 1'])
    assert.throws(() => evaluate(`MAKE_DATE(${bad})`), RecordError, bad);
  assert.equal(valueBy("LAST_DAY(DATE '1900-02-01')"), '1900-02-28');
  assert.equal(valueBy("LAST_DAY('2023-12-05')"), '2023-12-31');
  assert.throws(() => evaluate('TO_TIMESTAMP_LTZ(0, 1)'), RecordError);
  assert.equal(valueBy('TO_TIMESTAMP_LTZ(1700000000123456789, 9)'), '2023-11-14T22:13:20.123456Z');
  assert.equal(valueBy('TO_TIMESTAMP_LTZ(-1, 0)'), '1969-12-31T23:59:59Z');
  assert.throws(() => evaluate("TO_TIMESTAMP_LTZ('14/7/2023', 'dd.MM.yyyy')"), RecordError);
});

test('the clock has many names', () => {
  for (const name of ['CURRENT_TIMESTAMP', 'LOCALTIMESTAMP', 'CURRENT_ROW_TIMESTAMP', 'PROCTIME', 'SYSTEM_TIME'])
    assert.equal(functionTable.get(name)?.name, 'NOW', name);
});
