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

test('SUBSTRING of a negative length is NULL, of none empty', async () => {
  await give({
    'SUBSTRING(word, 3, 0)': '""',
    'SUBSTRING(word, 3, -1)': 'null',
    "SUBSTRING('quay' FROM 2 FOR -2)": 'null',
    'UPPER(SUBSTR(word, 1, few[1] - 4))': 'null',
    'SUBSTRING(word, -4, 2)': '"bo"',
    'SUBSTRING(nothing, 1, 2)': 'null',
  });
});

test('ARRAY_CONTAINS finds NULL, and does not become NULL by an element that is', async () => {
  await give({
    'ARRAY_CONTAINS(few, 5)': 'true',
    'ARRAY_CONTAINS(few, NULL)': 'false',
    'ARRAY_CONTAINS(gaps, 5)': 'false',
    'ARRAY_CONTAINS(gaps, CAST(NULL AS INT))': 'true',
    'ARRAY_CONTAINS(CAST(NULL AS ARRAY<INT>), 5)': 'null',
  });
});

test('JSON made inside of JSON is no text of it', async () => {
  await give({
    "JSON_OBJECT('port' VALUE JSON_OBJECT('name' VALUE word, 'berths' VALUE JSON_ARRAY(1.50, few[2])))": JSON.stringify(
      '{"port":{"name":"harbour","berths":[1.5,5]}}',
    ),
    "JSON_ARRAY(JSON_ARRAY(), JSON_OBJECT(word, 'a\"b'))": JSON.stringify('[[],{"harbour":"a\\"b"}]'),
    "JSON_ARRAY(CONCAT(JSON_ARRAY(1), ''))": JSON.stringify('["[1]"]'),
    'JSON_ARRAY(JSON_ARRAY(9007199254740993, 0.1))': JSON.stringify('[[9007199254740993,0.1]]'),
  });
});

test('a TIME moves round the clock', async () => {
  await give({
    "clock + INTERVAL '20' HOUR": '"00:05:06.500"',
    "clock - INTERVAL '5' HOUR": '"23:05:06.500"',
    "INTERVAL '-90' MINUTE + clock": '"02:35:06.500"',
    "clock + INTERVAL '3' DAY": '"04:05:06.500"',
    "clock - INTERVAL '1' MONTH": '"04:05:06.500"',
    "TIME '23:59:59' + INTERVAL '1' SECOND": '"00:00:00"',
    'clock + CAST(NULL AS INTERVAL)': 'null',
  });
});
