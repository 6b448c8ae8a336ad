/** SQL over records of bytes, with schema files beside it: what each topic has afterwards, and what went wrong. */
import { memoryConnector } from '../../../../runtime/connectors/memory/connector.ts';
import type { Headers } from '../../../../runtime/connectors/port.ts';
import type { FormatSettings } from '../../../../runtime/formats/port.ts';
import type { Counts, ResultRow } from '../../../../runtime/jobs/job.ts';
import { run } from '../../../../runtime/jobs/run.ts';
import { buildPlan } from '../../../../src/compiler/plan/build.ts';
import { laterFindings } from '../../../../src/compiler/plan/later.ts';
import { Workspace } from '../../../../src/language/workspace/workspace.ts';
import { fixedClock } from '../plans.ts';

export interface BytesRecord {
  readonly key?: Uint8Array | string | null;
  readonly value: Uint8Array | string | null;
  readonly headers?: Headers;
  /** Milliseconds; its place in the list unless given. */
  readonly at?: number;
}

export interface BytesOutcome {
  /** Of the last statement, as JSON; null: a deletion. */
  readonly values: readonly (string | null)[];
  /** The same as they are written. */
  readonly written: readonly {
    readonly key: Uint8Array | null;
    readonly value: Uint8Array | null;
    readonly headers: Headers;
  }[];
  readonly problems: readonly string[];
  readonly counts: Counts;
}

/** @param files texts of schema files by path; errors of the SQL are thrown as one text */
export async function runBytes(
  sql: string,
  files: Readonly<Record<string, string>>,
  topics: Readonly<Record<string, readonly BytesRecord[]>>,
  { bounded = true, formats }: { readonly bounded?: boolean; readonly formats?: FormatSettings } = {},
): Promise<BytesOutcome> {
  const workspace = new Workspace(bounded ? { bounded } : {});
  workspace.setFile('query.sql', sql);
  for (const [path, text] of Object.entries(files)) workspace.setSchemaFile(path, text);
  const analysis = workspace.analysis('query.sql')!;
  const wrong = [...analysis.diagnostics.filter(one => one.severity === 'error'), ...laterFindings(analysis, 'error')];
  if (wrong.length > 0) throw new Error(wrong.map(({ message }) => message).join('\n'));
  const plan = buildPlan(analysis, { bounded });
  const memory = memoryConnector({ topics: {} });
  for (const [topic, records] of Object.entries(topics))
    memory.append(
      topic,
      records.map(({ key = null, value, headers = [], at }, i) => ({
        timestamp: at ?? i,
        partition: 0,
        key,
        value,
        headers,
      })),
    );
  const rows: ResultRow[] = [];
  const problems: string[] = [];
  const last = plan.queries.at(-1)!.name;
  const counts = await run(
    {
      plan: JSON.parse(JSON.stringify(plan)) as typeof plan,
      connector: memory,
      from: 'earliest',
      onRows(query, some) {
        if (query.name === last) rows.push(...some);
      },
      onProblem: ({ message }) => problems.push(message),
      signal: new AbortController().signal,
      closeWindows: true,
      stopAtEnd: true,
      ...(formats ? { formats } : {}),
    },
    fixedClock,
  );
  return {
    values: rows.map(({ value }) => value),
    written: rows.map(({ key, bytes, headers }) => ({ key: copied(key), value: copied(bytes), headers })),
    problems,
    counts,
  };
}

const copied = (bytes: Uint8Array | null): Uint8Array | null => bytes && Buffer.from(bytes);
