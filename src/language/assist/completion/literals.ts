/** Values to compare with: those that the text around already compares the same column with, and TRUE and FALSE. */

import type { Proposal } from './candidate.ts';
import type { Wanted } from './expected-type.ts';
import type { Scene } from './scene.ts';

/**
 * @param around text near the cursor
 * @param bare whether the quotes are there already
 */
export function literalOffers({ around }: Scene, { name, type }: Wanted, near: string, bare: boolean): Proposal[] {
  const parent = around[1]?.$type;
  if (name === undefined || (parent !== 'Comparison' && parent !== 'InList')) return [];
  if (type?.kind === 'BOOLEAN' && !bare)
    return ['TRUE', 'FALSE'].map((word, i) => ({ label: word, insert: word, kind: 'value', score: 0.4 / (i + 1) }));
  if (type && !['STRING', 'ANY'].includes(type.kind)) return [];
  const counts = new Map<string, number>();
  const escaped = name.replace(/[$]/g, '\\$&');
  const compared = new RegExp(
    `\\b${escaped}\\s*(?:=|==|<>|!=|(?:NOT\\s+)?IN\\s*\\()\\s*((?:'(?:[^']|'')*'\\s*,?\\s*)+)`,
    'gi',
  );
  for (const { 1: values } of near.matchAll(compared))
    for (const { 0: value } of (values ?? '').matchAll(/'(?:[^']|'')*'/g))
      counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({
    label: value.slice(1, -1).replaceAll("''", "'"),
    insert: bare ? value.slice(1, -1) : value,
    kind: 'value',
    detail: `a value of ${name} here`,
    score: 0.05 * count,
  }));
}
