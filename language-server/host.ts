/** What the server needs of the place it runs in: Node has files, a browser's worker has none. */

export interface Host {
  /** Undefined where files cannot be had: then nothing is said of what is not open. */
  readonly files: Files | undefined;
  /** Address of the page of a rule; undefined for one that has none here. */
  pageOf(rule: string): string | undefined;
}

export interface Files {
  /** The text of a file; undefined where there is none (any more), or it cannot be read: a device or a pipe, too. */
  read(uri: string): Promise<string | undefined>;
  /** Where a file or folder is when all links on the way have been followed; undefined where there is none. */
  real(uri: string): Promise<string | undefined>;
  /** Every file below a folder, but for folders that hold what others made: `node_modules`, `target`, hidden ones. */
  walk(folder: string): AsyncIterable<FoundFile>;
  /** Undefined for what is no file. */
  size(uri: string): Promise<number | undefined>;
}

export interface FoundFile {
  readonly uri: string;
  /** In bytes; undefined: it is gone by now. */
  readonly size: () => Promise<number | undefined>;
}
