/** Reads hints that have been checked: their text as what it stands for. */
import type { EffectiveHint } from './effective-hints.ts';

export interface HintValues {
  text(key: string): string | undefined;
  number(key: string): number | undefined;
  /** `true` or `enabled`; undefined where nothing is said. */
  flag(key: string): boolean | undefined;
  list(key: string): readonly string[];
  /** One of a few words. */
  word<Word extends string>(key: string): Word | undefined;
  /** Whether somebody asked for it: the file, the settings, a flag; no default. */
  given(key: string): boolean;
  /** What stands for the `<…>` of a pattern, with the value. */
  filled(before: string, after: string): readonly (readonly [name: string, value: string])[];
}

export function hintValues(hints: readonly EffectiveHint[]): HintValues {
  const byKey = new Map(hints.map(hint => [hint.key, hint]));
  const text = (key: string): string | undefined => byKey.get(key)?.value;
  return {
    text,
    number: key => (text(key) === undefined ? undefined : Number(text(key))),
    flag: key => (text(key) === undefined ? undefined : text(key) === 'true' || text(key) === 'enabled'),
    list: key =>
      text(key)
        ?.split(',')
        .map(item => item.trim())
        .filter(item => item !== '') ?? [],
    word: <Word extends string>(key: string) => text(key) as Word | undefined,
    given: key => byKey.has(key) && !byKey.get(key)!.origin.endsWith('default'),
    filled: (before, after) =>
      hints
        .filter(({ key }) => key.startsWith(before) && key.endsWith(after) && key.length > before.length + after.length)
        .map(({ key, value }) => [key.slice(before.length, key.length - after.length), value] as const),
  };
}
