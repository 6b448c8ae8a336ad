/** What a schema file says about a relation, whatever its format: plain data for binding, hover and quick fixes. */
import type { Diagnostic, Severity } from '../text/diagnostic.ts';
import type { Span } from '../text/span.ts';
import type { SqlType } from '../types/sql-type.ts';

export interface SchemaColumn {
  readonly name: string;
  readonly type: SqlType;
  /** Every record has it and it is never NULL. A sample cannot promise that. */
  readonly required: boolean;
  /** What the file says about it: an Avro `doc`, a Protobuf comment, in how many records of a sample it was. */
  readonly doc?: string;
  /** Its name in the schema file. */
  readonly span: Span;
}

export interface SchemaResult {
  /** In the file's order; those that could be read when there are problems. */
  readonly columns: readonly SchemaColumn[];
  /** Their spans are offsets into the schema file's text. */
  readonly problems: readonly Diagnostic[];
  /** What the columns are of, for a hover: `Avro record com.acme.Trade`. */
  readonly title: string;
}

/** What one reading gathers on its way. */
export class Findings {
  readonly list: Diagnostic[] = [];

  add(severity: Severity, rule: string, span: Span, message: string, more: Partial<Diagnostic> = {}): void {
    this.list.push({ rule, severity, message, span, ...more });
  }

  error(rule: string, span: Span, message: string, more: Partial<Diagnostic> = {}): void {
    this.add('error', rule, span, message, more);
  }

  /** In the order of the text. */
  sorted(): readonly Diagnostic[] {
    return this.list.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  }
}
