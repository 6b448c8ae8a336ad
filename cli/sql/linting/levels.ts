/** `--rule id=level` and `rules:` of ferris.yaml: what a run takes a rule for, whatever the rule usually is. */
import type { Diagnostic, Severity } from '../../../src/language/text/diagnostic.ts';
import { nearest } from '../../../src/language/text/nearest.ts';
import { UsageError } from '../../arguments.ts';
import type { Settings } from '../../settings.ts';

const LEVELS = ['off', 'info', 'warning', 'error'] as const;
type Level = (typeof LEVELS)[number];
export type Levels = ReadonlyMap<string, Level>;

/** Throws UsageError for what is no `id=level`, or an id that is no rule's. A flag goes before the settings. */
export function readLevels(given: readonly string[], rules: readonly string[], settings: Settings | undefined): Levels {
  const levels = new Map(settings ? ofSettings(settings, rules) : []);
  for (const one of given) {
    const [, id, level] = /^([^=]+)=(.+)$/.exec(one) ?? [];
    if (id === undefined) throw new UsageError(`--rule ${one} has no level`, `write --rule ${one}=off`);
    const read = levelOf(id, level, rules);
    if ('wrong' in read) throw new UsageError(`--rule ${one}: ${read.wrong}`, read.help);
    levels.set(id, read.level);
  }
  return levels;
}

function* ofSettings(settings: Settings, rules: readonly string[]): Generator<readonly [string, Level]> {
  const table = settings.values.rules;
  if (table === undefined || table === null) return;
  if (typeof table !== 'object' || Array.isArray(table))
    throw settings.error('rules', "'rules' takes ids with levels, such as 'sql/limit-unbounded: off'");
  for (const [id, level] of Object.entries(table)) {
    // YAML 1.1 programs write off as false.
    const read = levelOf(id, level === false ? 'off' : level, rules);
    if ('wrong' in read) throw settings.error(id, `${read.wrong}: ${read.help}`);
    yield [id, read.level];
  }
}

function levelOf(
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

/** The findings as this run takes them. */
export function atLevels(found: readonly Diagnostic[], levels: Levels): readonly Diagnostic[] {
  if (levels.size === 0) return found;
  return found.flatMap(one => {
    const level: Level | undefined = levels.get(one.rule);
    if (level === 'off') return [];
    return [level === undefined ? one : { ...one, severity: level satisfies Severity }];
  });
}
