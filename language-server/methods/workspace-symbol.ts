/** workspace/symbol: what all files of the project declare, by a few letters of its name. */
import { SymbolKind, type WorkspaceSymbol } from 'vscode-languageserver';
import { type FoundSymbol, symbolsLike } from '../../src/language/references/symbols.ts';
import type { Method } from '../method.ts';
import { rangeIn } from '../translate.ts';

export const workspaceSymbolMethod: Method = {
  capabilities: () => ({ workspaceSymbolProvider: true }),
  start({ connection, project }) {
    connection.onWorkspaceSymbol(({ query }): WorkspaceSymbol[] =>
      symbolsLike(project.workspace, query).flatMap(found => {
        const document = project.document(found.path);
        return document
          ? [
              {
                name: found.name,
                kind: kindOf(found),
                location: { uri: found.path, range: rangeIn(document, found.span) },
                containerName: decoded(found.path.slice(found.path.lastIndexOf('/') + 1)),
              },
            ]
          : [];
      }),
    );
  },
};

/** As in the outline of a document. */
function kindOf({ space, syntax }: FoundSymbol): SymbolKind {
  if (space === 'function') return SymbolKind.Function;
  if (space === 'job') return SymbolKind.Module;
  const node = syntax.statement;
  const kind = node?.$type === 'Create' ? node.kind?.toUpperCase() : undefined;
  return kind === 'TABLE' ? SymbolKind.Struct : kind === 'VIEW' ? SymbolKind.Interface : SymbolKind.Class;
}

/** Blanks and the like as people know them. */
const decoded = (name: string): string => name.replaceAll(/%[2-7][0-9a-f]/gi, decodeURIComponent);
