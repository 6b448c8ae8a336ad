/** The single values of a YAML document, each with its path and line. */
import type { Document } from 'yaml';
import type { Leaf } from './read.ts';

/** @param values of the document, as plain values; a list is one value, its items with commas between them */
export function leavesOf(document: Document, values: unknown, text: string): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const walk = (value: unknown, path: readonly string[]): void => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [name, inner] of Object.entries(value)) walk(inner, [...path, name]);
      return;
    }
    if (value === null || value === undefined || path.length === 0) return;
    const line = lineOf(document, path, text);
    leaves.push({
      path: path.join('.'),
      value: Array.isArray(value) ? value.join(',') : String(value),
      ...(line === undefined ? {} : { line }),
    });
  };
  walk(values, []);
  return leaves;
}

function lineOf(document: Document, path: readonly string[], text: string): number | undefined {
  const node: unknown = document.getIn(path, true);
  if (typeof node !== 'object' || node === null || !('range' in node) || !Array.isArray(node.range)) return undefined;
  return text.slice(0, Number(node.range[0])).split('\n').length;
}
