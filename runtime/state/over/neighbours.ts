/** LAG and LEAD as rows come. */
import type { OverCall } from '../../../src/compiler/plan/nodes/over.ts';
import { RecordError, type Value } from '../../../src/language/types/value.ts';
import { literalValue } from '../../expressions/literals.ts';
import { entryAt, type OverFunction, type Partition, sizeOf } from './partition.ts';

/** How far a row looks; 1 unless given. Throws RecordError below 0. */
function distanceOf(name: string, args: readonly Value[]): number {
  const distance = Number(args[1] ?? 1);
  if (distance < 0) throw new RecordError('argument', `${name} counts rows from 0, not ${distance}`);
  return distance;
}

/** Where it is the same for all rows; otherwise without end. */
function furthest({ args }: OverCall): number {
  const offset = args[1];
  if (!offset) return 1;
  return offset.op === 'literal' && offset.text !== null ? Number(literalValue(offset.text, offset.type)) : Infinity;
}

/** Values before the next row, the nearest last. */
interface Before {
  readonly values: Value[];
}

export function lag(call: OverCall, index: number): OverFunction<Before> {
  const most = Math.max(furthest(call), 1);
  return {
    init: () => ({ values: [] }),
    ready: () => true,
    value(partition, { values }, i) {
      const args = entryAt(partition, i).args[index]!;
      const value = args[0]!;
      if (!(call.ignoreNulls && value === null)) values.push(value);
      const distance = distanceOf(call.name, args);
      const beyond = call.buffer !== undefined && distance >= call.buffer;
      // A NULL that is passed over is not among the values, and distance 0 is the row itself.
      const nearest = call.ignoreNulls && value === null ? values.length : values.length - 1;
      const at = nearest - distance;
      const found = distance === 0 ? value : beyond || at < 0 ? (args[2] ?? null) : values[at]!;
      if (values.length > most) values.shift();
      return found;
    },
    needs: (_partition, _state, i) => i,
  };
}

export function lead(call: OverCall, index: number): OverFunction<undefined> {
  const argsAt = (partition: Partition, i: number): readonly Value[] => entryAt(partition, i).args[index]!;
  /** The row it looks at; undefined: not there. */
  function target(partition: Partition, i: number, distance: number): number | undefined {
    const size = sizeOf(partition);
    if (!call.ignoreNulls || distance === 0) return i + distance < size ? i + distance : undefined;
    let left = distance;
    for (let at = i + 1; at < size; at++) if (argsAt(partition, at)[0] !== null && --left === 0) return at;
    return undefined;
  }
  return {
    init: () => undefined,
    ready(partition, i) {
      if (partition.whole) return true;
      const distance = Number(argsAt(partition, i)[1] ?? 1);
      return distance < 0 || target(partition, i, distance) !== undefined;
    },
    value(partition, _state, i) {
      const args = argsAt(partition, i);
      const at = target(partition, i, distanceOf(call.name, args));
      return at === undefined ? (args[2] ?? null) : argsAt(partition, at)[0]!;
    },
    needs: (_partition, _state, i) => i,
  };
}
