/** DECIMAL through whole queries, JSON in and JSON out: values of declared columns, and SUM, AVG, MIN and MAX of groups. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { memoryConnector } from '../../runtime/connectors/memory/connector.ts';
import { run } from '../../runtime/jobs/run.ts';
import { buildPlan } from '../../src/compiler/plan/build.ts';
import { analyze } from '../../src/language/analyze.ts';
import { fixedClock } from '../unit/runtime/plans.ts';
import { CASES, type Draw, drawing, Exact, plain, SEED, type Size } from './draw.ts';

/** The values as text, of each row that the last statement writes. */
async function written(sql: string, records: readonly string[]): Promise<readonly string[]> {
  const analysis = analyze(sql, { bounded: true });
  assert.deepEqual(
    analysis.diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message),
    [],
  );
  const plan = buildPlan(analysis, { bounded: true });
  const memory = memoryConnector({ topics: {} });
  memory.append(
    'money',
    records.map((value, i) => ({ timestamp: i, partition: 0, key: null, value, headers: [] })),
  );
  const rows: string[] = [];
  await run(
    {
      plan,
      connector: memory,
      from: 'earliest',
      onRows: (query, some) => {
        if (query === plan.queries.at(-1)) rows.push(...some.map(row => row.value ?? ''));
      },
      onProblem: problem => assert.fail(problem.message),
      signal: new AbortController().signal,
      closeWindows: true,
      stopAtEnd: true,
    },
    fixedClock,
  );
  return rows;
}

/** One number in the ways in which programs write it. */
function spelt(text: string, draw: Draw): string {
  switch (draw.whole(5)) {
    case 0:
      return `"${text}"`;
    case 1:
      return text.includes('.') ? `${text}000` : `${text}.00`;
    case 2:
      return `${text}e0`;
    case 3: {
      const by = draw.whole(7) - 3;
      return `${new Exact(text).div(Exact.pow(10, by)).toFixed()}E${by < 0 ? '' : '+'}${by}`;
    }
    default:
      return text;
  }
}

const declared = (columns: readonly Size[]): string =>
  columns.map(({ precision, scale }, i) => `c${i} DECIMAL(${precision}, ${scale})`).join(', ');

test('what was read is written, as numbers and as text', async () => {
  for (let done = 0, salt = 0; done < CASES; salt++) {
    const draw = drawing(SEED * 1000 + 500 + salt);
    const sizes = Array.from({ length: 8 }, () => draw.size(38));
    const rows = Array.from({ length: 250 }, () => sizes.map(size => draw.text(size)));
    const asText = draw.whole(2) === 0;
    const names = sizes.map((_, i) => `c${i}`);
    const out = await written(
      `CREATE STREAM money (${declared(sizes)}) WITH (topic = 'money');
       CREATE STREAM paid WITH (topic = 'paid'${asText ? ", 'decimal.format' = 'string'" : ''}) AS SELECT ${names.join(', ')} FROM money;`,
      rows.map(row => `{${row.map((text, i) => `"c${i}": ${spelt(text, draw)}`).join(', ')}}`),
    );
    assert.equal(out.length, rows.length);
    for (const [i, row] of rows.entries()) {
      const quote = asText ? '"' : '';
      const expected = row.map((text, at) => `"c${at}":${quote}${plain(new Exact(text))}${quote}`);
      assert.equal(out[i], `{${expected.join(',')}}`);
    }
    done += rows.length * sizes.length;
  }
});

test('SUM, AVG, MIN and MAX', async () => {
  for (let done = 0, salt = 0; done < CASES; salt++) {
    const draw = drawing(SEED * 1000 + 700 + salt);
    // A sum of 400 must not leave 38 digits, and an average has at least 6 of them behind the point.
    const wide = draw.size(35);
    const sizes = [draw.size(16), draw.size(19), wide.precision - wide.scale > 30 ? { ...wide, scale: 5 } : wide];
    const rows = Array.from({ length: 400 }, () => ({
      group: draw.whole(7),
      texts: sizes.map(size => draw.text(size)),
    }));
    const aggregates = sizes.flatMap((_, i) =>
      ['SUM', 'AVG', 'MIN', 'MAX'].map(name => `${name}(c${i}) AS ${name}${i}`),
    );
    // A call that keeps its rows has groups of the general kind.
    const kept = salt % 2 === 0 ? '' : ', COUNT(DISTINCT c0) AS different';
    const out = await written(
      `CREATE STREAM money (g BIGINT, ${declared(sizes)}) WITH (topic = 'money');
       SELECT g, ${aggregates.join(', ')}${kept} FROM money GROUP BY g;`,
      rows.map(
        ({ group, texts }) => `{"g":${group},${texts.map((text, i) => `"c${i}":${spelt(text, draw)}`).join(',')}}`,
      ),
    );
    const groups = Map.groupBy(rows, ({ group }) => group);
    assert.equal(out.length, groups.size);
    for (const line of out) {
      const group = groups.get(Number(/"g":(\d+)/.exec(line)![1]))!;
      for (const [i, { scale }] of sizes.entries()) {
        const values = group.map(({ texts }) => new Exact(texts[i]!));
        const sum = values.reduce((total, value) => total.plus(value), new Exact(0));
        const expected = {
          SUM: sum,
          AVG: sum.div(values.length).toDecimalPlaces(Math.max(6, scale), Exact.ROUND_HALF_UP),
          MIN: Exact.min(...values),
          MAX: Exact.max(...values),
        };
        for (const [name, value] of Object.entries(expected))
          assert.equal(new RegExp(`"${name}${i}":([^,}]+)`).exec(line)?.[1], plain(value), `${name} of c${i}: ${line}`);
      }
    }
    done += rows.length * sizes.length * 4;
  }
});

test('computed, compared and added up of what a scan reads', async () => {
  for (let done = 0, salt = 0; done < CASES; salt++) {
    const draw = drawing(SEED * 1000 + 900 + salt);
    const sizes = [draw.size(18), draw.size(18), draw.size(15)];
    const rows = Array.from({ length: 300 }, () => sizes.map(size => draw.text(size)));
    const records = rows.map(row => `{${row.map((text, i) => `"c${i}": ${spelt(text, draw)}`).join(', ')}}`);
    const stream = `CREATE STREAM money (${declared(sizes)}) WITH (topic = 'money');`;
    const exact = rows.map(row => row.map(text => new Exact(text)) as [Exact, Exact, Exact]);
    const passing = exact.filter(([a, b]) => a.lt(b));

    const out = await written(
      `${stream} SELECT c0 * c1 AS product, c0 - c1 AS difference, c2 - c2 * c2 AS more FROM money WHERE c0 < c1;`,
      records,
    );
    // Of wider ones a sum may have more than 38 digits, and then gives up some of its fraction.
    const expected = passing.map(([a, b, c]) => [a.times(b), a.minus(b), c.minus(c.times(c))].map(plain));
    assert.deepEqual(
      out,
      expected.map(([product, difference, more]) => `{"product":${product},"difference":${difference},"more":${more}}`),
    );

    const [sums] = await written(
      `${stream} SELECT SUM(c0) AS s, SUM(c2 * c2) AS q FROM money WHERE c0 >= c1;`,
      records,
    );
    const others = exact.filter(([a, b]) => a.gte(b));
    const total = (of: (row: [Exact, Exact, Exact]) => Exact) =>
      plain(others.reduce((sum, row) => sum.plus(of(row)), new Exact(0)));
    if (others.length > 0) assert.equal(sums, `{"s":${total(([a]) => a)},"q":${total(([, , c]) => c.times(c))}}`);
    done += rows.length * 5;
  }
});
