/** What `activate` gives in a browser: the runs of this window, to look at. */

export interface WebRun {
  /** JSON objects, the latest ones. */
  readonly rows: readonly string[];
  readonly problems: readonly string[];
  /** Resolves when the worker is gone. */
  readonly over: Promise<void>;
}

export interface FerrisWebExtension {
  readonly web: true;
  /** Oldest first. */
  runs(): readonly WebRun[];
}
