/** The conditions under which other bounds of replicas hold: `scaling.<condition>.min_replicas`, `…max_replicas`, `…schedule`. */
import { findHint, partsOf } from './catalogue.ts';
import type { HintReading } from './reading.ts';

export type ConditionPart = 'min_replicas' | 'max_replicas' | 'schedule';

export interface Condition {
  readonly name: string;
  /** Those that stand there, in order, whatever they say. */
  readonly parts: readonly ConditionPart[];
}

export const conditionKey = (name: string, part: ConditionPart): string => `scaling.${name}.${part}`;

/** In the order of their first hint. */
export function conditionsOf({ keys }: HintReading): readonly Condition[] {
  const conditions = new Map<string, ConditionPart[]>();
  for (const key of keys) {
    if (!key.startsWith('scaling.')) continue;
    const { entry, filled } = findHint(key) ?? {};
    if (!entry || filled === undefined) continue;
    // The catalogue's patterns of this category have one of these three behind the name.
    const part = partsOf(entry.key).after.slice(1) as ConditionPart;
    conditions.set(filled, [...(conditions.get(filled) ?? []), part]);
  }
  return [...conditions].map(([name, parts]) => ({ name, parts }));
}
