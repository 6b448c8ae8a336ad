/** Lineage over the statements of a workspace. */
import type { BoundStatement, BoundWrite } from '../../names/bound.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { type Lineages, lineages, type Writer } from './lineage.ts';

/** What a statement writes; of EXPLAIN what the statement in it would. */
export function writeIn(statement: BoundStatement): BoundWrite | undefined {
  const inner = statement.kind === 'explain' ? statement.statement : statement;
  return inner.kind === 'query' ? inner : undefined;
}

/** For one request: what is found is kept until it is thrown away. */
export const lineagesOf = (workspace: Workspace): Lineages =>
  lineages((relation, path) =>
    workspace.writersOf(relation.name, path).flatMap(({ statement, path: where }): Writer[] => {
      const write = statement.meaning && writeIn(statement.meaning);
      return write ? [{ write, path: where }] : [];
    }),
  );
