/** What a SELECT without FROM reads. */

/** One row of no columns at time 0, then the end. `append`. */
export interface OneRowNode {
  readonly node: 'one-row';
}
