/** Our engine on a case: the query as a file would hold it, the rows as JSON records in memory, run to the end. */
import { type MemoryConnector, memoryConnector } from '../../runtime/connectors/memory/connector.ts';
import type { Batch, SourceRecord } from '../../runtime/connectors/port.ts';
import { run } from '../../runtime/jobs/run.ts';
import { buildPlan } from '../../src/compiler/plan/build.ts';
import { changesOf } from '../../src/compiler/plan/changes.ts';
import { laterFindings } from '../../src/compiler/plan/later.ts';
import type { Plan } from '../../src/compiler/plan/plan.ts';
import { analyze } from '../../src/language/analyze.ts';
import { typeText as typeTextOf } from '../../src/language/types/sql-type.ts';
import { fixedClock } from '../unit/runtime/plans.ts';
import { declaration, printQuery } from './print.ts';
import type { Case, Row, Table, Type } from './tree.ts';

/** A value as JSON has it; a number as its digits. */
export type JsonValue = string | boolean | null | { readonly digits: string };
export type JsonRow = readonly JsonValue[];

export type Planned =
  | { readonly kind: 'plan'; readonly plan: Plan; readonly sql: string; readonly types: readonly string[] }
  /** What the runtime cannot run yet, in words. */
  | { readonly kind: 'later'; readonly what: string }
  | { readonly kind: 'refused'; readonly sql: string; readonly message: string };

export interface PlanOptions {
  /** Whether the input ends, in the language's eyes. */
  readonly bounded: boolean;
  readonly emit?: 'FINAL' | 'CHANGES';
}

export function planCase({ tables, query }: Case, { bounded, emit }: PlanOptions): Planned {
  const text = printQuery(query, 'ferris') + (emit ? ` EMIT ${emit}` : '');
  const sql = `${tables.map(declaration).join('\n')}\n${text};\n`;
  const analysis = analyze(sql, { bounded });
  const wrong = analysis.diagnostics.find(({ severity }) => severity === 'error');
  if (wrong) return { kind: 'refused', sql, message: `${wrong.rule}: ${wrong.message}` };
  const later = laterFindings(analysis, 'error').find(({ severity }) => severity === 'error');
  if (later) return { kind: 'later', what: later.message.replace(/ is understood but cannot run yet/, '') };
  const plan = buildPlan(analysis, { bounded });
  const types = plan.queries.at(-1)!.output.columns.map(({ type }) => typeTextOf(type));
  return { kind: 'plan', plan, sql, types };
}

export interface Rows {
  /** As the query put them out, a deletion or a newer row of the same key taken into account. */
  readonly rows: readonly JsonRow[];
  /** Of records that failed: code and message. */
  readonly problems: readonly string[];
  readonly late: number;
}

/** A record in its partition, in the order in which they arrive. */
export interface Arrival {
  readonly topic: string;
  readonly partition: number;
  /** Absent: the record has none. */
  readonly key?: string;
  /** Null: a deletion. */
  readonly json: string | null;
}

export const arrivalsOf = (tables: readonly Table[]): Arrival[] =>
  tables.flatMap(table =>
    table.rows.map(row => {
      const place = { topic: table.name, partition: 0 };
      if (!table.deletes) return { ...place, json: recordText(table, row) };
      const gone = row.every((value, i) => i < 3 || value === null);
      return { ...place, key: row[2]!, json: gone ? null : recordText(table, row) };
    }),
  );

export async function runPlan(
  plan: Plan,
  arrivals: readonly Arrival[],
  names: readonly string[],
  partitions: Readonly<Record<string, number>>,
  batch = Number.POSITIVE_INFINITY,
): Promise<Rows> {
  const memory = memoryConnector({ topics: partitions });
  for (const { topic, partition, key = null, json } of arrivals)
    memory.append(topic, [{ partition, key, value: json }]);
  const problems: string[] = [];
  const put: { readonly key: string; readonly value: string | null }[] = [];
  const result = plan.queries.at(-1)!;
  const counts = await run(
    {
      plan,
      connector: inOrder(memory, arrivals, batch),
      from: 'earliest',
      onRows(query, rows) {
        if (query === result) for (const { keyText, value } of rows) put.push({ key: keyText, value });
      },
      onProblem: ({ code, message }) => problems.push(`${code}: ${message}`),
      signal: new AbortController().signal,
      closeWindows: true,
      stopAtEnd: true,
    },
    fixedClock,
  );
  const values = changesOf(result.root) === 'append' ? put.map(({ value }) => value) : folded(put);
  const rows = values.filter(value => value !== null).map(value => rowOf(value, names));
  return { rows, problems, late: counts.late };
}

/** The last row of each key that was not deleted. */
function folded(put: readonly { readonly key: string; readonly value: string | null }[]): (string | null)[] {
  return [...new Map(put.map(({ key, value }) => [key, value])).values()];
}

/** Hands on the records in the order of their arrival over all partitions, at most so many of one partition at a time. */
function inOrder(memory: MemoryConnector, arrivals: readonly Arrival[], most: number): MemoryConnector {
  const batches: Batch[] = [];
  const ends = new Map<string, number>();
  let open: SourceRecord[] = [];
  for (const [i, { topic, partition }] of arrivals.entries()) {
    const place = `${topic} ${partition}`;
    const offset = ends.get(place) ?? 0;
    ends.set(place, offset + 1);
    const previous = arrivals[i - 1];
    if (open.length >= most || previous?.topic !== topic || previous.partition !== partition) {
      open = [];
      batches.push({ topic, partition, records: open, nextOffset: 0 });
    }
    open.push(memory.records(topic).find(one => one.partition === partition && one.offset === offset)!);
    batches[batches.length - 1] = { topic, partition, records: open, nextOffset: offset + 1 };
  }
  return {
    ...memory,
    async reader() {
      let read = batches.length === 0;
      return {
        async read() {
          if (read) return undefined;
          read = true;
          return batches;
        },
        close: async () => {},
      };
    },
  };
}

/** Every third NULL is left out of the record instead: a missing field is NULL too. */
function recordText({ columns }: Table, row: Row): string {
  const members = columns.flatMap(({ name, type }, i) => {
    const text = row[i]!;
    if (text === null) return (i + Number(row[0])) % 3 === 0 ? [] : [`"${name}":null`];
    return [`"${name}":${jsonText(type, text)}`];
  });
  return `{${members.join(',')}}`;
}

function jsonText({ kind }: Type, text: string): string {
  switch (kind) {
    case 'BIGINT':
    case 'DOUBLE':
    case 'DECIMAL':
      return text;
    case 'BOOLEAN':
      return text.toLowerCase();
    case 'TIMESTAMP':
      return `"${text.replace(' ', 'T')}Z"`;
    default:
      return JSON.stringify(text);
  }
}

function rowOf(text: string, names: readonly string[]): JsonRow {
  const revive = (_: string, value: unknown, context: { readonly source?: string }) =>
    typeof value === 'number' ? { digits: context.source! } : value;
  // The types of JSON.parse do not know the third argument yet.
  const parse = JSON.parse as (text: string, reviver: typeof revive) => Record<string, JsonValue | undefined>;
  const members = parse(text, revive);
  return names.map(name => {
    const value = members[name];
    if (value === undefined) throw new Error(`no '${name}' in ${text}`);
    return value;
  });
}
