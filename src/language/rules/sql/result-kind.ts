/** What the rows of an input are: each for itself, or the newest state of something; and whether they end. */
import type { BoundInput, BoundQuery } from '../../names/bound.ts';
import { isTopN } from './top-n.ts';

/**
 * `stream`: rows that stay as they are. `changing`: rows that later ones replace or delete (a table, groups without a
 * window, a Top-N). `finite`: rows that end by themselves.
 */
export type ResultKind = 'stream' | 'changing' | 'finite';

export function kindOfInput(input: BoundInput): ResultKind {
  switch (input.kind) {
    case 'one-row':
    case 'values':
    case 'unnest':
      return 'finite';
    case 'relation':
      if (input.relation.kind === 'table' || input.relation.retracts || input.asOf) return 'changing';
      return input.relation.origin.kind === 'uri' && /^file:/i.test(input.relation.name) ? 'finite' : 'stream';
    case 'query':
      return kindOfQuery(input.query);
    case 'match':
      return kindOfInput(input.input);
    case 'join': {
      // What a LATERAL query gives goes with the rows to its left.
      if (input.right.kind === 'query' && input.right.captured) return kindOfInput(input.left);
      const sides = [kindOfInput(input.left), kindOfInput(input.right)];
      return sides.includes('stream') ? 'stream' : sides.includes('changing') ? 'changing' : 'finite';
    }
  }
}

export function kindOfQuery(query: BoundQuery): ResultKind {
  const kinds = [ownKind(query), ...query.unions.map(union => kindOfQuery(union.query))];
  return kinds.includes('stream') ? 'stream' : kinds.includes('changing') ? 'changing' : 'finite';
}

/** Whether a window's group comes out more than once. */
const isRevised = ({ emit, window }: BoundQuery): boolean =>
  (emit !== undefined && emit.mode !== 'FINAL') || window?.window.late?.strategy === 'update_previous';

/** Whether rows of it are replaced also where the input ends: a table's, not those of groups that come out once. */
export function changesToTheEnd(input: BoundInput): boolean {
  switch (input.kind) {
    case 'relation':
      return kindOfInput(input) === 'changing';
    case 'query': {
      const { query } = input;
      if (query.aggregation) return query.emit?.mode === 'CHANGES' || query.emit?.mode === 'EVERY';
      if (isTopN(query) || query.limit !== undefined) return false;
      return kindOfQuery(query) === 'changing' && changesToTheEnd(query.input);
    }
    case 'match':
      return changesToTheEnd(input.input);
    case 'join':
      return changesToTheEnd(input.left) || changesToTheEnd(input.right);
    default:
      return false;
  }
}

function ownKind(query: BoundQuery): ResultKind {
  const kind = kindOfInput(query.input);
  if (kind === 'finite' || (query.limit !== undefined && query.orderBy.length === 0)) return 'finite';
  if (query.aggregation) return query.window && !isRevised(query) ? 'stream' : 'changing';
  if (isTopN(query) || query.limit !== undefined) return 'changing';
  return kind;
}
