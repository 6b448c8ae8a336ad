/** The part of an object that a manager has set, read from the server's own record of it. */
import type { FieldTree, LiveObject } from './live-object.ts';

/** What a manager owns by applying; undefined when nothing. */
export const ownedBy = (object: LiveObject, manager: string): FieldTree | undefined =>
  object.metadata.managedFields?.find(
    one => one.manager === manager && one.operation === 'Apply' && one.subresource === undefined,
  )?.fieldsV1;

/** The fields of either. */
export function unionOf(a: FieldTree, b: FieldTree): FieldTree {
  const all: Record<string, FieldTree> = { ...a };
  // An empty tree is all of a value, so it includes what the other names in it.
  for (const [key, tree] of Object.entries(b))
    all[key] = key in all && !isWhole(all[key]!) && !isWhole(tree) ? unionOf(all[key]!, tree) : wholeOf(all[key], tree);
  return all;
}

const isWhole = (tree: FieldTree): boolean => Object.keys(tree).length === 0;
const wholeOf = (a: FieldTree | undefined, b: FieldTree): FieldTree => (a && isWhole(a) ? a : b);

/** The named fields of a value as far as it has them; a copy. */
export function pick(value: unknown, tree: FieldTree): unknown {
  const keys = Object.keys(tree).filter(key => key !== '.');
  if (Array.isArray(value)) return keys.length === 0 ? (isWhole(tree) ? value : []) : pickItems(value, tree);
  if (value === null || typeof value !== 'object') return value;
  if (keys.length === 0) return isWhole(tree) ? value : {};
  const from = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    keys
      .filter(key => key.startsWith('f:') && Object.hasOwn(from, key.slice(2)))
      .map(key => [key.slice(2), pick(from[key.slice(2)], tree[key]!)]),
  );
}

/** In the order of the list. */
function pickItems(list: readonly unknown[], tree: FieldTree): unknown[] {
  const named = Object.entries(tree).map(([key, inner]) => ({ kind: key.slice(0, 2), name: key.slice(2), inner }));
  return list.flatMap((item, index) => {
    for (const { kind, name, inner } of named) {
      if (kind === 'i:' && name === String(index)) return [pick(item, inner)];
      if (kind === 'v:' && JSON.stringify(item) === JSON.stringify(JSON.parse(name))) return [item];
      if (kind !== 'k:') continue;
      const key = JSON.parse(name) as Readonly<Record<string, unknown>>;
      const fields = item as Readonly<Record<string, unknown>>;
      // What tells the item from the others belongs to it, whoever has set it.
      if (Object.keys(key).every(one => fields[one] === key[one]))
        return [{ ...key, ...(pick(item, inner) as object) }];
    }
    return [];
  });
}
