/** Where a line stands, without the spaces at its end. */
import type { Span } from './span.ts';

/** @param line from 1 */
export function lineSpan(text: string, line: number): Span {
  const lines = text.split('\n');
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  const start = Math.min(before, text.length);
  return { start, end: Math.min(start + (lines[line - 1]?.trimEnd().length ?? 0), text.length) };
}
