/** Rows as text, in each of the formats of --format. */
import type { ResultRow } from '../../../runtime/jobs/job.ts';
import type { PlanQuery } from '../../../src/compiler/plan/plan.ts';
import { csvPrinter } from './csv.ts';
import { jsonPrinter } from './json.ts';
import { tablePrinter } from './table.ts';

export const ROW_FORMATS = ['json', 'json-pretty', 'json-lines', 'csv', 'table'] as const;
export type RowFormat = (typeof ROW_FORMATS)[number];

export interface PrintedRow {
  readonly query: PlanQuery;
  readonly row: ResultRow;
}

export interface PrinterOptions {
  readonly format: RowFormat;
  /** Rows are shown as they come; else the text as a whole is what counts. */
  readonly live: boolean;
  /** Whose rows are printed. */
  readonly queries: readonly PlanQuery[];
  /** Rows of several topics, so each says which. */
  readonly withTopic: boolean;
  /** Rows in their envelope, and the columns before them (JSON formats). */
  readonly metadata: boolean;
}

export interface Printer {
  /** The text of these rows, as far as it can be told yet. */
  rows(rows: readonly PrintedRow[]): string;
  /** What remains. Called once. */
  end(): string;
}

export function printerOf(options: PrinterOptions): Printer {
  if (options.format === 'csv') return csvPrinter(options);
  return options.format === 'table' ? tablePrinter(options) : jsonPrinter(options);
}
