/** One query of a run in the panel: its rows, its columns, and which of them are in sight. */
import type { RowBlock } from '../src/run/kept-rows.ts';
import type { Schema } from '../src/run/output.ts';
import type { GridSource } from './grid.ts';
import { type Changes, changes } from './rows/changes.ts';
import { columns } from './rows/columns.ts';
import { type Choice, type Sight, sight } from './rows/sight.ts';

export interface QueryView {
  readonly schema: Schema;
  readonly changes: Changes;
  readonly sight: Sight;
  readonly source: GridSource;
  add(block: RowBlock): void;
}

const decoder = new TextDecoder();

/** @param most rows that are kept */
export function queryView(schema: Schema, most: number, choice: Choice): QueryView {
  const kept = changes(most);
  const seen = sight(kept, choice);
  const shown = columns(schema.columns);
  return {
    schema,
    changes: kept,
    sight: seen,
    source: {
      columns: shown,
      get rows() {
        return seen.rows;
      },
      get order() {
        return seen.choice.order;
      },
      get isLog() {
        return seen.isLog;
      },
      takeLost: () => seen.takeLost(),
    },
    add({ first, lines }) {
      kept.add(first, decoder.decode(lines).trimEnd().split('\n'));
      seen.stale();
    },
  };
}
