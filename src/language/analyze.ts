/** A file's text → everything the language knows of it: pieces, statements, what they mean, and all findings, each once. */

import { parsePiece } from './grammar/parse.ts';
import { attachHints } from './hints/attach.ts';
import { bindStatement } from './names/bind-statement.ts';
import type { BoundStatement, Relation } from './names/bound.ts';
import { reporter } from './names/report.ts';
import { checkHints } from './rules/hints/check.ts';
import { withoutIgnored } from './rules/ignore.ts';
import type { Diagnostic } from './text/diagnostic.ts';
import { type Piece, scan } from './text/scan.ts';
import { type Span, shift } from './text/span.ts';

export interface AnalyzeOptions {
  /** Whether the input ends (`execute`): ORDER BY has a meaning then. */
  readonly bounded?: boolean;
  /** The topic of the one relation that is not declared. */
  readonly topic?: string;
  /** What WINDOW must be, when there is such a wish. */
  readonly windowSizeMs?: number;
}

export interface Statement {
  /** Its place among the file's statements, from 0. */
  readonly index: number;
  /** First words: `SELECT`, `CREATE STREAM`, `INSERT INTO`. */
  readonly kind: string;
  readonly name: string | undefined;
  /** Whether it answers rows when it is run. */
  readonly runnable: boolean;
  readonly span: Span;
  readonly piece: Piece;
  /** Undefined when the statement has errors. */
  readonly bound: BoundStatement | undefined;
}

export interface Analysis {
  readonly pieces: readonly Piece[];
  readonly statements: readonly Statement[];
  /** In the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Never throws, whatever the text. */
export function analyze(text: string, options: AnalyzeOptions = {}): Analysis {
  const pieces = scan(text);
  const diagnostics: Diagnostic[] = [...checkHints(attachHints(pieces))];
  const statements: Statement[] = [];
  const relations: Relation[] = [];
  const writers = new Map<string, number>();
  const bodies = pieces.filter(piece => piece.body.end > piece.body.start);
  const parsed = bodies.map(piece => ({ piece, ...parsePiece(text.slice(piece.span.start, piece.span.end)) }));
  const declaresSources = parsed.some(({ tree }) => tree.statement?.$type === 'Create' && !tree.statement.query);
  for (const [index, { piece, tree, problems }] of parsed.entries()) {
    const found: Diagnostic[] =
      piece.problems.length > 0
        ? piece.problems.map(({ span, message }) => ({ rule: 'sql/syntax', severity: 'error', message, span }))
        : problems.map(problem => moved(problem, piece.span.start));
    let bound: BoundStatement | undefined;
    if (found.length === 0 && tree.statement) {
      const result = bindStatement(
        tree.statement,
        {
          relations,
          writers,
          declaresSources,
          bounded: options.bounded ?? false,
          topic: options.topic,
          windowSizeMs: options.windowSizeMs,
        },
        reporter(piece.span.start, found),
      );
      bound = result.bound;
      if (bound?.kind === 'query')
        writers.set(bound.target.toLowerCase(), (writers.get(bound.target.toLowerCase()) ?? 0) + 1);
      if (result.declares) relations.push(result.declares);
    } else if (tree.statement?.$type === 'Create' && tree.statement.name) {
      // A broken declaration still declares its name, or everything that reads it would be reported too.
      const name = tree.statement.name;
      relations.push({
        name,
        kind: 'stream',
        columns: [],
        open: true,
        primaryKey: [],
        time: { column: undefined, format: { kind: 'auto' }, boundMs: 0, idleMs: undefined },
        windowed: false,
        origin: { kind: 'query' },
        topic: name,
        nameSpan: undefined,
      });
    }
    diagnostics.push(...found);
    statements.push({
      index,
      kind: kindOf(piece),
      name: nameIn(bound),
      runnable: piece.deployable,
      span: piece.body,
      piece,
      bound,
    });
  }
  return {
    pieces,
    statements,
    diagnostics: withoutIgnored(diagnostics, pieces).toSorted((a, b) => a.span.start - b.span.start),
  };
}

const kindOf = (piece: Piece): string =>
  piece.words[0] === 'CREATE' || piece.words[0] === 'INSERT'
    ? piece.words.slice(0, 2).join(' ')
    : (piece.words[0] ?? '');

const nameIn = (bound: BoundStatement | undefined): string | undefined =>
  bound === undefined ? undefined : bound.kind === 'source' ? bound.relation.name : bound.target;

const moved = (one: Diagnostic, by: number): Diagnostic => ({
  ...one,
  span: shift(one.span, by),
  ...(one.fixes
    ? {
        fixes: one.fixes.map(fix => ({
          ...fix,
          edits: fix.edits.map(edit => ({ ...edit, span: shift(edit.span, by) })),
        })),
      }
    : {}),
});
