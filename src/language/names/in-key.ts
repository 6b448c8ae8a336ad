/** Whether a column can be read from the record's key, and how. */

/** Parts of a column's origin. */
export const inKey = (
  primaryKey: readonly string[],
  column: string,
): { readonly keyFallback: boolean; readonly keyMember?: true } => {
  const keyFallback = primaryKey.includes(column);
  return keyFallback && primaryKey.length > 1 ? { keyFallback, keyMember: true } : { keyFallback };
};
