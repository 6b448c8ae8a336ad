/** What goes from one stage of a job to the next, as records: rows exactly as they are, and how far the tasks before have come. */
import type { PlanQuery } from '../../src/compiler/plan/plan.ts';
import type { Value } from '../../src/language/types/value.ts';
import { partitionOfKey } from '../connectors/partitioner.ts';
import { compileAll } from '../expressions/compile.ts';
import { jsonText } from '../formats/json/encode.ts';
import type { ResultRow } from '../jobs/job.ts';
import { DataReader } from '../state/entries/read.ts';
import { VERSION } from '../state/entries/tags.ts';
import { DataWriter } from '../state/entries/write.ts';
import type { Clock } from '../time/clock.ts';
import type { Operator, Row } from './row.ts';

/** The task that sends, and where to. */
export interface Sender {
  /** From 0, of all tasks of its stage. */
  readonly number: number;
  readonly of: number;
  /** How many partitions the topic of that name has. */
  partitionsOf(topic: string): number;
}

/** So far has a task of the stage before come: no row that counts is before `watermark` any more. */
export interface Mark {
  readonly number: number;
  readonly of: number;
  /** Milliseconds. */
  readonly watermark: number;
}

export type StageRecord = { readonly kind: 'row'; readonly row: Row } | { readonly kind: 'mark'; readonly mark: Mark };

const UTF_8 = new TextEncoder();

/** The end of a query that sends its rows to another stage. The watermark goes to all partitions, after the rows before it. */
export function sending(
  { sends, output }: PlanQuery,
  sender: Sender,
  clock: Clock,
  take: (row: ResultRow) => void,
): Operator {
  const { number, of } = sender;
  const partitions = sender.partitionsOf(output.topic);
  let told = Number.NEGATIVE_INFINITY;

  function put(partition: number, timestamp: number, bytes: Uint8Array): void {
    take({ key: null, keyText: 'null', value: '', bytes, timestamp, headers: [], partition });
  }

  const keysOf = compileAll(sends!, clock);
  function partitionOf({ values }: Row): number {
    let key: readonly Value[];
    try {
      key = keysOf(values);
    } catch {
      // What computes it again in the next stage tells what is wrong with the row.
      return 0;
    }
    return partitionOfKey(UTF_8.encode(jsonText(key, false)), partitions);
  }

  return {
    rows(batch) {
      for (const row of batch) {
        const { values, time, was, late, topic, partition, offset, key, headers, deleted, record } = row;
        const place = [values, time, was, late, topic, partition, offset, key, headers, deleted] as const;
        const data: RowData = record ? [...place, plain(record)] : place;
        put(partitionOf(row), time, bytesOf(data));
      }
    },
    watermark(ms) {
      if (ms <= told) return;
      told = ms;
      const bytes = markBytes({ number, of, watermark: ms });
      const timestamp = Number.isFinite(ms) ? Math.max(0, ms) : 0;
      for (let partition = 0; partition < partitions; partition++) put(partition, timestamp, bytes);
    },
    end() {},
  };
}

/** Without what its reader may keep beside it. */
const plain = ({ offset, timestamp, key, value, headers }: NonNullable<Row['record']>): Row['record'] => ({
  offset,
  timestamp,
  key,
  value,
  headers,
});

const writer = new DataWriter();

function bytesOf(data: RowData | MarkData): Uint8Array {
  writer.byte(VERSION);
  writer.data(data);
  return writer.take();
}

export const markBytes = ({ number, of, watermark }: Mark): Uint8Array => bytesOf([number, of, watermark]);

type RowData = readonly [
  Row['values'],
  number,
  number | undefined,
  number,
  string,
  number,
  number,
  Value,
  Row['headers'],
  boolean,
  record?: Row['record'],
];
type MarkData = readonly [number, number, number];

/** Throws UnreadableData for what no stage has written. */
export function stageRecord(value: Uint8Array): StageRecord {
  const reader = new DataReader(value);
  if (reader.byte() !== VERSION) throw new Error('a stage of another version of ferris-sql has written this');
  const data = reader.data() as RowData | MarkData;
  if (data.length === 3) return { kind: 'mark', mark: { number: data[0], of: data[1], watermark: data[2] } };
  const [values, time, was, late, topic, partition, offset, key, headers, deleted, record] = data;
  const own = { values, time, late, topic, partition, offset, key, headers, deleted };
  const carrying = record ? { ...own, record } : own;
  return { kind: 'row', row: was === undefined ? carrying : { ...carrying, was } };
}
