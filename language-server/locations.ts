/** Spans in files of the project, or in schema files it read, as the protocol's locations. */
import type { Location } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileSpan } from '../src/language/references/declaration.ts';
import type { Project } from './project/project.ts';
import { rangeIn } from './translate.ts';

/** Each place once; those in files that are not known (any more) are left out. */
export function locationsIn(project: Project, places: readonly FileSpan[]): Location[] {
  const told = new Set<string>();
  return places.flatMap(({ path, span }) => {
    const key = `${path} ${span.start} ${span.end}`;
    const document = told.has(key) ? undefined : documentOf(project, path);
    told.add(key);
    return document ? [{ uri: path, range: rangeIn(document, span) }] : [];
  });
}

function documentOf(project: Project, uri: string): TextDocument | undefined {
  const known = project.document(uri);
  if (known) return known;
  const schema = project.workspace.schemaText(uri);
  return schema === undefined ? undefined : TextDocument.create(uri, 'schema', 0, schema);
}
