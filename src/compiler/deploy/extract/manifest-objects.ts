/** The objects of a manifest's text. */
import { parseAllDocuments } from 'yaml';
import { yamlValues } from '../../../language/text/yaml-values.ts';
import { entriesAt, listAt, textAt } from './json.ts';

/** An object as it was written. */
export interface WrittenObject {
  readonly kind: string;
  readonly name: string;
  /** The whole object. */
  readonly value: unknown;
}

export type ManifestObjects =
  | { readonly ok: true; readonly objects: readonly WrittenObject[] }
  /** `line` from 1. */
  | { readonly ok: false; readonly line: number; readonly message: string };

/** YAML or JSON, several documents, with the objects of Lists one by one. */
export function objectsOfManifest(text: string): ManifestObjects {
  const objects: WrittenObject[] = [];
  for (const document of parseAllDocuments(text, { prettyErrors: true })) {
    const plain = yamlValues(document, text);
    if (!plain.ok) return plain;
    for (const value of membersOf(plain.value)) {
      const kind = textAt(value, 'kind');
      if (kind === undefined) {
        if (entriesAt(value).length === 0) continue;
        return {
          ok: false,
          line: lineAt(text, document.range[0]),
          message: 'an object without a kind is no manifest',
        };
      }
      objects.push({ kind, name: textAt(value, 'metadata', 'name') ?? '(no name)', value });
    }
  }
  return { ok: true, objects };
}

const membersOf = (value: unknown): readonly unknown[] =>
  textAt(value, 'kind')?.endsWith('List') ? listAt(value, 'items').flatMap(membersOf) : [value];

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
