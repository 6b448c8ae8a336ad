/** The alias of the select item at the cursor, as words: it often says what is computed of what. */
import type * as ast from '../../grammar/generated/ast.ts';
import { nameOf } from '../../names/text-of.ts';
import { HERE, type Scene } from './scene.ts';

/** In lower case; none where no alias stands behind. */
export function aliasWords({ around }: Scene): readonly string[] {
  const item = around.find((node): node is ast.ExpressionItem => node.$type === 'ExpressionItem');
  const alias = item?.alias === undefined || item.alias === HERE ? '' : nameOf(item.alias);
  return alias
    .toLowerCase()
    .split('_')
    .filter(word => word.length > 1);
}

/** How much more likely a column is when the alias has words of its name. */
export function likeAlias(words: readonly string[], name: string): number {
  if (words.length === 0) return 1;
  const own = name.toLowerCase().split('_');
  const common = own.filter(word =>
    words.some(other => other === word || (word.length > 3 && other.startsWith(word.slice(0, -1)))),
  ).length;
  return 1 + (6 * common * common) / own.length;
}
