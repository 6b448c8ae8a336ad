/** Units of the rows that a scan shows one by one: no value is made of a decimal that is only added up. */
import type { PlanColumn } from '../../src/compiler/plan/plan.ts';
import type { SourceRecord } from '../connectors/port.ts';
import type { TwoSteps } from '../formats/json/two-steps.ts';
import type { GivenUnits, Passing } from './row.ts';

export interface PassedUnits {
  /** Positions of the values that are looked at besides. */
  readonly reads: ReadonlySet<number>;
  /** Of the record that `steps` has read, until the next call; undefined where all its values are there. */
  of(steps: TwoSteps, record: SourceRecord, topic: string, partition: number): GivenUnits | undefined;
}

/** Undefined where values are wanted alone. */
export function passedUnits(passing: Passing | undefined, columns: readonly PlanColumn[]): PassedUnits | undefined {
  const wanted = passing?.inUnits;
  if (!wanted?.layout.columns.every(column => columns[column]!.origin.kind === 'field')) return undefined;
  const { layout, reads } = wanted;
  let from: TwoSteps | undefined;
  let read: SourceRecord | undefined;
  let readTopic = '';
  let readPartition = 0;
  const given: GivenUnits = {
    row: new Float64Array(layout.size),
    fill: () => void from!.also(layout.columns, read!, readTopic, readPartition),
  };
  return {
    reads,
    of(steps, record, topic, partition) {
      if (!steps.units(layout, given.row)) return undefined;
      from = steps;
      read = record;
      readTopic = topic;
      readPartition = partition;
      return given;
    },
  };
}
