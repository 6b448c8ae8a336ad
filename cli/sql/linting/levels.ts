/** `--rule id=level`: what a run takes a rule for, whatever the rule usually is. */
import type { Diagnostic, Severity } from '../../../src/language/text/diagnostic.ts';
import { nearest } from '../../../src/language/text/nearest.ts';
import { UsageError } from '../../arguments.ts';

const LEVELS = ['off', 'info', 'warning', 'error'] as const;
type Level = (typeof LEVELS)[number];
export type Levels = ReadonlyMap<string, Level>;

/** Throws UsageError for what is no `id=level`, or an id that is no rule's. */
export function readLevels(given: readonly string[], rules: readonly string[]): Levels {
  const levels = new Map<string, Level>();
  for (const one of given) {
    const [, id, level] = /^([^=]+)=(.+)$/.exec(one) ?? [];
    if (id === undefined) throw new UsageError(`--rule ${one} has no level`, `write --rule ${one}=off`);
    const known = LEVELS.find(name => name === level);
    if (!known)
      throw new UsageError(`--rule ${one}: there is no level '${level}'`, `the levels are ${LEVELS.join(', ')}`);
    if (!rules.includes(id)) {
      const meant = rules.find(rule => rule.endsWith(`/${id}`)) ?? nearest(id, rules);
      throw new UsageError(
        `--rule ${one}: there is no rule '${id}'`,
        meant ? `did you mean '${meant}'?` : 'a finding names its rule in brackets',
      );
    }
    levels.set(id, known);
  }
  return levels;
}

/** The findings as this run takes them. */
export function atLevels(found: readonly Diagnostic[], levels: Levels): readonly Diagnostic[] {
  if (levels.size === 0) return found;
  return found.flatMap(one => {
    const level: Level | undefined = levels.get(one.rule);
    if (level === 'off') return [];
    return [level === undefined ? one : { ...one, severity: level satisfies Severity }];
  });
}
