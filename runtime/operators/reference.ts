/** Rows of another query of the plan, as this one names their columns. */
import type { NodeOf, PlanColumn, PlanQuery } from '../../src/compiler/plan/plan.ts';
import { Timestamp } from '../../src/language/types/temporal.ts';
import type { Value } from '../../src/language/types/value.ts';
import { encodeKey, recordOf } from '../formats/json/encode.ts';
import type { Operator, Row } from './row.ts';

type Take = (row: Row) => Value;

/** A stream carries no deletions. */
export function reference(
  { columns, changes }: NodeOf<'reference'>,
  output: PlanQuery['output'],
  next: Operator,
): Operator {
  const takes = columns.map(column => takeOf(column, output.columns));
  return {
    rows(batch) {
      const out: Row[] = [];
      for (const row of batch) {
        if (row.deleted && changes === 'append') continue;
        const values = new Array<Value>(takes.length);
        for (let i = 0; i < takes.length; i++) values[i] = takes[i]!(row);
        out.push({ ...row, values });
      }
      if (out.length > 0) next.rows(out);
    },
    watermark: ms => next.watermark(ms),
    end: () => next.end(),
  };
}

function takeOf({ name, origin }: PlanColumn, columns: PlanQuery['output']['columns']): Take {
  if (origin.kind === 'record') {
    const toRecord = recordOf(columns);
    return row => toRecord(row.values);
  }
  const exact = columnTake(columns, other => other === name);
  const lower = name.toLowerCase();
  const any = columnTake(columns, other => other.toLowerCase() === lower);
  const system = origin.kind === 'system' ? systemTake(name) : undefined;
  return row => exact(row.values) ?? any(row.values) ?? system?.(row) ?? null;
}

/** Of columns of one name the last counts, as it does in the record that is written; undefined when there is none. */
function columnTake(
  columns: PlanQuery['output']['columns'],
  fits: (name: string) => boolean,
): (values: readonly Value[]) => Value | undefined {
  const candidates = columns
    .map(({ name, spread }, position) => ({ position, spread, fits: !spread && fits(name) }))
    .filter(candidate => candidate.spread || candidate.fits)
    .reverse();
  return values => {
    for (const { position, spread } of candidates) {
      const value = values[position]!;
      if (!spread) return value;
      if (!(value instanceof Map)) continue;
      const record: ReadonlyMap<string, Value> = value;
      for (const [name, member] of record) if (fits(name)) return member;
    }
    return undefined;
  };
}

function systemTake(name: string): Take {
  switch (name) {
    case '_timestamp':
    case '_event_time':
      return row => Timestamp.ofMillis(row.time);
    case '_offset':
      return row => row.offset;
    case '_partition':
      return row => row.partition;
    case '_topic':
      return row => row.topic;
    case '_key':
      return row => keyText(row.key);
    default:
      // _window_start and _window_end
      return row => (row.key instanceof Map ? ((row.key as ReadonlyMap<string, Value>).get(name) ?? null) : null);
  }
}

const UTF_8 = new TextDecoder();

function keyText(key: Value): Value {
  const { bytes } = encodeKey(key);
  return bytes === null ? null : UTF_8.decode(bytes);
}
