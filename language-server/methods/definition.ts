/** textDocument/definition, declaration and typeDefinition: where a thing is declared, and where its values come from. */
import type { Location, Position } from 'vscode-languageserver';
import { declarationsOf, type FileSpan, sourceOf } from '../../src/language/references/declaration.ts';
import { nameAt } from '../../src/language/references/find.ts';
import { locationsIn } from '../locations.ts';
import type { Method } from '../method.ts';
import type { Snapshot } from '../snapshot.ts';

export const definitionMethod: Method = {
  capabilities: () => ({ definitionProvider: true, declarationProvider: true, typeDefinitionProvider: true }),
  start({ connection, ask }) {
    const declared = (snapshot: Snapshot, position: Position): readonly FileSpan[] => {
      const { document, project } = snapshot;
      const found = nameAt(project.workspace, document.uri, document.offsetAt(position));
      return found ? declarationsOf(project.workspace, found.names) : [];
    };
    const source = (snapshot: Snapshot, position: Position): readonly FileSpan[] => {
      const { document, project } = snapshot;
      const found = nameAt(project.workspace, document.uri, document.offsetAt(position));
      const names = (found?.names ?? []).map(name => sourceOf(project.workspace, name));
      return declarationsOf(project.workspace, names);
    };
    const answer =
      (look: typeof declared) =>
      ({ textDocument, position }: { textDocument: { uri: string }; position: Position }): Location[] | null =>
        ask(textDocument.uri, null, snapshot => locationsIn(snapshot.project, look(snapshot, position)));
    connection.onDefinition(answer(declared));
    connection.onDeclaration(answer(declared));
    connection.onTypeDefinition(answer(source));
  },
};
