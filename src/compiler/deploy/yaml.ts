/** Objects as YAML, the same bytes for the same objects. */
import { Document, visit } from 'yaml';
import type { KubernetesObject } from './objects/kubernetes-object.ts';

/** As people write them; what is not here follows in the object's own order. */
const FIRST = ['apiVersion', 'kind', 'metadata', 'spec'];

/** Documents in the order given, each after a `---` but the first. */
export const manifestYaml = (objects: readonly KubernetesObject[]): string =>
  objects.map(object => plainYaml(ordered(object))).join('---\n');

/** One value as a YAML document. Texts that other readers would take for numbers, dates or booleans are quoted. */
export function plainYaml(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false, version: '1.1' });
  visit(document, {
    // By itself it is a tag of YAML 1.1 that some readers give up on.
    Scalar: (_, scalar) => {
      if (scalar.value === '=') scalar.type = 'QUOTE_DOUBLE';
    },
  });
  return document.toString({ lineWidth: 0, directives: false, blockQuote: 'literal' });
}

const ordered = (object: KubernetesObject): object =>
  Object.fromEntries(Object.entries(object).toSorted(([a], [b]) => rank(a) - rank(b)));

const rank = (key: string): number => {
  const place = FIRST.indexOf(key);
  return place < 0 ? FIRST.length : place;
};
