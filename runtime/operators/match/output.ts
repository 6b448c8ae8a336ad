/** What comes out of a match: one row, or all of its rows, with MEASURES. */
import type { MatchColumn } from '../../../src/compiler/plan/nodes/match.ts';
import type { NodeOf } from '../../../src/compiler/plan/plan.ts';
import { Timestamp } from '../../../src/language/types/temporal.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { compile } from '../../expressions/compile.ts';
import { type Row, recordError, type Scope } from '../row.ts';
import { type Mapped, noRows, type Path, withRow } from './mapped.ts';
import type { Partition } from './partition.ts';
import { type Place, Tracking } from './reads.ts';

export interface Output {
  readonly tracking: Tracking;
  /** @param path of its last row; undefined: an empty match at the row `start` */
  ofMatch(partition: Partition, start: number, path: Path | undefined): readonly Row[];
  ofUnmatched(partition: Partition, row: number): readonly Row[];
}

export function output(node: NodeOf<'match'>, scope: Scope): Output {
  const { allRows, columns, empty, measures, partitionBy, unmatched, variables } = node;
  const { clock } = scope;
  const tracking = new Tracking(variables);
  const values = measures.map(measure => {
    const reads = tracking.add(measure, undefined, clock);
    const evaluate = compile(measure.expression, clock);
    return (here: Place, whole: Place): Value => evaluate(reads(here, whole));
  });
  const nothing: readonly Value[] = measures.map(() => null);
  const names = measures.map(({ name }) => name);

  const keyOf = (keys: readonly Value[], row: Row): Value => {
    if (keys.length === 0) return allRows ? row.key : null;
    return keys.length === 1 ? keys[0]! : new Map(partitionBy.map(({ name }, i) => [name, keys[i]!]));
  };

  function put({ keys }: Partition, row: Row, measured: readonly Value[]): Row {
    const valueIn = (column: MatchColumn): Value => {
      switch (column.from) {
        case 'row':
          return row.values[column.index]!;
        case 'partition':
          return keys[column.index]!;
        case 'measure':
          return measured[column.index]!;
        case 'time':
          return Timestamp.ofMillis(row.time);
        case 'record':
          return withMeasures(row.values[column.index]!, names, measured);
      }
    };
    return { ...row, values: columns.map(valueIn), key: keyOf(keys, row) };
  }

  function measured(out: Row[], partition: Partition, row: Row, here: Place, whole: Place): void {
    try {
      const all = values.map(value => value(here, whole));
      out.push(put(partition, row, all));
    } catch (error) {
      scope.problem(row, recordError(error));
    }
  }

  return {
    tracking,
    ofMatch(partition, start, path) {
      const { entries, gone, number } = partition;
      const rowAt = (i: number) => entries[i - gone];
      const { sets } = tracking;
      const out: Row[] = [];
      let mapped: readonly Mapped[] = sets.map(noRows);
      const none: Place = { rowAt, row: -1, path: undefined, mapped, number };
      if (!path) {
        if (!allRows || empty) measured(out, partition, rowAt(start)!, none, none);
        return out;
      }
      const places: { readonly here: Place; readonly excluded: boolean }[] = [];
      for (const one of pathsOf(path)) {
        const { row, variable, excluded } = one;
        mapped = mapped.map((before, i) => {
          const set = sets[i]!;
          return set.of === undefined || set.of.includes(variable) ? withRow(before, row, variable, set) : before;
        });
        places.push({ here: { rowAt, row, path: one, mapped, number }, excluded });
      }
      const whole = places.at(-1)!.here;
      if (!allRows) measured(out, partition, rowAt(whole.row)!, whole, whole);
      else
        for (const { here, excluded } of places) if (!excluded) measured(out, partition, rowAt(here.row)!, here, whole);
      return out;
    },
    ofUnmatched(partition, row) {
      return unmatched ? [put(partition, partition.entries[row - partition.gone]!, nothing)] : [];
    },
  };
}

/** From the first row on. */
function pathsOf(path: Path): readonly Path[] {
  const found: Path[] = [];
  for (let one: Path | undefined = path; one; one = one.before) found.push(one);
  return found.reverse();
}

function withMeasures(record: Value, names: readonly string[], measured: readonly Value[]): Value {
  if (!(record instanceof Map)) return record;
  const all = new Map(record as ReadonlyMap<string, Value>);
  for (const [i, name] of names.entries()) all.set(name, measured[i]!);
  return all;
}
