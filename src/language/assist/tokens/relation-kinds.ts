/** Which of the relations that a statement reads or writes are tables: the rest are streams. */
import type { BoundInput, BoundQuery, BoundStatement } from '../../names/bound.ts';

/** Names in lower case, of what FROM and JOIN read anywhere outside expressions, and of the target. */
export function tableNames(statement: BoundStatement | undefined): ReadonlySet<string> {
  const names = new Set<string>();
  const seen = new Set<BoundQuery>();
  const input = (one: BoundInput): void => {
    switch (one.kind) {
      case 'relation':
        if (one.relation.kind === 'table') names.add(one.relation.name.toLowerCase());
        break;
      case 'query':
        query(one.query);
        break;
      case 'match':
        input(one.input);
        break;
      case 'join':
        input(one.left);
        input(one.right);
        break;
    }
  };
  const query = (one: BoundQuery): void => {
    if (seen.has(one)) return;
    seen.add(one);
    input(one.input);
    for (const branch of one.unions) query(branch.query);
  };
  const visit = (one: BoundStatement): void => {
    if (one.kind === 'explain') visit(one.statement);
    if (one.kind !== 'query') return;
    query(one.query);
    if (one.into?.kind === 'table') names.add(one.into.name.toLowerCase());
  };
  if (statement) visit(statement);
  return names;
}
