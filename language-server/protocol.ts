/** What this server says beyond the Language Server Protocol; the only part of it that a client may import. */

/** Zero-based, in UTF-16 code units, as in the Language Server Protocol. */
export interface ProtocolPosition {
  readonly line: number;
  readonly character: number;
}

export interface ProtocolRange {
  readonly start: ProtocolPosition;
  readonly end: ProtocolPosition;
}

/** Request: the statements of an open document, in order. An unknown document has none. */
export const STATEMENTS_REQUEST = 'ferris/statements';

export interface StatementsParams {
  readonly textDocument: { readonly uri: string };
}

export interface StatementsResult {
  /** Of the document, when it was read: an answer about an older one can be thrown away. */
  readonly version: number;
  readonly statements: readonly StatementEntry[];
}

export interface StatementEntry {
  /** Its place among the file's statements, from 0: what `ferris-sql stream --statement` takes. */
  readonly index: number;
  /** First token to last, without the `;`. */
  readonly range: ProtocolRange;
  /** With the hints and comments above it and the `;`: where a cursor belongs to this statement. */
  readonly whole: ProtocolRange;
  /** Whether it answers rows when it is run. A definition of a source does not. */
  readonly runnable: boolean;
  /** Its first words: `SELECT`, `CREATE STREAM`, … */
  readonly kind: string;
  /** What it creates or writes to, as far as it has a name. */
  readonly name?: string;
}
