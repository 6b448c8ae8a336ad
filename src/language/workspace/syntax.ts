/** What a statement's tree says by itself, before any name is resolved: what it declares, and what it reads. */

import type { AstNode } from 'langium';
import type * as ast from '../grammar/generated/ast.ts';
import { parsePiece, spanOfProperty } from '../grammar/parse.ts';
import { nameOf, stringOf } from '../names/text-of.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import type { Piece } from '../text/scan.ts';
import type { Span } from '../text/span.ts';

export interface DeclaredName {
  readonly space: 'relation' | 'function' | 'job';
  readonly name: string;
  /** In the statement's text. */
  readonly span: Span;
  /** A definition proper. Not so: what only comes into being because rows are written to it. */
  readonly strong: boolean;
  /** IF NOT EXISTS and OR REPLACE get along with another definition. */
  readonly yields: boolean;
  /** Of DEPLOY JOB: several versions of one job may stand side by side. */
  readonly version: string | undefined;
}

/** The parsed text of one piece. The same object for as long as the text is the same: what was computed hangs on it. */
export interface StatementSyntax {
  readonly text: string;
  readonly tree: ast.Piece;
  /** Syntax errors, positions in the statement's text. */
  readonly problems: readonly Diagnostic[];
  readonly declares: readonly DeclaredName[];
  /** Names after FROM and JOIN anywhere in it, in lower case, without its own CTEs. */
  readonly reads: readonly string[];
  /** Names behind INSERT INTO and INTO. */
  readonly writes: readonly string[];
  readonly isSource: boolean;
}

export function readSyntax(text: string, piece: Piece): StatementSyntax {
  const { tree, problems } = parsePiece(text);
  const scanned: Diagnostic[] = piece.problems.map(({ span, message }) => ({
    rule: 'sql/syntax',
    severity: 'error',
    message,
    span: { start: span.start - piece.span.start, end: span.end - piece.span.start },
  }));
  const { statement } = tree;
  return {
    text,
    tree,
    problems: scanned.length > 0 ? scanned : problems,
    declares: statement ? declaredNames(statement) : [],
    reads: statement ? readNames(statement) : [],
    writes: statement ? writtenNames(statement) : [],
    isSource: statement?.$type === 'Create' && !statement.query,
  };
}

function declaredNames(node: ast.Statement): DeclaredName[] {
  const named = (
    space: DeclaredName['space'],
    of: AstNode & { readonly name?: string },
    more: Partial<DeclaredName> = {},
  ): DeclaredName[] =>
    of.name
      ? [
          {
            space,
            name: nameOf(of.name),
            span: spanOfProperty(of, 'name'),
            strong: true,
            yields: false,
            version: undefined,
            ...more,
          },
        ]
      : [];
  switch (node.$type) {
    case 'Create':
      return named('relation', node, { yields: node.ifNotExists || node.orReplace });
    case 'CreateFunction':
      return named('function', node, { yields: node.ifNotExists || node.orReplace });
    case 'Query': {
      const into = intoOf(node);
      return into?.target ? [written(into.target, spanOfProperty(into, 'target'))] : [];
    }
    case 'Insert':
      return node.target && node.query ? [written(node.target, spanOfProperty(node, 'target'))] : [];
    case 'StartJob':
      return [...named('job', node), ...(node.statement ? declaredNames(node.statement) : []), ...jobOutput(node)];
    case 'DeployJob':
      return [
        ...named('job', node, { version: node.version === undefined ? undefined : stringOf(node.version) }),
        ...(node.statement ? declaredNames(node.statement) : []),
        ...jobOutput(node),
      ];
    default:
      return [];
  }
}

/** What comes into being because rows are written to it. */
const written = (name: string, span: Span): DeclaredName => ({
  space: 'relation',
  name: nameOf(name),
  span,
  strong: false,
  yields: true,
  version: undefined,
});

/** INTO, also behind the last branch of a UNION. */
const intoOf = (node: ast.Query): ast.IntoClause | undefined =>
  [...node.clauses, ...node.unions.flatMap(union => union.query?.clauses ?? [])].find(
    (clause): clause is ast.IntoClause => clause.$type === 'IntoClause',
  );

/** A bare SELECT in a job writes to a topic of the job's name. */
function jobOutput(node: ast.StartJob | ast.DeployJob): DeclaredName[] {
  if (node.statement?.$type !== 'Query' || !node.name || declaredNames(node.statement).length > 0) return [];
  return [written(node.name, spanOfProperty(node, 'name'))];
}

function writtenNames(node: ast.Statement): readonly string[] {
  switch (node.$type) {
    case 'Query': {
      const target = intoOf(node)?.target;
      return target ? [nameOf(target)] : [];
    }
    case 'Insert':
      return node.target ? [nameOf(node.target)] : [];
    case 'StartJob':
    case 'DeployJob':
    case 'Explain':
      return node.statement ? writtenNames(node.statement) : [];
    default:
      return [];
  }
}

function readNames(statement: ast.Statement): string[] {
  const names = new Set<string>();
  const visit = (value: unknown, ctes: ReadonlySet<string>): void => {
    if (Array.isArray(value)) {
      for (const one of value) visit(one, ctes);
      return;
    }
    if (typeof value !== 'object' || value === null || !('$type' in value)) return;
    const node = value as AstNode & { readonly name?: string; readonly ctes?: readonly ast.CommonTable[] };
    let within = ctes;
    if (node.$type === 'Query' && node.ctes && node.ctes.length > 0)
      within = new Set([...ctes, ...node.ctes.map(cte => nameOf(cte.name ?? '').toLowerCase())]);
    if ((node.$type === 'NamedRelation' || node.$type === 'TableOperand') && node.name) {
      const name = nameOf(node.name).toLowerCase();
      if (!within.has(name)) names.add(name);
    }
    for (const key in node) {
      const child: unknown = node[key as keyof AstNode];
      if (typeof child === 'object' && !key.startsWith('$')) visit(child, within);
    }
  };
  visit(statement, new Set());
  return [...names];
}
