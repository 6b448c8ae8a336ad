/** A query over events in memory, from JSON bytes to JSON bytes, as a job runs it. */
import { memoryConnector } from '../../runtime/connectors/memory/connector.ts';
import type { Connector } from '../../runtime/connectors/port.ts';
import type { Counts } from '../../runtime/jobs/job.ts';
import { run } from '../../runtime/jobs/run.ts';
import { buildPlan } from '../../src/compiler/plan/build.ts';
import { laterFindings } from '../../src/compiler/plan/later.ts';
import type { Plan } from '../../src/compiler/plan/plan.ts';
import { analyze } from '../../src/language/analyze.ts';
import type { Event } from './events.ts';

/** @throws Error when the SQL is wrong or cannot run yet. */
export function planOf(sql: string): Plan {
  const analysis = analyze(sql, {});
  const wrong = [...analysis.diagnostics.filter(one => one.severity === 'error'), ...laterFindings(analysis, 'error')];
  if (wrong.length > 0) throw new Error(`${wrong[0]!.message}: ${sql}`);
  return buildPlan(analysis, { bounded: false });
}

/** @param partitions of each topic; events in turns */
export function inMemory(topics: Readonly<Record<string, readonly Event[]>>, partitions = 1): Connector {
  const memory = memoryConnector({ topics: Object.fromEntries(Object.keys(topics).map(name => [name, partitions])) });
  for (const [name, events] of Object.entries(topics))
    memory.append(
      name,
      events.map(({ value, timestamp }, i) => ({ value, timestamp, key: null, partition: i % partitions })),
    );
  return memory;
}

export interface Work extends Counts {
  /** Processor time of the whole process, garbage collection and compilation included. */
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  /** Of the rows put out. */
  readonly bytes: number;
}

/** @throws Error when a record could not be processed */
export async function runQuery(plan: Plan, connector: Connector, closeWindows = true): Promise<Work> {
  let bytes = 0;
  const started = performance.now();
  const before = process.cpuUsage();
  const counts = await run({
    plan,
    connector,
    from: 'earliest',
    onRows(_query, rows) {
      for (const { key, bytes: value } of rows) bytes += (key?.length ?? 0) + (value?.length ?? 0);
    },
    onProblem: ({ message }) => {
      throw new Error(message);
    },
    signal: new AbortController().signal,
    closeWindows,
    stopAtEnd: true,
  });
  const { user, system } = process.cpuUsage(before);
  return { ...counts, bytes, cpuSeconds: (user + system) / 1e6, wallSeconds: (performance.now() - started) / 1000 };
}
