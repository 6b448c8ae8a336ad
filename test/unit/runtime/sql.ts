/** SQL text over records given in the test, run in this process: what each statement puts out. */
import assert from 'node:assert/strict';
import type { MemoryConnector } from '../../../runtime/connectors/memory/connector.ts';
import { memoryConnector } from '../../../runtime/connectors/memory/connector.ts';
import type { Batch, Headers, OutputRecord } from '../../../runtime/connectors/port.ts';
import type { Counts, ResultRow } from '../../../runtime/jobs/job.ts';
import { run } from '../../../runtime/jobs/run.ts';
import { buildPlan } from '../../../src/compiler/plan/build.ts';
import { laterFindings } from '../../../src/compiler/plan/later.ts';
import { analyze } from '../../../src/language/analyze.ts';
import { fixedClock } from './plans.ts';

export interface GivenRecord {
  /** Milliseconds; its place in the list unless given. */
  readonly at?: number;
  readonly partition?: number;
  readonly key?: string | null;
  /** Null: a deletion. */
  readonly value: object | null;
  readonly headers?: Headers;
}

export interface SqlOptions {
  /** True unless given. */
  readonly bounded?: boolean;
  /** Batches of a random size in a random interleaving of the partitions, the same for the same seed. */
  readonly seed?: number;
  /** Each record by itself, so that the watermark follows every one of them. */
  readonly oneByOne?: boolean;
}

export interface SqlOutcome {
  /** Of the last statement, as `key → value`, deletions as `key → gone`. */
  readonly rows: readonly string[];
  /** The same as they are written. */
  readonly written: readonly GivenRecord[];
  /** Of these rows, milliseconds. */
  readonly times: readonly number[];
  /** What stands after changes, as sorted text: of each key (also of none) the last row. */
  readonly folded: readonly string[];
  readonly problems: readonly string[];
  readonly deadLetters: readonly OutputRecord[];
  readonly counts: Counts;
}

export async function runSql(
  sql: string,
  topics: Readonly<Record<string, readonly GivenRecord[]>>,
  { bounded = true, seed, oneByOne = false }: SqlOptions = {},
): Promise<SqlOutcome> {
  const analysis = analyze(sql, bounded ? { bounded } : {});
  const wrong = [...analysis.diagnostics.filter(one => one.severity === 'error'), ...laterFindings(analysis, 'error')];
  assert.deepEqual(
    wrong.map(({ message }) => message),
    [],
  );
  const plan = buildPlan(analysis, { bounded });
  const memory = memoryConnector({ topics: {} });
  for (const [topic, records] of Object.entries(topics))
    memory.append(
      topic,
      records.map(({ at, partition = 0, key = null, value, headers = [] }, i) => ({
        timestamp: at ?? i,
        partition,
        key,
        value: value && JSON.stringify(value),
        headers,
      })),
    );
  const rows: ResultRow[] = [];
  const problems: string[] = [];
  const deadLetters: OutputRecord[] = [];
  const last = plan.queries.at(-1)!.name;
  const counts = await run(
    {
      plan,
      connector: seed === undefined && !oneByOne ? memory : shuffled(memory, seed ?? 0, oneByOne ? 1 : 4),
      from: 'earliest',
      onRows(query, some) {
        if (query.name === last) rows.push(...some);
      },
      onProblem: ({ message }) => problems.push(message),
      onDeadLetters: records => void deadLetters.push(...records),
      signal: new AbortController().signal,
      closeWindows: true,
      stopAtEnd: true,
    },
    fixedClock,
  );
  const text = ({ keyText, value }: ResultRow) => `${keyText} → ${value ?? 'gone'}`;
  const standing = new Map<string, ResultRow>();
  for (const row of rows)
    if (row.value === null) standing.delete(row.keyText);
    else standing.set(row.keyText, row);
  const times = rows.map(({ timestamp }) => timestamp);
  const written = rows.map(
    ({ keyText, value, timestamp, headers }): GivenRecord => ({
      at: timestamp,
      key: keyText,
      value: value === null ? null : (JSON.parse(value) as object),
      headers,
    }),
  );
  return {
    rows: rows.map(text),
    written,
    times,
    folded: [...standing.values()].map(text).sort(),
    problems,
    deadLetters,
    counts,
  };
}

/** From 0 up to 1, the same for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The same records: each partition in its order, in pieces of a random size that take turns at random. */
function shuffled(memory: MemoryConnector, seed: number, most: number): MemoryConnector {
  const random = randomOf(seed);
  return {
    ...memory,
    async reader(assignments) {
      const reader = await memory.reader(assignments);
      const signal = new AbortController().signal;
      const waiting: Batch[][] = [];
      for (;;) {
        const batches = await reader.read(0, signal);
        if (batches === undefined) break;
        for (const { topic, partition, records } of batches) {
          const known = waiting.find(([one]) => one?.topic === topic && one.partition === partition);
          const pieces = known ?? [];
          if (!known) waiting.push(pieces);
          for (let at = 0; at < records.length; ) {
            const size = 1 + Math.floor(random() * most);
            const some = records.slice(at, at + size);
            pieces.push({ topic, partition, records: some, nextOffset: some.at(-1)!.offset + 1 });
            at += size;
          }
        }
      }
      return {
        close: () => reader.close(),
        async read() {
          const full = waiting.filter(pieces => pieces.length > 0);
          if (full.length === 0) return undefined;
          return [full[Math.floor(random() * full.length)]!.shift()!];
        },
      };
    },
  };
}
