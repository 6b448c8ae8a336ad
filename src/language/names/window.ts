/** Reads a tumbling window in each of its spellings (DIALECT §3): in WINDOW, in GROUP BY, around a relation. */
import type { AstNode } from 'langium';
import type * as ast from '../grammar/generated/ast.ts';
import type { Span } from '../text/span.ts';
import { durationOf } from './bind-expression.ts';
import type { Reporter } from './report.ts';
import { nameOf } from './text-of.ts';

export interface WindowSyntax {
  readonly sizeMs: number;
  /** Undefined: not said here. */
  readonly graceMs: number | undefined;
  /** The time column, when one is named. */
  readonly time: ast.Expression | undefined;
  readonly span: Span;
}

const LATER = new Set(['SLIDING', 'HOPPING', 'HOP', 'SESSION', 'CUMULATE']);
export const isTumbling = (word: string): boolean => ['TUMBLING', 'TUMBLE'].includes(word.toUpperCase());

export function readWindow(
  kind: string,
  args: readonly ast.Expression[],
  grace: ast.Expression | undefined,
  node: AstNode,
  reporter: Reporter,
): WindowSyntax | undefined {
  const word = nameOf(kind).toUpperCase();
  const span = reporter.at(node);
  if (LATER.has(word)) {
    reporter.report('sql/not-yet', span, `a ${word} window is understood but cannot run yet`, {
      help: 'WINDOW TUMBLING(…) runs',
    });
    return undefined;
  }
  if (!isTumbling(word)) {
    reporter.report('sql/window', span, `there is no window ${word}`, {
      help: "write WINDOW TUMBLING(INTERVAL '1' MINUTE)",
    });
    return undefined;
  }
  const sizes = args.filter(arg => durationOf(arg) !== undefined);
  const times = args.filter(arg => durationOf(arg) === undefined);
  if (sizes.length !== 1 || times.length > 1) {
    reporter.report(
      'sql/window',
      span,
      `${word} takes one duration and, if the time is not the declared one, a column`,
      { help: `as in ${word}(event_time, INTERVAL '1' MINUTE)` },
    );
    return undefined;
  }
  const sizeMs = durationOf(sizes[0]!)!;
  const graceMs = grace ? durationOf(grace) : undefined;
  if (!(sizeMs > 0)) reporter.report('sql/window', reporter.at(sizes[0]), 'a window must be longer than zero');
  if (grace && graceMs === undefined)
    reporter.report('sql/window', reporter.at(grace), 'GRACE takes a duration, such as 10s');
  return sizeMs > 0 ? { sizeMs, graceMs, time: times[0], span } : undefined;
}
