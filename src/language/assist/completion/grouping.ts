/** GROUP BY filled from the select list: everything in it that is not aggregated. */
import { functionTable } from '../../functions/table.ts';
import type * as ast from '../../grammar/generated/ast.ts';
import { nameOf } from '../../names/text-of.ts';
import type { Proposal } from './candidate.ts';
import type { Rank } from './rank.ts';
import { queryAround, type Scene } from './scene.ts';

/** Behind GROUP BY, where no key stands yet, and in place of the words themselves. */
export function groupingOffers(scene: Scene, rank: Rank, lower: boolean): Proposal[] {
  const { cursor } = scene;
  const last = cursor.before.slice(-2).map(word => word.text.toUpperCase());
  const behind = last.join(' ') === 'GROUP BY';
  const { clause, clauses } = rank.situation;
  const canBegin = ['FROM', 'WHERE', 'ON', 'JOIN'].includes(clause) && !clauses.has('GROUP');
  if (!behind && !canBegin) return [];
  const query = queryAround(scene);
  const keys = query ? keysOf(query) : [];
  if (keys.length === 0 || (!behind && !query?.items.some(item => hasAggregate(item)))) return [];
  if (behind && keys.length < 2) return [];
  if (!behind && rank.following !== '' && rank.keywordNamed('GROUP') < 0.05) return [];
  const list = keys.join(', ');
  const text = behind ? list : `${lower ? 'group by' : 'GROUP BY'} ${list}`;
  return [
    {
      label: text,
      insert: text,
      kind: 'snippet',
      detail: 'what the select list does not aggregate',
      score: behind ? 0.12 : 0.7 * rank.keywordNamed('GROUP'),
    },
  ];
}

function keysOf(query: ast.Query): string[] {
  return query.items.flatMap(item => {
    if (item.$type !== 'ExpressionItem' || !item.expression || hasAggregate(item)) return [];
    const { expression } = item;
    if (expression.$type === 'ColumnName' || expression.$type === 'Member')
      return [expression.$cstNode?.text.replace(/ *\. */g, '.') ?? ''];
    return item.alias !== undefined && !/Literal$/.test(expression.$type) ? [item.alias] : [];
  });
}

/** Also a window's bound counts: it is part of every windowed key. */
function hasAggregate(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(hasAggregate);
  if (typeof node !== 'object' || node === null || !('$type' in node)) return false;
  if (node.$type === 'Call' && 'name' in node) {
    const kind = functionTable.get(nameOf(String(node.name)).toUpperCase())?.kind;
    if (kind === 'aggregate' || kind === 'window-bound' || kind === 'window') return true;
  }
  return Object.entries(node).some(([property, value]) => !property.startsWith('$') && hasAggregate(value));
}
