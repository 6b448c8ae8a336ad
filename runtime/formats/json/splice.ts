/**
 * Rows written out of the records that they were read from: where the text of a field is what would be written for it, its
 * bytes go over as they are, and nothing is made of it. It writes what `rowWriter` writes of the same values.
 */
import type { PlanQuery, TypedExpression } from '../../../src/compiler/plan/plan.ts';
import type { Value } from '../../../src/language/types/value.ts';
import type { SourceRecord } from '../../connectors/port.ts';
import { isWrittenAlone, memberStarts } from './encode.ts';
import type { Fields } from './fields.ts';
import { COMPUTED, COMPUTED_SIZE, LONGEST_RECORD, RECORD, ROWS, ROWS_SIZE } from './simd/layout.ts';
import { leaveTo, machineOf, putRecord, regionOf } from './simd/machine.ts';
import { JsonWriter } from './writer.ts';

/** Of an output column: the column of the scan that it is, or its place among the values that are computed. */
export type Source = { readonly column: number } | { readonly computed: number };

export interface Splicer {
  /**
   * Writes the row of a record behind the ones before it. False: it does not fit; `take` what there is, and where there is
   * nothing it is to be written in another way.
   * @param scales by place in `computed`: of what is a number there and a DECIMAL, in units, the digits of the fraction
   */
  write(
    fields: Fields,
    record: SourceRecord,
    topic: string,
    partition: number,
    computed: readonly Value[],
    scales: Int8Array,
  ): boolean;
  /** Where the row that was written last ends; it begins where the one before does. */
  readonly end: number;
  /** The rows so far as bytes of their own; begins anew. */
  take(): Uint8Array<ArrayBuffer>;
  /** Begins anew. */
  drop(): void;
}

/** Where the output columns come from; undefined where the output is not of single members. */
export function sourcesOf(
  items: readonly TypedExpression[],
  isField: (column: number) => boolean,
  output: PlanQuery['output'],
): readonly Source[] | undefined {
  if (!isWrittenAlone(output) || items.length !== output.columns.length) return undefined;
  let computed = 0;
  return items.map(item =>
    item.op === 'column' && isField(item.index) ? { column: item.index } : { computed: computed++ },
  );
}

/** Undefined where WebAssembly is not to be had. */
export function splicerOf(sources: readonly Source[], output: PlanQuery['output']): Splicer | undefined {
  const machine = machineOf();
  const starts = memberStarts(output);
  const pieces = 2 * sources.length + 1;
  const fixed = starts.reduce((sum, { length }) => sum + length, 1);
  const region = machine && regionOf(8 * pieces + fixed + SLACK);
  if (!machine || region === undefined) return undefined;
  const { bytes, words } = machine;
  const list = region.at >> 2;
  let at = region.at + 8 * pieces;
  const put = (piece: number, text: Uint8Array): void => {
    bytes.set(text, at);
    words[list + 2 * piece] = at;
    words[list + 2 * piece + 1] = text.length;
    at += text.length;
  };
  for (const [i, start] of starts.entries()) put(2 * i, start);
  put(2 * sources.length, CLOSING);

  const texts = bytes.subarray(COMPUTED, COMPUTED + COMPUTED_SIZE);
  const writer = new JsonWriter(output.decimalAsString, texts);
  const quotesDecimals = output.decimalAsString;
  const columns = Int32Array.from(sources, source => ('column' in source ? source.column : -1));
  const places = Int32Array.from(sources, source => ('computed' in source ? source.computed : -1));

  const splicer = {
    end: 0,
    write(
      fields: Fields,
      record: SourceRecord,
      topic: string,
      partition: number,
      computed: readonly Value[],
      scales: Int8Array,
    ): boolean {
      const value = record.value!;
      if (value.length > LONGEST_RECORD) return false;
      if (machine.record !== value) putRecord(machine, value);
      let length = fixed;
      writer.at = 0;
      for (let i = 0; i < columns.length; i++) {
        const piece = list + 4 * i + 2;
        const column = columns[i]!;
        let size: number;
        if (column >= 0 && fields.isWritten(column) && !(quotesDecimals && fields.isDecimal(column))) {
          size = fields.to - fields.from;
          words[piece] = RECORD + fields.from;
        } else {
          writer.begin();
          if (column >= 0) writer.value(fields.value(column, record, topic, partition));
          else {
            const place = places[i]!;
            const given = computed[place]!;
            if (scales[place]! >= 0 && typeof given === 'number') writer.units(given, scales[place]!);
            else writer.value(given);
          }
          size = writer.at - writer.start;
          words[piece] = COMPUTED + writer.start;
        }
        words[piece + 1] = size;
        length += size;
      }
      if (writer.chunk !== texts) {
        // More text than there is room for.
        writer.chunk = texts;
        return false;
      }
      if (splicer.end + length + SLACK > ROWS_SIZE) return false;
      splicer.end = machine.gather(region.at, pieces, ROWS + splicer.end) - ROWS;
      return true;
    },
    drop(): void {
      splicer.end = 0;
    },
    take(): Uint8Array<ArrayBuffer> {
      const rows = bytes.slice(ROWS, ROWS + splicer.end);
      splicer.end = 0;
      return rows;
    },
  };
  leaveTo(splicer, region);
  return splicer;
}

const CLOSING = new TextEncoder().encode('}');
/** What may be changed behind a row. */
const SLACK = 16;
