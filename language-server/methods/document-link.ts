/** textDocument/documentLink: from the name of a schema or configuration file to the file, from an ignored rule to its page. */
import type { DocumentLink } from 'vscode-languageserver';
import { linksOf } from '../../src/language/assist/structure/links.ts';
import { schemaPath } from '../../src/language/workspace/schema-files.ts';
import type { Method, Server } from '../method.ts';
import type { Snapshot } from '../snapshot.ts';
import { toRange } from '../translate.ts';
import { yamlLinks } from '../yaml/assist.ts';

export const documentLinkMethod: Method = {
  capabilities: () => ({ documentLinkProvider: {} }),
  start(server) {
    server.connection.onDocumentLinks(({ textDocument: { uri } }) =>
      server.project.yamlKind(uri) !== undefined
        ? yamlLinks(server.project, uri)
        : server.ask<Promise<DocumentLink[]>>(uri, Promise.resolve([]), snapshot => links(server, snapshot)),
    );
  },
};

/** Nothing leads to what is not there. */
async function links({ host, project }: Server, snapshot: Snapshot): Promise<DocumentLink[]> {
  const exists = async (uri: string): Promise<boolean> =>
    project.document(uri) !== undefined ||
    project.workspace.schemaText(uri) !== undefined ||
    (await host.files?.size(uri)) !== undefined;
  // The document may be another one when the files have been looked for.
  const found = linksOf(snapshot.text, snapshot.analysis).map(({ span, to }) => ({
    range: toRange(snapshot, span),
    file: 'file' in to ? schemaPath(snapshot.document.uri, to.file) : undefined,
    page: 'rule' in to ? host.pageOf(to.rule) : undefined,
  }));
  const answers = await Promise.all(
    found.map(async ({ range, file, page }): Promise<DocumentLink | undefined> => {
      if (page !== undefined) return { range, target: page, tooltip: 'What this rule says' };
      return file !== undefined && (await exists(file))
        ? { range, target: file, tooltip: 'Open this file' }
        : undefined;
    }),
  );
  return answers.filter(link => link !== undefined);
}
