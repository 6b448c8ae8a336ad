/** Rows of a scan that go straight into what is written, spliced from their records' bytes: no row and no value in between. */
import type { PlanColumn, TypedExpression } from '../../src/compiler/plan/plan.ts';
import type { Value } from '../../src/language/types/value.ts';
import type { SourceRecord } from '../connectors/port.ts';
import { compileAll } from '../expressions/compile.ts';
import { rowWriter } from '../formats/json/encode.ts';
import { sourcesOf, splicerOf } from '../formats/json/splice.ts';
import type { TwoSteps } from '../formats/json/two-steps.ts';
import { JsonWriter } from '../formats/json/writer.ts';
import { computedIn } from './computed-units.ts';
import type { Operator, Scope } from './row.ts';
import type { RowSink } from './sink.ts';
import { WrittenRow } from './written-row.ts';

export interface SplicedRows {
  /** By column of the scan: whether its value is wanted. */
  readonly wanted: readonly boolean[];
  /** What there is of records before is dropped. */
  begin(): void;
  /** The row of the record that `steps` has read, at its time. Throws RecordError. */
  put(steps: TwoSteps, record: SourceRecord, topic: string, partition: number, time: number): void;
  /** Hands on what there is. */
  flush(): void;
}

/** Undefined where rows are wanted, or the output is not of such members. @param items over `columns` */
export function splicedRows(
  items: readonly TypedExpression[],
  columns: readonly PlanColumn[],
  scope: Scope,
  next: Operator,
): SplicedRows | undefined {
  const { direct } = next as RowSink;
  if (!direct) return undefined;
  const { output, keys, take } = direct;
  const sources = sourcesOf(items, column => columns[column]!.origin.kind === 'field', output);
  const splicer = sources && splicerOf(sources, output);
  if (!splicer) return undefined;
  const computedItems = items.filter((_, i) => 'computed' in sources![i]!);
  const computed = computedIn(computedItems, columns, scope.clock);
  const evaluateAll = compileAll(items, scope.clock);
  const writer = new JsonWriter(output.decimalAsString);
  const write = rowWriter(output, writer);

  const records: SourceRecord[] = [];
  const times: number[] = [];
  const ends: number[] = [];
  const place = { chunk: new Uint8Array(0), start: 0, end: 0 };

  function flush(): void {
    if (records.length === 0) return;
    place.chunk = splicer!.take();
    place.end = 0;
    for (let i = 0; i < records.length; i++) {
      const { headers, key } = records[i]!;
      place.start = place.end;
      place.end = ends[i]!;
      take(new WrittenRow(times[i]!, headers, key, place, keys));
    }
    records.length = 0;
  }

  function putPlainly(values: readonly Value[], { headers, key }: SourceRecord, time: number): void {
    flush();
    write(values);
    take(new WrittenRow(time, headers, key, writer, keys));
  }

  return {
    wanted: columns.map((_, i) => computed.reads.has(i)),
    begin() {
      records.length = 0;
      splicer.drop();
    },
    put(steps, record, topic, partition, time) {
      const fields = steps.fields();
      if (!fields) {
        putPlainly(evaluateAll(steps.all(record, topic, partition)), record, time);
        return;
      }
      const { scales } = computed;
      const values = computed.of(steps, record, topic, partition);
      if (!splicer.write(fields, record, topic, partition, values, scales)) {
        flush();
        if (!splicer.write(fields, record, topic, partition, values, scales)) {
          putPlainly(evaluateAll(steps.all(record, topic, partition)), record, time);
          return;
        }
      }
      times[records.length] = time;
      ends[records.length] = splicer.end;
      records.push(record);
    },
    flush,
  };
}
