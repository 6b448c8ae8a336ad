/** The queries of a statement: the outermost, the branches of its unions, and those after FROM and in WITH. */
import type { BoundInput, BoundQuery, BoundStatement } from '../../names/bound.ts';

/** Each once, though a common table expression may be read twice. */
export function queriesOf(statement: BoundStatement | undefined): readonly BoundQuery[] {
  const found = new Set<BoundQuery>();
  const query = (one: BoundQuery): void => {
    if (found.has(one)) return;
    found.add(one);
    input(one.input);
    for (const branch of one.unions) query(branch.query);
  };
  const input = (one: BoundInput): void => {
    if (one.kind === 'query') query(one.query);
    if (one.kind === 'match') input(one.input);
    if (one.kind !== 'join') return;
    input(one.left);
    input(one.right);
  };
  if (statement?.kind === 'explain') return queriesOf(statement.statement);
  if (statement?.kind === 'query') query(statement.query);
  return [...found];
}
