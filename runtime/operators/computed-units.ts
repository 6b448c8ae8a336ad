/** What a row written by a scan computes: decimals in units where they can be, from the record's bytes to the written digits. */
import type { PlanColumn, TypedExpression } from '../../src/compiler/plan/plan.ts';
import type { Value } from '../../src/language/types/value.ts';
import type { SourceRecord } from '../connectors/port.ts';
import { compileAll } from '../expressions/compile.ts';
import { compileUnitRow, LIMBS_BELOW, type UnitExpression } from '../expressions/unit-rows.ts';
import type { TwoSteps } from '../formats/json/two-steps.ts';
import type { Clock } from '../time/clock.ts';
import { columnsIn } from './columns-in.ts';
import { fieldLayout } from './field-layout.ts';

export interface Computed {
  /** Columns whose values it reads of every record. */
  readonly reads: ReadonlySet<number>;
  /** By item: of a DECIMAL in units the digits of its fraction; −1 of any other. */
  readonly scales: Int8Array;
  /** By item its value, or units. Until the next call. Throws RecordError as the items do, in their order. */
  of(steps: TwoSteps, record: SourceRecord, topic: string, partition: number): readonly Value[];
}

/** More digits of a fraction are not written from units. */
const MOST_FRACTION = 15;

export function computedIn(items: readonly TypedExpression[], columns: readonly PlanColumn[], clock: Clock): Computed {
  const layout = fieldLayout(columnsIn(items), columns);
  const inUnits = items.map(item => writable(compileUnitRow(item, layout)));
  const others = items.filter((_, i) => inUnits[i] === undefined);
  const reads = new Set(columnsIn(others));
  const scales = Int8Array.from(inUnits, units => units?.scale ?? -1);
  const evaluate = compileAll(items, clock);
  if (others.length === items.length)
    return { reads, scales, of: (steps, record, topic, partition) => evaluate(steps.rest(record, topic, partition)) };

  const evaluateOthers = compileAll(others, clock);
  const row = new Float64Array(layout.size);
  const below = new Float64Array(LIMBS_BELOW);
  const values = items.map((): Value => null);

  /** False: one of them is to be had as a value, and then all are, so that what fails first is what counts. */
  function put(steps: TwoSteps): boolean {
    if (!steps.units(layout, row)) return false;
    for (let i = 0; i < inUnits.length; i++) {
      const units = inUnits[i];
      if (units === undefined) continue;
      const last = units.run(row, 0, below);
      const whole = units.limbs === 1 ? last : last * WORD + below[0]!;
      if (!(whole <= Number.MAX_SAFE_INTEGER && whole >= -Number.MAX_SAFE_INTEGER)) return false;
      values[i] = whole;
    }
    return true;
  }

  return {
    reads,
    scales,
    of(steps, record, topic, partition) {
      const rest = steps.rest(record, topic, partition);
      if (!put(steps)) return evaluate(steps.also(layout.columns, record, topic, partition));
      const given = evaluateOthers(rest);
      for (let i = 0, next = 0; i < inUnits.length; i++) if (inUnits[i] === undefined) values[i] = given[next++]!;
      return values;
    },
  };
}

const WORD = 2 ** 32;

/** More than two limbs are seldom a safe integer. */
const writable = (units: UnitExpression | undefined): UnitExpression | undefined =>
  units && units.limbs <= 2 && units.scale <= MOST_FRACTION ? units : undefined;
