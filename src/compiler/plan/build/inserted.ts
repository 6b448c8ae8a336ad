/** INSERT INTO … VALUES → a query of the plan: these rows, each with the time at which it is written. */
import type { BoundValues } from '../../../language/names/bound.ts';
import { ANY } from '../../../language/types/sql-type.ts';
import type { PlanNode, PlanQuery } from '../plan.ts';

export function insertedValues(name: string, statement: number, bound: BoundValues): PlanQuery {
  const { columns, rows, into, target } = bound;
  const span = { start: 0, end: 0 };
  const typed = columns.map((column, i) => ({
    name: column,
    type: into?.columns.find(one => one.name === column)?.type ?? rows[0]?.[i]?.type ?? ANY,
  }));
  const primaryKey = (into?.primaryKey ?? []).map(key => columns.indexOf(key));
  const root: PlanNode = {
    node: 'project',
    input: { node: 'values', width: columns.length, rows },
    items: [
      ...typed.map((column, index) => ({
        name: column.name,
        expression: { op: 'column', index, ...column, span } as const,
        spread: false,
      })),
      {
        name: '_event_time',
        expression: { op: 'call', name: 'NOW', args: [], type: { kind: 'TIMESTAMP' }, span },
        spread: false,
      },
    ],
    eventTime: columns.length,
    key: primaryKey.includes(-1) ? [] : primaryKey,
  };
  return {
    name,
    statement,
    bare: false,
    local: false,
    once: true,
    root,
    output: {
      topic: into?.topic ?? target,
      kind: into?.kind ?? 'stream',
      columns: typed.map(column => ({ ...column, spread: false })),
      decimalAsString: false,
      ...(into?.formats ? { formats: into.formats } : {}),
      ...(into?.compression ? { compression: into.compression } : {}),
      ...(into?.file?.sink ? { file: into.file.sink } : {}),
    },
  };
}
