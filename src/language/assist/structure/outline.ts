/** What a file consists of, for outlines and breadcrumbs: its statements, their columns and common tables. */
import type { Analysis, Statement } from '../../analyze.ts';
import type * as ast from '../../grammar/generated/ast.ts';
import { attachHints } from '../../hints/attach.ts';
import type { HintLine } from '../../text/scan.ts';
import type { Span } from '../../text/span.ts';
import { hull, wordPlace } from './nodes.ts';
import { columnsOf, parametersOf, queryParts } from './outline-columns.ts';
import { titleOf } from './title.ts';

export type OutlineKind =
  | 'hints'
  | 'stream'
  | 'table'
  | 'view'
  | 'job'
  | 'function'
  | 'query'
  | 'insert'
  | 'command'
  | 'cte'
  | 'column'
  | 'key'
  | 'parameter';

export interface OutlineEntry {
  readonly kind: OutlineKind;
  /** Never empty. */
  readonly name: string;
  readonly detail?: string | undefined;
  readonly span: Span;
  /** What is selected for it; within `span`. */
  readonly nameSpan: Span;
  readonly children: readonly OutlineEntry[];
}

/** In the order of the text. */
export function outlineOf(text: string, { pieces, statements }: Analysis): readonly OutlineEntry[] {
  const hints = attachHints(pieces);
  const own = new Map(hints.scopes.map(scope => [scope.piece, scope.own]));
  const entries = statements.map(statement => withHints(entryOf(text, statement), own.get(statement.piece) ?? []));
  const span = hull(hints.file[0]?.span, hints.file.at(-1)?.span);
  if (!span) return entries;
  const file: OutlineEntry = {
    kind: 'hints',
    name: '@ferris',
    detail: hintsInWords(hints.file),
    span,
    nameSpan: hints.file[0]!.span,
    children: [],
  };
  return [file, ...entries].toSorted((a, b) => a.span.start - b.span.start);
}

const known = new WeakMap<Statement, OutlineEntry>();

/** The same object as long as the statement is. */
function entryOf(text: string, statement: Statement): OutlineEntry {
  const before = known.get(statement);
  if (before) return before;
  const entry = makeEntry(text, statement);
  known.set(statement, entry);
  return entry;
}

function makeEntry(text: string, statement: Statement): OutlineEntry {
  const { span, piece } = statement;
  const node = statement.syntax.statement;
  const { name, detail, kind, named } = titleOf(node, statement, text);
  const place = named && wordPlace(named.node, named.property, statement);
  return {
    kind,
    name,
    detail,
    span: { start: span.start, end: piece.terminated ? piece.span.end : span.end },
    nameSpan: place && span.start <= place.start && place.end <= span.end ? place : span,
    children: node ? childrenOf(node, statement) : [],
  };
}

function childrenOf(node: ast.Statement, statement: Statement): readonly OutlineEntry[] {
  switch (node.$type) {
    case 'Create':
      return node.query ? queryParts(node.query, statement) : columnsOf(node, statement);
    case 'CreateFunction':
      return parametersOf(node, statement);
    case 'Query':
      return queryParts(node, statement);
    case 'Insert':
      return node.query ? queryParts(node.query, statement) : [];
    case 'StartJob':
    case 'DeployJob':
    case 'Explain':
      return node.statement ? childrenOf(node.statement, statement) : [];
    default:
      return [];
  }
}

function withHints(entry: OutlineEntry, hints: readonly HintLine[]): OutlineEntry {
  if (hints.length === 0) return entry;
  const detail = [entry.detail, hintsInWords(hints)].filter(part => part !== undefined).join(' · ');
  return { ...entry, detail };
}

/** `workload=trading, 4 more hints`: the one that decides most, else the first. */
function hintsInWords(hints: readonly HintLine[]): string {
  const first = hints.findLast(({ key, value }) => key === 'workload' && value) ?? hints[0]!;
  const said = first.value ? `${first.key}=${first.value}` : first.key;
  const more = hints.length - 1;
  return `@ferris:${said}${more === 0 ? '' : `, ${more} more hint${more === 1 ? '' : 's'}`}`;
}
