/** What a run panel and the extension say to each other. */
import type { Progress, Schema } from './output.ts';
import type { RunState } from './run-state.ts';

/** To the panel: how the run stands, and the rows since the last time. */
export interface PanelUpdate {
  /** The panel forgets the rows it has: it has just been made (again). */
  readonly reset: boolean;
  readonly title: string;
  readonly place: string;
  readonly state: RunState;
  readonly failure: string | undefined;
  /** Milliseconds, true when this was sent. */
  readonly elapsed: number;
  readonly rowsPerSecond: number;
  readonly schema: Schema | undefined;
  readonly progress: Progress | undefined;
  /** All rows so far. */
  readonly total: number;
  /** How many rows a panel keeps. */
  readonly most: number;
  /** The number of the first of `rows`; rows between the last one known and this one are not kept any more. */
  readonly first: number;
  /** As `ferris-sql` printed them. */
  readonly rows: readonly string[];
  /** All that are kept; undefined when there is no new one. */
  readonly messages: readonly string[] | undefined;
}

/** From the panel: it is there, it has shown an update, its Stop was pressed. */
export type PanelAnswer = { readonly kind: 'ready' | 'shown' | 'stop' };
