/** Which statement of a file is meant by a position in it. */
import type { Statement } from '../analyze.ts';

/** The statement whose text, comments above it included, holds a position; undefined in a file without any. */
export function statementAt(statements: readonly Statement[], offset: number): Statement | undefined {
  let [low, high] = [0, statements.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (statements[middle]!.offset <= offset) low = middle;
    else high = middle - 1;
  }
  return statements[low];
}
