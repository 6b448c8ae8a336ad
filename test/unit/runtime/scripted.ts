/** SQL over records that come in as a test says, by a clock that the test turns. */
import assert from 'node:assert/strict';
import { memoryConnector } from '../../../runtime/connectors/memory/connector.ts';
import type { Batch } from '../../../runtime/connectors/port.ts';
import { run } from '../../../runtime/jobs/run.ts';
import { buildPlan } from '../../../src/compiler/plan/build.ts';
import { analyze } from '../../../src/language/analyze.ts';
import { fixedClock } from './plans.ts';

/** So many milliseconds go by, or a record comes in; `unread`: it is in its partition, but not handed out yet. */
export type Step =
  | { readonly pass: number }
  | { readonly at: number; readonly partition: number; readonly unread?: boolean };

export interface Outcomes {
  /** What bare queries put out in each step, values as JSON text. */
  readonly values: readonly (readonly string[])[];
  /** `start n` of these, of columns `s` and `n`. */
  readonly rows: readonly (readonly string[])[];
  readonly late: number;
}

/** The clock begins at 1700000000000. Two partitions of `s`, whose records are `{ts}`. */
export async function outcomes(
  steps: readonly Step[],
  { properties = '', stopAtEnd = false, query = '' } = {},
): Promise<Outcomes> {
  const sql = `CREATE STREAM s (ts BIGINT, WATERMARK FOR ts AS ts)
WITH ('topic' = 's', 'format' = 'json'${properties});
${query || 'SELECT COUNT(*) AS n, _window_start AS s FROM s WINDOW TUMBLING(10ms);'}`;
  const analysis = analyze(sql, { bounded: false });
  assert.deepEqual(
    analysis.diagnostics.filter(({ severity }) => severity === 'error'),
    [],
  );
  let now = 1_700_000_000_000;
  const memory = memoryConnector({ topics: { s: 2 } });
  const found: string[][] = [];
  const ended = new AbortController();
  let step = 0;
  let out: string[] = [];
  const { late } = await run(
    {
      plan: buildPlan(analysis, { bounded: false }),
      connector: {
        ...memory,
        reader: async () => ({
          close: async () => {},
          async read() {
            if (step > 0) found.push(out);
            out = [];
            const next = steps[step++];
            if (!next) {
              if (!stopAtEnd) ended.abort();
              return stopAtEnd ? undefined : [];
            }
            if ('pass' in next) {
              now += next.pass;
              return [];
            }
            const { partition, at, unread } = next;
            const value = JSON.stringify({ ts: at });
            memory.append('s', [{ partition, timestamp: at, value }]);
            if (unread) return [];
            const record = memory.records('s').at(-1)!;
            const batch: Batch = { topic: 's', partition, records: [record], nextOffset: record.offset + 1 };
            return [batch];
          },
        }),
      },
      from: 'earliest',
      onRows(of, rows) {
        if (of.bare) out.push(...rows.map(({ value }) => value!));
      },
      onProblem: ({ message }) => assert.fail(message),
      signal: ended.signal,
      closeWindows: false,
      stopAtEnd,
    },
    { ...fixedClock, now: () => now * 1000 },
  );
  const told = (value: string): string => {
    const { n, s } = JSON.parse(value);
    return `${Date.parse(s)} ${n}`;
  };
  return { values: found, rows: found.map(values => values.map(told)), late };
}
