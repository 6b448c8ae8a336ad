/** A statement at its place in a file, for as long as its text stays the same, with what is known of it. */

import type { Statement } from '../analyze.ts';
import type { BoundStatement, Relation, UserFunction } from '../names/bound.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import type { Piece } from '../text/scan.ts';
import type { ReadSchema } from './schema-files.ts';
import type { StatementSyntax } from './syntax.ts';

export interface Placed {
  readonly path: string;
  /** Its file's number: files that came earlier have lower ones. */
  readonly file: number;
  readonly syntax: StatementSyntax;
  /** Its place among the file's statements. */
  index: number;
  piece: Piece;
  meaning: Meaning | undefined;
  /** Higher than that of all it is computed from, but for circles. */
  rank: number;
  /** Statements of one number are computed from each other; undefined: this one is in no circle. */
  circle: number | undefined;
  /** As surfaces see it, while that is still true. */
  shown: Statement | undefined;
  /** What is wrong in it by itself, positions in the file, while that is still true. */
  findings: readonly Diagnostic[] | undefined;
}

/** A question about everything around a statement, and its answer: asked again to see whether what was computed still holds. */
export interface Asked {
  /** What may change the answer. */
  readonly key: string;
  again(): unknown;
  readonly answer: unknown;
  /** Of a schema file: its path as the statement names it, and what was read. */
  readonly schema?: { readonly written: string; readonly read: ReadSchema };
}

export interface Meaning {
  readonly bound: BoundStatement | undefined;
  readonly declares: Relation | undefined;
  readonly declaresFunction: UserFunction | undefined;
  /** Positions in the statement's text. */
  readonly diagnostics: readonly Diagnostic[];
  readonly asked: readonly Asked[];
  /** Paths of the schema files it names. */
  readonly schemas: readonly string[];
}

/** In the order of files and statements. */
export const byPlace = (a: Placed, b: Placed): number => a.file - b.file || a.index - b.index;
