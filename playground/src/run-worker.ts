/** Runs a statement over records in this worker's memory; ended by ending the worker. */
import { memoryConnector } from '../../runtime/connectors/memory/connector.ts';
import { run } from '../../runtime/jobs/run.ts';
import { buildPlan } from '../../src/compiler/plan/build.ts';
import { laterFindings } from '../../src/compiler/plan/later.ts';
import { analyze } from '../../src/language/analyze.ts';
import type { RunMessage, RunRequest } from './run-protocol.ts';

const say = (message: RunMessage): void => postMessage(message);

self.onmessage = async ({ data }: MessageEvent<RunRequest>) => {
  try {
    await execute(data);
  } catch (error) {
    say({ kind: 'problem', message: error instanceof Error ? error.message : String(error) });
  }
};

async function execute({ sql, statement, records }: RunRequest): Promise<void> {
  const started = performance.now();
  const analysis = analyze(sql, { bounded: true });
  const errors = [...analysis.diagnostics, ...laterFindings(analysis, 'error')].filter(
    one => one.severity === 'error' && isOf(analysis.statements[statement]?.piece.span, one.span.start),
  );
  for (const { message } of errors) say({ kind: 'problem', message });
  if (errors.length > 0) return;
  const plan = buildPlan(analysis, { bounded: true, statement });
  const shown = plan.queries.find(query => query.statement === statement && !query.local);
  if (!shown) return say({ kind: 'problem', message: 'this statement answers no rows' });
  const connector = memoryConnector();
  const never = new AbortController().signal;
  for (const [topic, values] of Object.entries(records)) {
    await connector.createTopic(topic, 1, never);
    connector.append(
      topic,
      values.map(value => ({ key: null, value, timestamp: Date.now() })),
    );
  }
  say({ kind: 'columns', names: shown.output.columns.map(({ name }) => name) });
  const counts = await run({
    plan,
    connector,
    from: 'earliest',
    onRows(query, rows) {
      if (query === shown) say({ kind: 'rows', rows: rows.map(({ keyText, value }) => ({ key: keyText, value })) });
    },
    onProblem: ({ place, message }) => say({ kind: 'problem', message: `${place}: ${message}` }),
    signal: never,
    closeWindows: true,
    stopAtEnd: true,
  });
  say({ kind: 'end', read: counts.in, rows: counts.out, late: counts.late, ms: performance.now() - started });
}

const isOf = (span: { readonly start: number; readonly end: number } | undefined, at: number): boolean =>
  span !== undefined && span.start <= at && at < span.end;
