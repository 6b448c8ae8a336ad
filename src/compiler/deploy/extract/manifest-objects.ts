/** The objects of a manifest's text. */
import { parseAllDocuments } from 'yaml';
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
    for (const value of membersOf(document.toJS({ maxAliasCount: 100 }))) {
      const kind = textAt(value, 'kind');
      if (kind === undefined) {
        if (entriesAt(value).length === 0) continue;
        const before = text.slice(0, document.range[0]);
        return { ok: false, line: before.split('\n').length, message: 'an object without a kind is no manifest' };
      }
      objects.push({ kind, name: textAt(value, 'metadata', 'name') ?? '(no name)', value });
    }
  }
  return { ok: true, objects };
}

const membersOf = (value: unknown): readonly unknown[] =>
  textAt(value, 'kind')?.endsWith('List') ? listAt(value, 'items').flatMap(membersOf) : [value];
