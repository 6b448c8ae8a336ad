/** A thread of the bench of workers: works on the partitions that it is told, from JSON bytes to JSON bytes. */
import { parentPort, workerData } from 'node:worker_threads';
import { memoryConnector } from '../../runtime/connectors/memory/connector.ts';
import { run } from '../../runtime/jobs/run.ts';
import type { Plan } from '../../src/compiler/plan/plan.ts';

export interface ThreadStart {
  readonly plan: Plan;
  readonly topic: string;
  /** By partition the records: values and times. */
  readonly partitions: readonly (readonly { readonly value: string; readonly timestamp: number }[])[];
}

export interface Done {
  readonly records: number;
  readonly rows: number;
  /** Processor time of this thread alone. */
  readonly seconds: number;
}

const { plan, topic, partitions } = workerData as ThreadStart;
const connector = memoryConnector({ topics: { [topic]: partitions.length } });
for (const [partition, records] of partitions.entries())
  connector.append(
    topic,
    records.map(({ value, timestamp }) => ({ value, timestamp, key: null, partition })),
  );

async function work(asked: readonly number[]): Promise<Done> {
  const started = process.threadCpuUsage();
  const places = asked.map(partition => {
    const end = partitions[partition]!.length;
    return { topic, partition, since: 0, from: 0, end, begun: false };
  });
  let bytes = 0;
  const counts = await run({
    plan,
    connector,
    from: 'earliest',
    places,
    tasks: places.map(({ partition }) => ({
      queries: plan.queries.map(({ name }) => name),
      partitions: [{ topic, partition }],
    })),
    onRows(_, rows) {
      for (const row of rows) bytes += row.bytes?.length ?? 0;
    },
    onProblem(problem) {
      throw new Error(problem.message);
    },
    signal: new AbortController().signal,
    closeWindows: true,
    stopAtEnd: true,
  });
  if (bytes === 0) throw new Error('no rows came out');
  const { user, system } = process.threadCpuUsage(started);
  return { records: counts.in, rows: counts.out, seconds: (user + system) / 1e6 };
}

parentPort!.on('message', (asked: readonly number[]) => {
  void work(asked).then(done => parentPort!.postMessage(done));
});
