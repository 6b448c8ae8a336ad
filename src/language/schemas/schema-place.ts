/** Where in a schema file something is that a job cannot run with. */
import { linesOf } from '../text/lines.ts';
import type { Span } from '../text/span.ts';

/** The schema of a format, as the plan has it. */
export interface SchemaOf {
  /** The text. */
  readonly schema?: string | undefined;
  /** As SQL names it; absent: the text is of no file. */
  readonly file?: string | undefined;
}

/** For the end of a message: ` (schemas/trades.avsc:2:37)`, line and column from 1; empty where the schema is of no file. */
export function placeIn({ schema, file }: SchemaOf, span: Span | undefined): string {
  if (schema === undefined || file === undefined || span === undefined) return '';
  const { line, column } = linesOf(schema).positionAt(span.start);
  return ` (${file}:${line + 1}:${column + 1})`;
}
