/** Cases of one kind only, for who works on it: `npm test -- judge --only join --cases 500`. */
import type { Case, Expr, Query } from './tree.ts';

const over = ({ items, input }: Query): boolean =>
  items.some(({ expr }) => expr.op.startsWith('over ')) || (input.kind === 'query' && over(input.query));

const isAsked = (expr: Expr): boolean => expr.sub !== undefined || expr.args.some(isAsked);
const asks = ({ where, items, group }: Query): boolean =>
  [where, group?.having, ...items.map(({ expr }) => expr)].some(expr => expr !== undefined && isAsked(expr));

const kinds: Readonly<Record<string, (query: Query) => boolean>> = {
  window: ({ window }) => window !== undefined,
  session: ({ window }) => window?.kind === 'session',
  group: ({ group }) => group !== undefined,
  join: ({ input }) => input.kind === 'join',
  'as-of': ({ input }) => input.kind === 'as of',
  tables: ({ input }) => input.kind === 'tables',
  subquery: query => asks(query),
  lateral: ({ input }) => input.kind === 'lateral',
  over,
  query: ({ input }) => input.kind === 'query',
  union: ({ union }) => union !== undefined,
  distinct: ({ distinct }) => distinct,
  order: ({ order }) => order !== undefined,
};

/** What JUDGE_ONLY asks for; everything when it is not set. Throws for an unknown kind. */
export function wanted(): (given: Case) => boolean {
  const only = process.env.JUDGE_ONLY;
  if (only === undefined) return () => true;
  const kind = kinds[only];
  if (!kind) throw new Error(`there are no cases of the kind '${only}': one of ${Object.keys(kinds).join(', ')}`);
  return ({ query }) => kind(query);
}
