/** textDocument/references and documentHighlight: every place that speaks of a thing, in all files or in this one. */
import { type DocumentHighlight, DocumentHighlightKind, type Location } from 'vscode-languageserver';
import { nameAt } from '../../src/language/references/find.ts';
import { highlightsAt, referencesTo } from '../../src/language/references/uses.ts';
import { locationsIn } from '../locations.ts';
import type { Method } from '../method.ts';
import { toRange } from '../translate.ts';

export const referencesMethod: Method = {
  capabilities: () => ({ referencesProvider: true, documentHighlightProvider: true }),
  start({ connection, ask }) {
    connection.onReferences(({ textDocument, position, context }): Location[] | null =>
      ask(textDocument.uri, null, ({ document, project }) => {
        const { workspace } = project;
        const found = nameAt(workspace, document.uri, document.offsetAt(position));
        return found ? locationsIn(project, referencesTo(workspace, found.names, context.includeDeclaration)) : null;
      }),
    );
    connection.onDocumentHighlight(({ textDocument, position }): DocumentHighlight[] | null =>
      ask(textDocument.uri, null, snapshot => {
        const { document, project } = snapshot;
        return highlightsAt(project.workspace, document.uri, document.offsetAt(position)).map(({ span, kind }) => ({
          range: toRange(snapshot, span),
          kind: kind === 'read' ? DocumentHighlightKind.Read : DocumentHighlightKind.Write,
        }));
      }),
    );
  },
};
