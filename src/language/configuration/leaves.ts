/** The single values of a YAML document, each with its path and place. */
import type { Document } from 'yaml';
import type { Span } from '../text/span.ts';
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
    const { key, value: place } = placesOf(document, path);
    const start = key?.start ?? place?.start;
    leaves.push({
      path: path.join('.'),
      value: Array.isArray(value) ? value.join(',') : String(value),
      ...(start === undefined ? {} : { line: text.slice(0, place?.start ?? start).split('\n').length }),
      ...(key ? { keySpan: key } : {}),
      ...(place ? { span: place } : {}),
    });
  };
  walk(values, []);
  return leaves;
}

interface Places {
  readonly key?: Span | undefined;
  readonly value?: Span | undefined;
}

/** Where the key and the value of a path stand; what comes by an alias has its places at the anchor, or none. */
function placesOf(document: Document, path: readonly string[]): Places {
  const table: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const pairs: unknown = typeof table === 'object' && table !== null && 'items' in table ? table.items : [];
  const pair: unknown = (Array.isArray(pairs) ? pairs : []).find(
    (one: unknown) => typeof one === 'object' && one !== null && 'key' in one && nameOf(one.key) === path.at(-1),
  );
  if (typeof pair !== 'object' || pair === null || !('key' in pair) || !('value' in pair)) return {};
  return { key: spanOf(pair.key), value: spanOf(pair.value) };
}

const nameOf = (key: unknown): string =>
  String(typeof key === 'object' && key !== null && 'value' in key ? key.value : key);

function spanOf(node: unknown): Span | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node) || !Array.isArray(node.range)) return undefined;
  return { start: Number(node.range[0]), end: Number(node.range[1]) };
}
