/** What signature help shows: how something is written, and which part of it the cursor is in. */
import type { Span } from '../../text/span.ts';

export interface SignatureParameter {
  /** In the label. */
  readonly span: Span;
  /** Markdown. */
  readonly doc?: string;
}

export interface SignatureText {
  /** `SUBSTRING(text STRING, start BIGINT [, length BIGINT]) → STRING` */
  readonly label: string;
  readonly parameters: readonly SignatureParameter[];
  /** Markdown. */
  readonly doc?: string;
}

export interface SignatureHelp {
  readonly signatures: readonly SignatureText[];
  /** The one that is most likely meant. */
  readonly active: number;
  /** Of the active one; undefined: none of them. */
  readonly parameter: number | undefined;
}

/** @param parts of the label in their order, each a parameter */
export function signatureText(label: string, parts: readonly string[], doc?: string): SignatureText {
  let from = label.search(/[([=]/) + 1;
  const parameters = parts.map(part => {
    const start = Math.max(0, label.indexOf(part, from));
    from = start + part.length;
    return { span: { start, end: from } };
  });
  return { label, parameters, ...(doc === undefined ? {} : { doc }) };
}
