/** Reads manifests that others wrote: nothing in them need be what its name promises. */

/** What is at a path; undefined where something on the way is missing. */
export const inside = (value: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (outer, key) =>
      outer !== null && typeof outer === 'object' && Object.hasOwn(outer, key)
        ? (outer as Record<string | number, unknown>)[key]
        : undefined,
    value,
  );

/** A text, or a number or truth value as one; undefined for anything else and for an empty text. */
export const textOf = (value: unknown): string | undefined =>
  (typeof value === 'string' && value.trim() !== '') || typeof value === 'number' || typeof value === 'boolean'
    ? String(value).trim()
    : undefined;

export const textAt = (value: unknown, ...path: readonly (string | number)[]): string | undefined =>
  textOf(inside(value, ...path));

/** Undefined for what is no number. */
export function numberAt(value: unknown, ...path: readonly (string | number)[]): number | undefined {
  const text = textAt(value, ...path);
  return text === undefined || Number.isNaN(Number(text)) ? undefined : Number(text);
}

/** Empty for what is no list. */
export const listAt = (value: unknown, ...path: readonly (string | number)[]): readonly unknown[] => {
  const found = inside(value, ...path);
  return Array.isArray(found) ? found : [];
};

/** Empty for what is no map. */
export function entriesAt(
  value: unknown,
  ...path: readonly (string | number)[]
): readonly (readonly [string, unknown])[] {
  const found = inside(value, ...path);
  return found !== null && typeof found === 'object' && !Array.isArray(found) ? Object.entries(found) : [];
}

/** The entries that are texts. */
export const textsAt = (value: unknown, ...path: readonly (string | number)[]): Record<string, string> =>
  Object.fromEntries(
    entriesAt(value, ...path).flatMap(([key, one]) => {
      const text = textOf(one);
      return text === undefined ? [] : [[key, text] as const];
    }),
  );
