/** SQL over records given as JSON lines, as `execute` runs it. */
import { memoryConnector } from '../../../runtime/connectors/memory/connector.ts';
import type { Counts } from '../../../runtime/jobs/job.ts';
import { run } from '../../../runtime/jobs/run.ts';
import { buildPlan } from '../../../src/compiler/plan/build.ts';
import { laterFindings } from '../../../src/compiler/plan/later.ts';
import type { Plan } from '../../../src/compiler/plan/plan.ts';
import { analyze } from '../../../src/language/analyze.ts';

export interface Ran {
  /** The values of the rows, JSON. */
  readonly rows: readonly string[];
  /** `place: message`. */
  readonly problems: readonly string[];
  readonly counts: Counts;
}

export function planFor(sql: string): Plan {
  const analysis = analyze(sql, { bounded: true });
  const wrong = [...analysis.diagnostics.filter(one => one.severity === 'error'), ...laterFindings(analysis, 'error')];
  if (wrong.length > 0) throw new Error(wrong.map(one => `${one.rule}: ${one.message}`).join('\n'));
  return buildPlan(analysis, { bounded: true });
}

export async function runSql(sql: string, topics: Readonly<Record<string, readonly string[]>>): Promise<Ran> {
  // As a pod has it.
  const plan = JSON.parse(JSON.stringify(planFor(sql))) as Plan;
  const connector = memoryConnector();
  for (const [topic, lines] of Object.entries(topics))
    connector.append(
      topic,
      lines.map(value => ({ value })),
    );
  const rows: string[] = [];
  const problems: string[] = [];
  const counts = await run({
    plan,
    connector,
    from: 'earliest',
    closeWindows: true,
    stopAtEnd: true,
    signal: new AbortController().signal,
    onRows: (_, some) => void rows.push(...some.map(({ value }) => value ?? 'deleted')),
    onProblem: ({ place, message }) => void problems.push(`${place}: ${message}`),
  });
  return { rows, problems, counts };
}
