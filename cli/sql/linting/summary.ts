/** The last lines of a run for people: what was fixed, and how much was found. */
import type { FixedFile } from '../../../src/language/rules/fix-all.ts';
import type { Diagnostic } from '../../../src/language/text/diagnostic.ts';

export interface Counts {
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  /** Of all of them: how many --fix would mend. */
  readonly fixable: number;
}

export function countsOf(found: readonly Diagnostic[]): Counts {
  const count = (is: (one: Diagnostic) => boolean): number => found.filter(is).length;
  return {
    errors: count(one => one.severity === 'error'),
    warnings: count(one => one.severity === 'warning'),
    notes: count(one => one.severity === 'info' || one.severity === 'hint'),
    fixable: count(one => one.fixes?.length === 1),
  };
}

/** A line for each fixed file, and one for all. */
export function summaryOf(files: readonly FixedFile[], counts: Counts): string {
  const fixed = files
    .filter(file => file.applied.length > 0)
    .map(({ path, applied }) => `${path}: fixed ${[...countedRules(applied)].join(', ')}\n`);
  const { errors, warnings, notes, fixable } = counts;
  const left = [
    ...(errors + warnings > 0 ? [counted(errors, 'error'), counted(warnings, 'warning')] : []),
    ...(notes > 0 ? [counted(notes, 'note')] : []),
  ];
  const more = fixable > 0 && fixed.length === 0 ? `; --fix may mend ${fixable} of them` : '';
  return `${fixed.join('')}${counted(files.length, 'file')}: ${left.length === 0 ? 'nothing found' : left.join(', ')}${more}\n`;
}

function countedRules(applied: FixedFile['applied']): readonly string[] {
  const times = new Map<string, number>();
  for (const { rule } of applied) times.set(rule, (times.get(rule) ?? 0) + 1);
  return [...times].map(([rule, count]) => (count === 1 ? rule : `${rule} (${count} times)`));
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
