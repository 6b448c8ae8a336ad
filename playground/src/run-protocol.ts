/** What the page and the worker that runs queries say to each other. */

export interface RunRequest {
  readonly sql: string;
  /** Index of the statement whose rows are shown. */
  readonly statement: number;
  /** Records by topic: JSON texts. */
  readonly records: Readonly<Record<string, readonly string[]>>;
}

export type RunMessage =
  | { readonly kind: 'columns'; readonly names: readonly string[] }
  | { readonly kind: 'rows'; readonly rows: readonly ShownRow[] }
  | { readonly kind: 'problem'; readonly message: string }
  | { readonly kind: 'end'; readonly read: number; readonly rows: number; readonly late: number; readonly ms: number };

export interface ShownRow {
  /** As a person reads it. */
  readonly key: string;
  /** A JSON object; null: the row of this key is gone. */
  readonly value: string | null;
}
