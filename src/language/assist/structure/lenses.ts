/** What is offered above a statement: to run it, to see how it runs and what it becomes, who reads it. */
import type { Analysis, Statement } from '../../analyze.ts';
import { attachHints } from '../../hints/attach.ts';
import { nameOf } from '../../names/text-of.ts';
import { nodesIn } from '../../rules/sql/syntax-nodes.ts';
import type { Span } from '../../text/span.ts';
import type { Located, Workspace } from '../../workspace/workspace.ts';
import { wordPlace } from './nodes.ts';

/** `price`: what its deployment costs; `consumers`: how many statements read what it makes. */
export type LensKind = 'run' | 'explain' | 'preview' | 'price' | 'consumers';

export interface Lens {
  readonly kind: LensKind;
  readonly statement: Statement;
}

/**
 * In the order in which they stand side by side. Preview and price only where hints hold or a job is named: who tries
 * out a query does not want to know what it would cost to keep.
 * @param path of the file in the workspace
 */
export function lensesOf(workspace: Workspace, path: string, { pieces, statements }: Analysis): readonly Lens[] {
  const deployed = new Set(
    attachHints(pieces)
      .scopes.filter(({ effective }) => effective.size > 0)
      .map(({ piece }) => piece),
  );
  return statements.flatMap(statement => {
    const { runnable, bound, piece } = statement;
    const write = bound?.kind === 'query' ? bound : undefined;
    const kept = write !== undefined && (deployed.has(piece) || write.job !== undefined);
    const kinds: LensKind[] = [];
    if (runnable) kinds.push('run', 'explain');
    if (kept) kinds.push('preview', 'price');
    if (madeBy(workspace, path, statement)) kinds.push('consumers');
    return kinds.map(kind => ({ kind, statement }));
  });
}

/** The stream or table that a statement makes, if it is the one that its name stands for. */
export function madeBy(
  workspace: Workspace,
  path: string,
  { meaning, index }: Statement,
): { readonly name: string; readonly kind: 'stream' | 'table' } | undefined {
  const made =
    meaning?.kind === 'source'
      ? { name: meaning.relation.name, kind: meaning.relation.kind }
      : meaning?.kind === 'query' && !meaning.bare
        ? { name: meaning.target, kind: meaning.outputKind }
        : undefined;
  const declaring = made && workspace.declaring(made.name, path);
  return declaring?.path === path && declaring.statement.index === index ? made : undefined;
}

export interface Consumer {
  readonly path: string;
  /** Where the statement names it. */
  readonly span: Span;
}

/** The statements that read what another one makes, itself left out; each once. */
export function consumersOf(workspace: Workspace, path: string, name: string, maker: Statement): readonly Consumer[] {
  const isMaker = (one: Located): boolean => one.path === path && one.statement.index === maker.index;
  return workspace
    .readersOf(name, path)
    .filter(one => !isMaker(one))
    .map(({ path: where, statement }) => ({ path: where, span: nameIn(statement, name) ?? statement.span }));
}

/** Where a statement first names a relation that it reads. */
function nameIn(statement: Statement, name: string): Span | undefined {
  const root = statement.syntax.statement;
  if (!root) return undefined;
  const node = [...nodesIn(root, 'NamedRelation'), ...nodesIn(root, 'TableOperand')].find(
    one => one.name && nameOf(one.name).toLowerCase() === name.toLowerCase(),
  );
  return node && wordPlace(node, 'name', statement);
}
