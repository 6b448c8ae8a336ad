/** `--rule id=level` and `rules:` of ferris.yaml: what a run takes a rule for, whatever the rule usually is. */
import { type Level, type Levels, levelOf, readLevelTable } from '../../../src/language/rules/levels.ts';
import { UsageError } from '../../arguments.ts';
import type { Settings } from '../../settings.ts';

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
  const { levels, wrong } = readLevelTable(settings.values.rules, rules);
  const [first] = wrong;
  if (first) throw settings.error(first.key, first.message);
  yield* levels;
}
