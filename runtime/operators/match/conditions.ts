/** DEFINE: whether a row fits a variable of the pattern, after the rows that the match has so far. */
import type { NodeOf } from '../../../src/compiler/plan/plan.ts';
import type { RecordError } from '../../../src/language/types/value.ts';
import { compileTest } from '../../expressions/compile.ts';
import type { Clock } from '../../time/clock.ts';
import { type Row, recordError } from '../row.ts';
import { isLocal, type Place, Tracking } from './reads.ts';

export interface Condition {
  /** Whether it depends on the row alone (and those before and behind it), not on the match so far. */
  readonly local: boolean;
  /** A row for which it cannot be told fits nothing. */
  fits(place: Place): boolean;
}

export interface Conditions {
  /** By variable; undefined: any row fits. */
  readonly of: readonly (Condition | undefined)[];
  readonly tracking: Tracking;
}

/** @param refuse told of rows for which a condition fails */
export function conditionsOf(
  { variables, definitions }: NodeOf<'match'>,
  clock: Clock,
  refuse: (row: Row, error: RecordError) => void,
): Conditions {
  const tracking = new Tracking(variables);
  const of = variables.map((_, variable): Condition | undefined => {
    const definition = definitions.find(one => one.variable === variable);
    if (!definition) return undefined;
    const reads = tracking.add(definition, variable, clock);
    const test = compileTest(definition.expression, clock);
    return {
      local: definition.reads.every(read => isLocal(read, variable)),
      fits(place) {
        try {
          return test(reads(place, place));
        } catch (error) {
          refuse(place.rowAt(place.row)!, recordError(error));
          return false;
        }
      },
    };
  });
  return { of, tracking };
}
