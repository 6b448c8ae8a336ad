/** Members of Debezium's envelope that a column of their name gets where the row has no such field. */
export const ENVELOPE_COLUMNS: ReadonlySet<string> = new Set([
  'op',
  'ts_ms',
  'ts_us',
  'ts_ns',
  'source',
  'transaction',
]);
