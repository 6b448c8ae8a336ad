/** What a rule is taken for, whatever it usually is: the `rules:` of ferris.yaml, read by every surface. */
import type { Diagnostic, Severity } from '../text/diagnostic.ts';
import { nearest } from '../text/nearest.ts';

export const LEVELS = ['off', 'info', 'warning', 'error'] as const;
export type Level = (typeof LEVELS)[number];
/** By the rule's id. */
export type Levels = ReadonlyMap<string, Level>;

export interface LevelTable {
  readonly levels: Levels;
  /** Entries that were left out, with the key they stand at. */
  readonly wrong: readonly { readonly key: string; readonly message: string }[];
}

/** @param table the value of `rules:`, as YAML gives it */
export function readLevelTable(table: unknown, rules: readonly string[]): LevelTable {
  if (table === undefined || table === null) return { levels: new Map(), wrong: [] };
  if (typeof table !== 'object' || Array.isArray(table)) {
    const message = "'rules' takes ids with levels, such as 'sql/limit-unbounded: off'";
    return { levels: new Map(), wrong: [{ key: 'rules', message }] };
  }
  const levels = new Map<string, Level>();
  const wrong: { key: string; message: string }[] = [];
  for (const [key, level] of Object.entries(table)) {
    // YAML 1.1 programs write off as false.
    const read = levelOf(key, level === false ? 'off' : level, rules);
    if ('wrong' in read) wrong.push({ key, message: `${read.wrong}: ${read.help}` });
    else levels.set(key, read.level);
  }
  return { levels, wrong };
}

/** One entry: its level, or why it has none and what to do. */
export function levelOf(
  id: string,
  level: unknown,
  rules: readonly string[],
): { readonly level: Level } | { readonly wrong: string; readonly help: string } {
  const known = LEVELS.find(name => name === level);
  if (!known) return { wrong: `there is no level '${String(level)}'`, help: `the levels are ${LEVELS.join(', ')}` };
  if (rules.includes(id)) return { level: known };
  const meant = rules.find(rule => rule.endsWith(`/${id}`)) ?? nearest(id, rules);
  return {
    wrong: `there is no rule '${id}'`,
    help: meant ? `did you mean '${meant}'?` : 'a finding names its rule in brackets',
  };
}

/** The findings, each as severe as its rule is taken for. */
export function atLevels(found: readonly Diagnostic[], levels: Levels): readonly Diagnostic[] {
  if (levels.size === 0) return found;
  return found.flatMap(one => {
    const level: Level | undefined = levels.get(one.rule);
    if (level === 'off') return [];
    return [level === undefined ? one : { ...one, severity: level satisfies Severity }];
  });
}
