/** Groups as numbers: their keys, the place of their last row and their aggregates side by side in columns. */
import { compareRows } from '../../../src/language/functions/aggregate/row-order.ts';
import type { RowOrder } from '../../../src/language/functions/define.ts';
import type { Value } from '../../../src/language/types/value.ts';
import type { Headers } from '../../connectors/port.ts';
import type { Row } from '../../operators/row.ts';
import { larger, type SumColumn } from './sums.ts';

const FIRST_CAPACITY = 256;
const NO_HEADERS: Headers = [];

/** As plain data; without names, as there may be a million of them. */
export type KeptGroup = readonly [
  key: readonly Value[],
  time: number,
  topic: string,
  partition: number,
  offset: number,
  headers: Headers,
  sums: readonly unknown[],
];

/** As versions before kept it. */
interface NamedGroup {
  readonly key: readonly Value[];
  readonly place: RowOrder;
  readonly headers: Headers;
  readonly sums: readonly unknown[];
}

const withoutNames = (kept: KeptGroup | NamedGroup): KeptGroup => {
  if (!('place' in kept)) return kept;
  const { key, place, headers, sums } = kept;
  return [key, place.time, place.topic, place.partition, place.offset, headers, sums];
};

export class GroupColumns {
  private readonly sums: readonly SumColumn[];
  /** So that a row goes into all sums or none: those that are asked before, the one that may throw, the others. */
  private readonly asked: readonly SumColumn[];
  private readonly first: SumColumn | undefined;
  private readonly others: readonly SumColumn[];
  private readonly keys: readonly Value[][];
  private readonly hashes: (string | number)[] = [];
  private times = new Float64Array(0);
  private offsets = new Float64Array(0);
  private partitions = new Float64Array(0);
  private readonly topics: string[] = [];
  private readonly headers: Headers[] = [];
  private readonly free: number[] = [];
  private size = 0;
  private capacity = 0;

  /** @param width how many keys a group has */
  constructor(width: number, sums: readonly SumColumn[]) {
    this.sums = sums;
    const failing = sums.filter(({ fails }) => fails);
    this.first = failing.length === 1 ? failing[0] : failing.find(({ canCheck }) => !canCheck);
    this.asked = failing.length === 1 ? [] : failing.filter(({ canCheck }) => canCheck);
    this.others = sums.filter(column => column !== this.first);
    this.keys = Array.from({ length: width }, () => []);
  }

  /** A new group without rows. */
  make(key: readonly Value[], hash: string | number): number {
    const group = this.free.pop() ?? this.size++;
    if (group >= this.capacity) this.grow();
    for (let i = 0; i < this.keys.length; i++) this.keys[i]![group] = key[i]!;
    this.hashes[group] = hash;
    for (const column of this.sums) column.clear(group);
    this.times[group] = Number.NaN;
    this.topics[group] = '';
    this.headers[group] = NO_HEADERS;
    return group;
  }

  /** Its number will be that of another. */
  forget(group: number): void {
    for (const column of this.keys) column[group] = null;
    this.hashes[group] = '';
    for (const column of this.sums) column.clear(group);
    this.headers[group] = NO_HEADERS;
    this.free.push(group);
  }

  /** As given when it was made. */
  hashOf(group: number): string | number {
    return this.hashes[group]!;
  }

  /** Adds the row that the sums have evaluated. Throws RecordError with the group as it was. */
  add(group: number, row: Row): void {
    const { asked, first, others } = this;
    for (let i = 0; i < asked.length; i++) asked[i]!.check(group);
    if (first !== undefined) first.add(group, row);
    for (let i = 0; i < others.length; i++) others[i]!.add(group, row);
    this.note(group, row);
  }

  private note(group: number, row: Row): void {
    const { time } = row;
    const last = this.times[group]!;
    if (time < last || (time === last && compareRows(row, this.place(group)) <= 0)) return;
    this.times[group] = time;
    this.offsets[group] = row.offset;
    this.partitions[group] = row.partition;
    if (this.topics[group] !== row.topic) this.topics[group] = row.topic;
    this.headers[group] = row.headers.length === 0 ? NO_HEADERS : row.headers;
  }

  /** Of the last row of the group by (time, topic, partition, offset). */
  place(group: number) {
    return {
      time: this.times[group]!,
      topic: this.topics[group]!,
      partition: this.partitions[group]!,
      offset: this.offsets[group]!,
    };
  }

  /** Milliseconds; 0 of a group without rows. */
  timeOf(group: number): number {
    const time = this.times[group]!;
    return Number.isNaN(time) ? 0 : time;
  }

  kept(group: number): KeptGroup {
    return [
      this.keys.map(column => column[group]!),
      this.times[group]!,
      this.topics[group]!,
      this.partitions[group]!,
      this.offsets[group]!,
      this.headers[group]!,
      this.sums.map(column => column.kept(group)),
    ];
  }

  /** Makes it again. */
  restore(kept: KeptGroup | NamedGroup, hash: string | number): number {
    const [key, time, topic, partition, offset, headers, sums] = withoutNames(kept);
    const group = this.make(key, hash);
    this.times[group] = time;
    this.offsets[group] = offset;
    this.partitions[group] = partition;
    this.topics[group] = topic;
    this.headers[group] = headers.length === 0 ? NO_HEADERS : headers;
    for (const [i, column] of this.sums.entries()) column.restore(group, sums[i]);
    return group;
  }

  /** Keys and aggregates to the beginning of the values. Throws RecordError. */
  fill(group: number, values: Value[]): void {
    const { keys, sums } = this;
    for (let i = 0; i < keys.length; i++) values[i] = keys[i]![group]!;
    for (let i = 0; i < sums.length; i++) values[keys.length + i] = sums[i]!.result(group);
  }

  row(group: number, values: readonly Value[], time: number, late: number, key: Value): Row {
    return {
      values,
      time,
      late,
      topic: this.topics[group]!,
      partition: this.partitions[group]!,
      offset: this.offsets[group]!,
      key,
      headers: this.headers[group]!,
      deleted: false,
    };
  }

  private grow(): void {
    this.capacity = Math.max(FIRST_CAPACITY, this.capacity * 2);
    this.times = larger(this.times, this.capacity);
    this.offsets = larger(this.offsets, this.capacity);
    this.partitions = larger(this.partitions, this.capacity);
    for (const column of this.sums) column.grow(this.capacity);
  }
}
