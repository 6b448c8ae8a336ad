/** All properties of WITH in a statement, wherever they stand. */
import type * as ast from '../grammar/generated/ast.ts';

export function propertiesIn(node: object): readonly ast.Property[] {
  return Object.entries(node).flatMap(([key, child]): readonly ast.Property[] => {
    if (key.startsWith('$') || typeof child !== 'object' || child === null) return [];
    const inner = propertiesIn(child as object);
    return isProperty(child) ? [child, ...inner] : inner;
  });
}

const isProperty = (node: unknown): node is ast.Property =>
  typeof node === 'object' && node !== null && '$type' in node && node.$type === 'Property';
