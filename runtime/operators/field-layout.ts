/** Which columns of a scan can be had in units, and where they stand in a row of them. */
import type { PlanColumn } from '../../src/compiler/plan/plan.ts';
import { type UnitLayout, unitLayout } from '../expressions/unit-rows.ts';

/** Of these columns those that are fields of a record. */
export const fieldLayout = (some: readonly number[], columns: readonly PlanColumn[]): UnitLayout =>
  unitLayout(
    [...new Set(some)].filter(column => columns[column]!.origin.kind === 'field'),
    columns.map(({ type }) => type),
  );
