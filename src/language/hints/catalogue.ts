/** Every hint there is, and how to find one by its key. */
import { backpressure } from './catalogue/backpressure.ts';
import { circuitBreaker } from './catalogue/circuit-breaker.ts';
import { conflictResolution } from './catalogue/conflict-resolution.ts';
import { container } from './catalogue/container.ts';
import { cost } from './catalogue/cost.ts';
import { kafka } from './catalogue/kafka.ts';
import { monitoring } from './catalogue/monitoring.ts';
import { nodeSelector } from './catalogue/node-selector.ts';
import { regions } from './catalogue/regions.ts';
import { resources } from './catalogue/resources.ts';
import { scaling } from './catalogue/scaling.ts';
import { schedule } from './catalogue/schedule.ts';
import { sla } from './catalogue/sla.ts';
import { workload } from './catalogue/workload.ts';
import type { HintCategory, HintEntry } from './define.ts';

/** In the order in which a person reads them. */
export const hintCategories: readonly HintCategory[] = [
  workload,
  sla,
  scaling,
  resources,
  nodeSelector,
  cost,
  schedule,
  monitoring,
  backpressure,
  circuitBreaker,
  regions,
  container,
  kafka,
  conflictResolution,
];

export const hintCatalogue: readonly HintEntry[] = hintCategories.flatMap(category => category.hints);

const exact = new Map(hintCatalogue.filter(entry => !entry.placeholder).map(entry => [entry.key, entry]));
const patterns = hintCatalogue.filter(entry => entry.placeholder).map(entry => ({ entry, ...partsOf(entry.key) }));

/** The entry of a key, and what stands for the `<…>` of a pattern; undefined for an unknown key. */
export function findHint(key: string): { readonly entry: HintEntry; readonly filled: string | undefined } | undefined {
  const entry = exact.get(key);
  if (entry) return { entry, filled: undefined };
  for (const { entry, before, after } of patterns) {
    if (key.length <= before.length + after.length || !key.startsWith(before) || !key.endsWith(after)) continue;
    const filled = key.slice(before.length, key.length - after.length);
    if (entry.placeholder!.form.test(filled)) return { entry, filled };
  }
  return undefined;
}

/** A pattern's text before and after its `<…>`. */
export function partsOf(pattern: string): { readonly before: string; readonly after: string } {
  const open = pattern.indexOf('<');
  return { before: pattern.slice(0, open), after: pattern.slice(pattern.indexOf('>') + 1) };
}
