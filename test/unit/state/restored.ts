/** A plan that is run in pieces: at each cut everything in memory is thrown away and put back from what was kept. */
import assert from 'node:assert/strict';
import type { Batch } from '../../../runtime/connectors/port.ts';
import { type Ledger, ledger } from '../../../runtime/state/entries/ledger.ts';
import type { StateMemory, TaskMemory } from '../../../runtime/state/memory/state-memory.ts';
import { topicsRead } from '../../../runtime/tasks/leaves.ts';
import { type Pipeline, pipeline } from '../../../runtime/tasks/pipeline.ts';
import { buildPlan } from '../../../src/compiler/plan/build.ts';
import { laterFindings } from '../../../src/compiler/plan/later.ts';
import type { Plan } from '../../../src/compiler/plan/plan.ts';
import { analyze } from '../../../src/language/analyze.ts';
import { fixedClock } from '../runtime/plans.ts';

export function planOf(sql: string): Plan {
  const analysis = analyze(sql);
  const wrong = [...analysis.diagnostics.filter(one => one.severity === 'error'), ...laterFindings(analysis, 'error')];
  assert.deepEqual(
    wrong.map(({ message }) => message),
    [],
  );
  return buildPlan(analysis, { bounded: false });
}

export interface Pieces {
  readonly plan: Plan;
  readonly topics: Readonly<Record<string, number>>;
  /** In the order in which they are read. */
  readonly batches: readonly Batch[];
  /** Where each topic ended at the start; by topic and partition. */
  readonly ends: Readonly<Record<string, readonly number[]>>;
  /** Before which batches what has changed is told, and before which of these all is thrown away. */
  readonly commits: ReadonlySet<number>;
  readonly cuts: ReadonlySet<number>;
  /** Entries that are lost on purpose, by their key in hex digits. */
  readonly leftOut?: (key: string) => boolean;
  /** What is remembered in memory is bounded. */
  readonly memory?: StateMemory;
}

export interface PiecesOutcome {
  /** `topic key=value@time`, in their order. */
  readonly rows: readonly string[];
  readonly problems: readonly string[];
  readonly late: number;
  /** What was kept in the end, by key as text, before the input ended. */
  readonly kept: ReadonlyMap<string, Uint8Array>;
  /** How many entries were told of in all. */
  readonly told: number;
}

export function runInPieces({ plan, topics, batches, ends, commits, cuts, leftOut, memory }: Pieces): PiecesOutcome {
  const rows: string[] = [];
  const problems: string[] = [];
  const standing = new Map<string, Uint8Array>();
  let [late, told] = [0, 0];
  const reached = new Map<string, number>();
  const keyOf = (topic: string, partition: number): string => `${topic}-${partition}`;

  let bounded: TaskMemory | undefined;
  function made(of: Ledger): Pipeline {
    bounded?.close();
    bounded = memory?.task();
    return pipeline({
      memory: bounded,
      plan,
      clock: fixedClock,
      ledger: of,
      partitions: [...topicsRead(plan)].flatMap(topic =>
        Array.from({ length: topics[topic]! }, (_, partition) => ({
          topic,
          partition,
          from: reached.get(keyOf(topic, partition)) ?? 0,
          end: ends[topic]![partition]!,
        })),
      ),
      problem: ({ topic, partition, offset }, { message }) =>
        void problems.push(`${topic}-${partition}@${offset}: ${message}`),
      fail(_, error) {
        throw error;
      },
      late: count => {
        late += count;
      },
      putAside: (query, topic, { offset }) => void problems.push(`${query} ${topic} ${offset}`),
      take: ({ output }, row) =>
        void rows.push(`${output.topic} ${row.keyText}=${row.value ?? 'gone'}@${row.timestamp}`),
    });
  }

  let book = ledger();
  let work = made(book);
  work.start();

  function commit(): void {
    for (const { key, value } of book.changed()) {
      const name = Buffer.from(key).toString('hex');
      told++;
      if (value) standing.set(name, value);
      else standing.delete(name);
    }
  }

  for (const [i, batch] of batches.entries()) {
    if (commits.has(i) || cuts.has(i)) commit();
    if (cuts.has(i)) {
      book = ledger();
      work = made(book);
      // Compaction keeps the order of the last writes, which nothing may depend on.
      const entries = [...standing]
        .filter(([name]) => !leftOut?.(name))
        .map(([name, value]) => ({ key: Buffer.from(name, 'hex'), value }));
      book.restore(i % 2 === 0 ? entries : entries.reverse());
      work.start(true);
    }
    work.records(batch);
    reached.set(keyOf(batch.topic, batch.partition), batch.nextOffset);
  }
  commit();
  const kept = new Map(standing);
  work.finish(true);
  bounded?.close();
  return { rows, problems, late, kept, told };
}
