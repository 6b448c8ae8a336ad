/** The objects of a manifest's text. */
import { type Document, parseAllDocuments } from 'yaml';
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
    const [error] = document.errors;
    if (error)
      return {
        ok: false,
        line: error.linePos?.[0].line ?? 1,
        message: error.message.split('\n')[0]!.replace(/:$/, ''),
      };
    const plain = plainOf(document);
    if (!plain) return { ok: false, line: lineAt(text, document.range[0]), message: 'its aliases stand for too much' };
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

/** A document's value; undefined where aliases of aliases would fill the memory. */
export function plainOf(document: Document): { readonly value: unknown } | undefined {
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}
