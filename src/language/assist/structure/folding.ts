/** What can be folded away: statements, their clauses, common tables and brackets, hint blocks, comments. */
import type { AstNode } from 'langium';
import type { Analysis, Statement } from '../../analyze.ts';
import type * as ast from '../../grammar/generated/ast.ts';
import { type Token, tokensOf } from '../../grammar/parse.ts';
import { allNodes } from '../../rules/sql/syntax-nodes.ts';
import type { Piece } from '../../text/scan.ts';
import type { Span } from '../../text/span.ts';
import { hull, placeOf } from './nodes.ts';

export interface Fold {
  readonly kind: 'code' | 'comment' | 'hints';
  readonly span: Span;
  /** Ends with a bracket or a word that closes it: its last line may stay visible. */
  readonly closed: boolean;
}

/** In the order of the text, outer ones before what they contain; also such as stand on one line. */
export function foldsOf(text: string, { pieces, statements }: Analysis): readonly Fold[] {
  const statementOf = new Map(statements.map(statement => [statement.piece, statement]));
  return pieces.flatMap(piece => {
    const statement = statementOf.get(piece);
    const at = piece.span.start;
    const comments = commentsOf(text, piece, statement).map(fold => moved(fold, at));
    return [...comments, ...(statement ? statementFolds(text, statement) : [])].toSorted(inOrder);
  });
}

const inOrder = (a: Fold, b: Fold): number => a.span.start - b.span.start || b.span.end - a.span.end;

const moved = ({ span: { start, end }, ...fold }: Fold, by: number): Fold => ({
  ...fold,
  span: { start: start + by, end: end + by },
});

function statementFolds(text: string, statement: Statement): readonly Fold[] {
  const { span, piece, syntax } = statement;
  const whole = { start: span.start, end: piece.terminated ? piece.span.end : span.end };
  const folds: Fold[] = [{ kind: 'code', span: whole, closed: false }];
  const add = (place: Span | undefined, closed: boolean): void => {
    if (place) folds.push({ kind: 'code', span: place, closed });
  };
  for (const node of syntax.statement ? allNodes(syntax.statement) : []) {
    const place = placeOf(node, statement);
    if (CLAUSES.has(node.$type)) add(place, false);
    else if (BRACKETED.has(node.$type)) add(place, true);
    else if (node.$type === 'Query')
      for (const part of partsOfQuery(text, node as ast.Query, statement)) add(part, false);
    else if (node.$type === 'Create') add(listOf((node as ast.Create).elements, statement), false);
  }
  return folds;
}

/** Begin with a word at the head of a line, and end where the next begins. */
const CLAUSES: ReadonlySet<string> = new Set([
  'WhereClause',
  'GroupByClause',
  'NamedWindows',
  'HavingClause',
  'OrderByClause',
  'Join',
  'UnionBranch',
]);

const BRACKETED: ReadonlySet<string> = new Set([
  'CommonTable',
  'WithClause',
  'WindowClause',
  'MatchRecognize',
  'SubqueryRelation',
  'SubqueryExpression',
  'ValuesRelation',
  'FunctionRelation',
  'CaseExpression',
  'Call',
  'OverClause',
  'Parenthesized',
  'InList',
]);

/** The select list, and what it reads. */
function partsOfQuery(text: string, query: ast.Query, statement: Statement): readonly (Span | undefined)[] {
  const { clauses, from, joins, items } = query;
  const first = placeOf(items[0], statement);
  const list = first && hull(selectWord(text, query, statement, first), placeOf(items.at(-1), statement));
  const firstClause = placeOf(clauses[0], statement)?.start ?? Number.POSITIVE_INFINITY;
  const beside = joins.filter(join => (placeOf(join, statement)?.start ?? firstClause) < firstClause);
  const relations = beside.length > 0 ? hull(placeOf(from, statement), placeOf(beside.at(-1), statement)) : undefined;
  return [list, relations];
}

/** The word has no node of its own; a query begins with its common tables. */
function selectWord(text: string, query: ast.Query, statement: Statement, item: Span): Span {
  const begin = placeOf(query.ctes.at(-1), statement)?.end ?? placeOf(query, statement)?.start ?? item.start;
  const at = text.slice(begin, item.start).search(/select\s*(?:distinct\s*)?$/i);
  return at < 0 ? item : { start: begin + at, end: item.end };
}

const listOf = (nodes: readonly AstNode[], statement: Statement): Span | undefined =>
  hull(placeOf(nodes[0], statement), placeOf(nodes.at(-1), statement));

const known = new WeakMap<object, readonly Fold[]>();

/** Positions count from the piece's begin; kept as long as its text stays the same. */
function commentsOf(text: string, piece: Piece, statement: Statement | undefined): readonly Fold[] {
  const before = statement && known.get(statement.syntax);
  if (before) return before;
  const folds = findComments(text.slice(piece.span.start, piece.span.end));
  if (statement) known.set(statement.syntax, folds);
  return folds;
}

function findComments(text: string): readonly Fold[] {
  const folds: Fold[] = [];
  let run: { readonly kind: Fold['kind']; readonly start: number; end: number } | undefined;
  const close = (): void => {
    if (run) folds.push({ kind: run.kind, span: { start: run.start, end: run.end }, closed: false });
    run = undefined;
  };
  for (const token of tokensOf(text)) {
    const kind = KINDS[token.kind];
    if (kind !== undefined && run?.kind === kind && isNextLine(text, run.end, token)) {
      run.end = token.end;
      continue;
    }
    close();
    if (kind !== undefined) run = { kind, start: token.start, end: token.end };
    else if (token.kind === 'BLOCK_COMMENT')
      folds.push({ kind: 'comment', span: { start: token.start, end: token.end }, closed: false });
    else if (token.kind === 'DOLLAR_BODY')
      folds.push({ kind: 'code', span: { start: token.start, end: token.end }, closed: true });
  }
  close();
  return folds;
}

const KINDS: Readonly<Record<string, Fold['kind']>> = { LINE_COMMENT: 'comment', HINT: 'hints' };

/** Alone on the line below: a comment behind other text is about that. */
const isNextLine = (text: string, end: number, { start }: Token): boolean =>
  /^(?:\r\n|\r|\n)[ \t]*$/.test(text.slice(end, start));
