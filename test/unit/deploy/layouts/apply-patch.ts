/** Applies a strategic merge patch as far as ours use it: maps are merged, null deletes, containers and variables go by name. */

const BY_NAME = ['containers', 'env'];

export function applyPatch(before: unknown, patch: unknown, key = ''): unknown {
  if (Array.isArray(patch)) return BY_NAME.includes(key) && Array.isArray(before) ? applyToList(before, patch) : patch;
  if (!isMap(patch)) return patch;
  const base = isMap(before) ? before : {};
  const kept = Object.entries(base).filter(([name]) => !(name in patch));
  const changed = Object.entries(patch)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => [name, applyPatch(base[name], value, name)] as const);
  return Object.fromEntries([...kept, ...changed]);
}

interface Named {
  readonly name: string;
  readonly $patch?: string;
}

function applyToList(before: readonly Named[], patch: readonly Named[]): readonly unknown[] {
  const kept = before.flatMap(item => {
    const change = patch.find(({ name }) => name === item.name);
    if (!change) return [item];
    return change.$patch === 'delete' ? [] : [applyPatch(item, change)];
  });
  return [...kept, ...patch.filter(({ name }) => !before.some(item => item.name === name))];
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
