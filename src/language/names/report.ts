/** How binding tells what it found, with positions in the piece turned into positions in the file. */
import type { AstNode } from 'langium';
import { spanOf } from '../grammar/parse.ts';
import { usualSeverity } from '../rules/sql/described.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import { type Span, shift } from '../text/span.ts';
import type { NameRecorder } from './record/recorder.ts';
import type { Scope } from './scope.ts';
import type { TypedExpression } from './typed-expression.ts';

export type Details = Partial<Pick<Diagnostic, 'help' | 'fixes' | 'related' | 'severity'>>;

export interface Reporter {
  /** Position of a node of this piece in the file. */
  at(node: AstNode | undefined): Span;
  /** Position in the file of a span of this piece. */
  shifted(span: Span): Span;
  report(rule: string, span: Span, message: string, details?: Details): void;
  readonly failed: boolean;
  /** Where it is wanted: who writes down what each name was bound to. */
  readonly names: NameRecorder | undefined;
  /** Where it is wanted: told of each expression as it is bound, before rows are grouped, and of what its columns are of. */
  readonly typed: ((expression: TypedExpression, scope: Scope) => void) | undefined;
}

/** @param offset where the piece begins in its file */
export function reporter(
  offset: number,
  into: Diagnostic[],
  names?: NameRecorder,
  typed?: Reporter['typed'],
): Reporter {
  let failed = false;
  /** What was said already, so that it is said once. */
  const said = new Set<string>();
  return {
    names,
    typed,
    at: node => shift(spanOf(node), offset),
    shifted: span => shift(span, offset),
    report(rule, span, message, details = {}) {
      const severity = details.severity ?? usualSeverity(rule);
      if (severity === 'error') failed = true;
      const key = `${rule} ${span.start} ${span.end} ${message}`;
      if (said.has(key)) return;
      said.add(key);
      into.push({ rule, message, span, ...details, severity });
    },
    get failed() {
      return failed;
    },
  };
}
