/** What the server needs of the place it runs in: Node has files, a browser's worker has none. */

export interface Host {
  /** The text of a file; undefined where there is none (any more). */
  read(uri: string): Promise<string | undefined>;
  /** Address of the page of a rule; undefined for one that has none here. */
  pageOf(rule: string): string | undefined;
}
