/** What a run panel and the extension say to each other. */
import type { RowBlock } from './kept-rows.ts';
import type { Progress, Schema } from './output.ts';
import type { RunState } from './run-state.ts';
import type { Sample } from './samples.ts';

/** To the panel: how the run stands, and the rows since the last time. */
export interface PanelUpdate {
  readonly kind: 'update';
  /** The panel forgets the rows it has: it has just been made (again). */
  readonly reset: boolean;
  readonly title: string;
  readonly place: string;
  /** Whether rows also go to their topics. */
  readonly writes: boolean;
  readonly state: RunState;
  readonly failure: string | undefined;
  /** Milliseconds, true when this was sent. */
  readonly elapsed: number;
  readonly rowsPerSecond: number;
  readonly schemas: readonly Schema[];
  readonly progress: Progress | undefined;
  /** Undefined when there is no new one. */
  readonly samples: readonly Sample[] | undefined;
  /** All rows so far, of each query. */
  readonly totals: readonly number[];
  /** How many rows of a query a panel keeps. */
  readonly most: number;
  readonly blocks: readonly RowBlock[];
  /** All that are kept; undefined when there is no new one. */
  readonly messages: readonly string[] | undefined;
}

export type ExportFormat = 'csv' | 'json' | 'json-lines';

/** To the panel: what it shows, as text. */
export interface ExportRequest {
  readonly kind: 'export';
  readonly format: ExportFormat;
}

export type PanelRequest = PanelUpdate | ExportRequest;

export type PanelAnswer =
  /** It is there; it has shown an update; Stop or Export was pressed. */
  | { readonly kind: 'ready' | 'shown' | 'stop' | 'export' }
  | { readonly kind: 'copy'; readonly text: string }
  /** Answers an ExportRequest. */
  | { readonly kind: 'exported'; readonly text: string }
  /** A place in the SQL was followed: both from 1. */
  | { readonly kind: 'open'; readonly line: number; readonly column: number };
