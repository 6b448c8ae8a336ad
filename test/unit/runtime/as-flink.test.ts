/** What expressions give where the dialect leaves it to Flink: by literals, which are folded, and by columns. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { runSql } from './sql.ts';

const COLUMNS = `
CREATE STREAM given (at TIMESTAMP, clock TIME, day DATE, word STRING, nothing STRING, few ARRAY<INT>, gaps ARRAY<INT>)
  WITH (topic = 'given', format = 'json');
`;
const RECORD = {
  at: '2001-02-03T04:05:06.789012Z',
  clock: '04:05:06.5',
  day: '2000-12-31',
  word: 'harbour',
  nothing: null,
  few: [3, 5],
  gaps: [3, null],
};

/** Each expression's value, as JSON. */
async function give(expected: Readonly<Record<string, string>>): Promise<void> {
  const items = Object.keys(expected).map((expression, i) => `${expression} AS v${i}`);
  const { written, problems } = await runSql(`${COLUMNS} SELECT ${items.join(', ')} FROM given;`, {
    given: [{ value: RECORD }],
  });
  assert.deepEqual(problems, []);
  const row = Object.values(written[0]!.value!).map(value => JSON.stringify(value));
  assert.deepEqual(Object.fromEntries(Object.keys(expected).map((key, i) => [key, row[i]])), expected);
}

test('EXTRACT: of a second only the fraction, of a TIME, and of long spans', async () => {
  await give({
    'EXTRACT(MILLISECOND FROM at)': '789',
    'EXTRACT(MICROSECOND FROM at)': '789012',
    'EXTRACT(NANOSECOND FROM at)': '789012000',
    "EXTRACT(MILLISECOND FROM TIMESTAMP '1969-12-31 23:59:58.25')": '250',
    'EXTRACT(MILLISECOND FROM clock)': '500',
    'HOUR(clock)': '4',
    'MINUTE(clock)': '5',
    'SECOND(clock)': '6',
    'EXTRACT(DECADE FROM day)': '200',
    'EXTRACT(CENTURY FROM day)': '20',
    'EXTRACT(MILLENNIUM FROM day)': '2',
    'EXTRACT(CENTURY FROM at)': '21',
    'EXTRACT(MILLENNIUM FROM at)': '3',
    "EXTRACT(CENTURY FROM DATE '0001-06-01')": '1',
  });
});
