/** The conditions of a scan's rows: comparisons of decimals in units, with no value made of the fields, any other on values. */
import type { PlanColumn, TypedExpression } from '../../src/compiler/plan/plan.ts';
import type { Value } from '../../src/language/types/value.ts';
import type { SourceRecord } from '../connectors/port.ts';
import { compileTest, type Test } from '../expressions/compile.ts';
import { compileUnitTest, type UnitTest } from '../expressions/unit-rows.ts';
import type { TwoSteps } from '../formats/json/two-steps.ts';
import type { Clock } from '../time/clock.ts';
import { columnsIn } from './columns-in.ts';
import { fieldLayout } from './field-layout.ts';

export interface ScanTests {
  /** Columns whose values they read of every record. */
  readonly reads: readonly number[];
  /** Whether the record that `steps` has read passes; `first` are its values so far. Throws RecordError. */
  passes(steps: TwoSteps, first: readonly Value[], record: SourceRecord, topic: string, partition: number): boolean;
}

interface Condition {
  readonly test: Test;
  readonly inUnits: UnitTest | undefined;
  readonly reads: readonly number[];
}

export function scanTests(
  predicates: readonly TypedExpression[],
  columns: readonly PlanColumn[],
  clock: Clock,
): ScanTests {
  const layout = fieldLayout(
    predicates.flatMap(predicate =>
      compileUnitTest(predicate, fieldLayout(columnsIn(predicate), columns)) ? columnsIn(predicate) : [],
    ),
    columns,
  );
  const conditions = predicates.map(
    (predicate): Condition => ({
      test: compileTest(predicate, clock),
      inUnits: compileUnitTest(predicate, layout),
      reads: columnsIn(predicate),
    }),
  );
  const row = new Float64Array(layout.size);

  return {
    reads: conditions.filter(({ inUnits }) => !inUnits).flatMap(({ reads }) => reads),
    passes(steps, first, record, topic, partition) {
      const isInUnits = layout.size > 0 && steps.units(layout, row);
      for (let i = 0; i < conditions.length; i++) {
        const { test, inUnits, reads } = conditions[i]!;
        const whether = isInUnits && inUnits ? inUnits(row, 0) : Number.NaN;
        if (whether === 1) continue;
        if (whether === 0) return false;
        if (!test(inUnits ? steps.also(reads, record, topic, partition) : first)) return false;
      }
      return true;
    },
  };
}
