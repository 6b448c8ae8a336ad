/** Where something stands in a text: UTF-16 offsets, as JavaScript strings and LSP count them. */
export interface Span {
  /** First code unit. */
  readonly start: number;
  /** One past the last code unit. */
  readonly end: number;
}

/** The same span, further along: positions inside a piece become positions in its file. */
export const shift = (span: Span, by: number): Span => ({ start: span.start + by, end: span.end + by });
