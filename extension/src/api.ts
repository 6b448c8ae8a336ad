/** What `activate` gives to other extensions and to tests: the runs of this window, to look at. */
import type { Run } from './run/run.ts';

export interface OpenRun {
  readonly title: string;
  /** The document's URI. */
  readonly uri: string;
  readonly place: string;
  readonly run: Run;
  /** Brings its panel to the front. */
  show(): void;
}

export interface FerrisExtension {
  /** Those whose panel is open, oldest first. */
  runs(): readonly OpenRun[];
}
