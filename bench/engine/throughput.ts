/** Records a second of each query of issue 7's table, in turns with the naive way. */
import { naive } from './naive.ts';
import { queries } from './queries.ts';
import { inMemory, planOf, runQuery } from './run-query.ts';

/** The first ones are taken by compilation, theirs and ours. */
const ROUNDS = 9;

/** @param only part of a query's name; all unless given */
export async function throughput(write: (line: string) => void, only = ''): Promise<void> {
  write(`records a second of processor time, best of ${ROUNDS} (in brackets by the clock); JSON bytes in and out`);
  for (const { name, sql, target, events } of queries.filter(query => query.name.includes(only))) {
    const plan = planOf(sql);
    const topics = events();
    const count = Object.values(topics).reduce((sum, some) => sum + some.length, 0);
    const memory = inMemory(topics);
    const rival = naive[name];
    let best = 0;
    let byClock = 0;
    let bestNaive = 0;
    let out = 0;
    let naiveOut = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const work = await runQuery(plan, memory);
      best = Math.max(best, count / work.cpuSeconds);
      byClock = Math.max(byClock, count / work.wallSeconds);
      out = work.out;
      if (!rival) continue;
      naiveOut = 0;
      const before = process.cpuUsage();
      rival.run(topics.bid!, () => naiveOut++);
      const { user, system } = process.cpuUsage(before);
      bestNaive = Math.max(bestNaive, (count * 1e6) / (user + system));
    }
    if (rival && naiveOut !== out) throw new Error(`${name}: ${out} rows, and ${naiveOut} the naive way`);
    const beside = rival ? `; naive ${k(bestNaive)}: ${(best / bestNaive).toFixed(2)} × (wanted ${rival.least} ×)` : '';
    write(
      `${name.padEnd(30)} ${k(best).padStart(7)} (${k(byClock)}), wanted ${k(target)}: ${(best / target).toFixed(2)} ×; ${out} rows${beside}`,
    );
  }
}

const k = (perSecond: number): string => `${(perSecond / 1000).toFixed(0)} k`;
