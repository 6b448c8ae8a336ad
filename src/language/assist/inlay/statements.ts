/** The notes within statements: columns, types and lengths of time. */
import type { Analysis, Statement } from '../../analyze.ts';
import type { Span } from '../../text/span.ts';
import { columnInlays } from './columns.ts';
import { type Inlay, isIn } from './hint.ts';
import { lengthInlays } from './lengths.ts';
import { queriesOf } from './queries.ts';

/** @param range in offsets: nothing outside of it is worked out */
export function statementInlays({ statements }: Analysis, range: Span): readonly Inlay[] {
  const found: Inlay[] = [];
  for (let i = firstBehind(statements, range.start); i < statements.length; i++) {
    const statement = statements[i]!;
    if (statement.span.start > range.end) break;
    for (const { at, ...more } of inlaysOf(statement))
      if (isIn(at + statement.offset, range)) found.push({ ...more, at: at + statement.offset });
  }
  return found;
}

/** The first statement that does not end before an offset. */
function firstBehind(statements: readonly Statement[], offset: number): number {
  let low = 0;
  let high = statements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (statements[middle]!.span.end < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Known {
  readonly meaning: Statement['meaning'];
  readonly inlays: readonly Inlay[];
}

const known = new WeakMap<Statement['syntax'], Known>();

/** Places count from where the statement's text begins: one that only moved keeps them. */
function inlaysOf({ syntax, meaning }: Statement): readonly Inlay[] {
  const before = known.get(syntax);
  if (before && before.meaning === meaning) return before.inlays;
  const inlays = [...queriesOf(meaning).flatMap(query => columnInlays(query, 0)), ...lengthInlays(syntax, 0)];
  known.set(syntax, { meaning, inlays });
  return inlays;
}
