/** A file's text → everything the language knows of it: pieces, statements, what they mean, and all findings, each once. */

import type * as ast from './grammar/generated/ast.ts';
import type { BoundStatement } from './names/bound.ts';
import type { GivenFormat } from './names/statement/environment.ts';
import type { BatchCompression } from './properties/compression.ts';
import type { Diagnostic } from './text/diagnostic.ts';
import type { Piece } from './text/scan.ts';
import type { Span } from './text/span.ts';
import { Workspace } from './workspace/workspace.ts';

export interface AnalyzeOptions {
  /** Whether the input ends (`execute`: ORDER BY has a meaning then) or not (`stream`); absent: not decided. */
  readonly bounded?: boolean;
  /** The topic of the one relation that is not declared. */
  readonly topic?: string;
  /** What WINDOW must be, when there is such a wish; milliseconds. */
  readonly windowSizeMs?: number;
  /** How relations are encoded of which no statement says it. */
  readonly format?: GivenFormat;
  /** How DECIMAL is written to JSON where no statement says it; absent: as a number. */
  readonly decimals?: 'string' | 'number';
  /** How results are compressed where no statement says it; absent: they are not. */
  readonly compression?: BatchCompression;
}

export interface Statement {
  /** Its place among the file's statements, from 0. */
  readonly index: number;
  /** First words: `SELECT`, `CREATE STREAM`, `INSERT INTO`. */
  readonly kind: string;
  readonly name: string | undefined;
  /** Whether it answers rows when it is run. */
  readonly runnable: boolean;
  /** From its first token to its last, in the file. */
  readonly span: Span;
  /** Where its text begins in the file: positions in `syntax`, `bound` and `meaning` count from there. */
  readonly offset: number;
  readonly piece: Piece;
  readonly syntax: ast.Piece;
  /** Undefined when the statement has errors. */
  readonly bound: BoundStatement | undefined;
  /** As much as is known also where there are errors; undefined for what cannot be read. */
  readonly meaning: BoundStatement | undefined;
  /** The schema files it names that are there, as they were read; a file may be named more than once. */
  readonly schemaFiles: readonly NamedSchema[];
}

export interface NamedSchema {
  /** Its path as WITH has it. */
  readonly written: string;
  readonly text: string;
  readonly imports: readonly ImportedSchema[];
}

export interface ImportedSchema {
  /** As it is imported. */
  readonly path: string;
  readonly text: string;
  /** How many folders above the named file's own it was found. */
  readonly above: number;
}

export interface Analysis {
  readonly text: string;
  readonly pieces: readonly Piece[];
  readonly statements: readonly Statement[];
  /** In the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
}

/** One file by itself. Never throws, whatever the text. */
export function analyze(text: string, options: AnalyzeOptions = {}): Analysis {
  const workspace = new Workspace(options);
  workspace.setFile('', text);
  return workspace.analysis('')!;
}
