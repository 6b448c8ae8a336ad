/** What a file declares is read: a source that nothing reads, or a common table, is left over. */
import type { AstNode } from 'langium';
import type * as ast from '../../grammar/generated/ast.ts';
import { spanOf, spanOfProperty } from '../../grammar/parse.ts';
import { nameOf } from '../../names/text-of.ts';
import type { Fix } from '../../text/diagnostic.ts';
import { type Span, shift } from '../../text/span.ts';
import { defineRule } from '../define.ts';
import type { FileSubject } from './check.ts';
import { ALERTS, ORDERS } from './examples.ts';
import { allNodes, nodesIn, textsOf } from './syntax-nodes.ts';

const QUERY = 'SELECT order_id, amount FROM orders WHERE amount > 100;\n';

export const unusedStream = defineRule<FileSubject>({
  id: 'sql/unused-stream',
  severity: 'info',
  tag: 'unnecessary',
  title: 'What is declared is read',
  why: 'A declared source that no statement of any file reads or writes, and a common table (`WITH name AS`) that its query does not read, do nothing: mostly they are left over, or another name was meant. What CREATE … AS and INSERT write goes to a topic that others read, so it is never unused. A file of declarations alone is a library, and stays as it is.',
  bad: `${ORDERS}${ALERTS}${QUERY}`,
  good: `${ORDERS}${QUERY}`,
  check: ({ statements, readElsewhere }, report) => {
    // What has errors may mean anything by its names.
    if (statements.some(({ bound }) => bound === undefined)) return;
    const uses = usesOf(statements);
    const isLibrary = !statements.some(({ meaning }) => meaning?.kind === 'query' || meaning?.kind === 'explain');
    for (const { syntax, meaning, offset } of statements) {
      const { statement } = syntax;
      if (!statement) continue;
      for (const { at, name, fix } of unusedTables(statement))
        report(shift(at, offset), {
          message: `nothing reads '${name}'`,
          help: 'leave it out',
          fixes: [{ ...fix, edits: fix.edits.map(edit => ({ ...edit, span: shift(edit.span, offset) })) }],
        });
      if (isLibrary || meaning?.kind !== 'source') continue;
      const { name } = meaning.relation;
      if (readElsewhere(name) || uses.get(name.toLowerCase())! > 1) continue;
      report(shift(spanOfProperty(statement, 'name'), offset), {
        message: `nothing reads or writes '${name}'`,
        help: 'leave it out, or read it',
      });
    }
  },
});

/** In how many statements the name of each source stands, its own with them. */
function usesOf(statements: FileSubject['statements']): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  for (const { meaning } of statements)
    if (meaning?.kind === 'source') uses.set(meaning.relation.name.toLowerCase(), 0);
  if (uses.size > 0)
    for (const { syntax } of statements)
      for (const word of wordsOf(syntax)) {
        const count = uses.get(word);
        if (count !== undefined) uses.set(word, count + 1);
      }
  return uses;
}

const known = new WeakMap<ast.Piece, ReadonlySet<string>>();

/** What speaks of values: most of a statement, and never the only place that names a source. */
const OF_ROWS: ReadonlySet<string> = new Set([
  ...['ColumnName', 'Member', 'Call', 'StringLiteral', 'IntegerLiteral', 'DecimalLiteral', 'DoubleLiteral'],
  ...['BooleanLiteral', 'NullLiteral', 'ExpressionItem', 'ColumnDefinition', 'TypeName'],
]);

/** All names in a statement beside those of columns. */
function wordsOf(piece: ast.Piece): ReadonlySet<string> {
  let words = known.get(piece);
  if (!words) {
    const found = new Set<string>();
    if (piece.statement)
      for (const node of allNodes(piece.statement))
        if (!OF_ROWS.has(node.$type)) textsOf(node, text => found.add(nameOf(text).toLowerCase()));
    known.set(piece, found);
    words = found;
  }
  return words;
}

interface UnusedTable {
  readonly at: Span;
  readonly name: string;
  readonly fix: Fix;
}

const knownTables = new WeakMap<ast.Statement, readonly UnusedTable[]>();

function unusedTables(statement: ast.Statement): readonly UnusedTable[] {
  let found = knownTables.get(statement);
  if (!found) {
    found = nodesIn(statement, 'Query').flatMap(query =>
      query.ctes.flatMap((table, i) => {
        const name = nameOf(table.name ?? '');
        const own = new Set(allNodes(table));
        const isRead = allNodes(statement).some(node => !own.has(node) && hasName(node, name.toLowerCase()));
        const at = spanOfProperty(table, 'name');
        return isRead ? [] : [{ at, name, fix: { title: `Leave '${name}' out`, edits: [without(query, i)] } }];
      }),
    );
    knownTables.set(statement, found);
  }
  return found;
}

function hasName(node: AstNode, name: string): boolean {
  let found = false;
  textsOf(node, text => {
    found ||= nameOf(text).toLowerCase() === name;
  });
  return found;
}

/** Takes the index-th common table away, and WITH when it is the only one. */
function without(query: ast.Query, index: number): Fix['edits'][number] {
  const spans = query.ctes.map(table => spanOf(table));
  const { start, end } = spans[index]!;
  const next = spans[index + 1];
  const before = spans[index - 1];
  if (next) return { span: { start, end: next.start }, text: '' };
  if (before) return { span: { start: before.end, end }, text: '' };
  const place = query.$cstNode;
  const after = place?.text.slice(end - place.offset) ?? '';
  return {
    span: { start: spanOf(query).start, end: end + after.length - after.trimStart().length },
    text: '',
  };
}
