/** What a manifest says: as hints, and what no hint can say. */

export interface Said {
  readonly hints: readonly ReadHint[];
  readonly unsaid: readonly Unsaid[];
}

export interface ReadHint {
  readonly key: string;
  readonly value: string;
}

/** A line for the reader, such as `sidecar 'istio-proxy'`, with what becomes of it. */
export type Unsaid = string;

/** A hint where there is a value for it. */
export const hintOf = (key: string, value: string | number | undefined): readonly ReadHint[] =>
  value === undefined ? [] : [{ key, value: String(value) }];

export const allOf = (parts: readonly Said[]): Said => ({
  hints: parts.flatMap(part => part.hints),
  unsaid: parts.flatMap(part => part.unsaid),
});
