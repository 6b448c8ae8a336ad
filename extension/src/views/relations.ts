/** The tree of the workspace's streams and tables, as the language server knows them, with their columns. */
import * as vscode from 'vscode';
import { type DeclaredRelation, RELATIONS_REQUEST, type RelationsResult } from '../../../language-server/protocol.ts';
import type { LanguageServer } from '../language/server.ts';

/** How long no file must change before the tree is asked for again, in milliseconds. */
const QUIET = 700;

type Column = DeclaredRelation['columns'][number];
type Node = { readonly relation: DeclaredRelation; readonly column?: Column };

export interface Relations extends vscode.TreeDataProvider<Node>, vscode.Disposable {
  refresh(): void;
}

export function relations(server: LanguageServer): Relations {
  const changed = new vscode.EventEmitter<Node | undefined>();
  let waiting: NodeJS.Timeout | undefined;
  const soon = (document: vscode.TextDocument): void => {
    if (!['ferris-sql', 'sql'].includes(document.languageId)) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => changed.fire(undefined), QUIET);
  };
  const listeners = [
    vscode.workspace.onDidChangeTextDocument(({ document }) => soon(document)),
    vscode.workspace.onDidOpenTextDocument(soon),
    vscode.workspace.onDidCloseTextDocument(soon),
    vscode.workspace.onDidSaveTextDocument(soon),
  ];
  const all = async (): Promise<readonly Node[]> => {
    try {
      const { relations: found } = await server.request<RelationsResult>(RELATIONS_REQUEST, {});
      return found.map(relation => ({ relation })).toSorted((a, b) => (a.relation.name < b.relation.name ? -1 : 1));
    } catch {
      // No server runs (yet): the view says what to do.
      return [];
    }
  };
  return {
    onDidChangeTreeData: changed.event,
    refresh: () => changed.fire(undefined),
    dispose() {
      clearTimeout(waiting);
      changed.dispose();
      for (const listener of listeners) listener.dispose();
    },
    async getChildren(node) {
      if (!node) return [...(await all())];
      return node.column ? [] : node.relation.columns.map(column => ({ relation: node.relation, column }));
    },
    getTreeItem: ({ relation, column }) => (column ? columnItem(column) : relationItem(relation)),
  };
}

function relationItem({ name, topic, kind, computed, columns, place }: DeclaredRelation): vscode.TreeItem {
  const uri = vscode.Uri.parse(place.uri);
  const { start } = place.range;
  const position = new vscode.Position(start.line, start.character);
  return {
    label: name,
    description: topic === name ? kind : `${kind} of topic ${topic}`,
    tooltip: `${computed ? 'Computed by a statement' : 'Read from its topic'}: ${vscode.workspace.asRelativePath(uri)}:${start.line + 1}`,
    iconPath: new vscode.ThemeIcon(kind === 'table' ? 'table' : computed ? 'symbol-event' : 'radio-tower'),
    contextValue: 'ferris.relation',
    collapsibleState:
      columns.length === 0 ? vscode.TreeItemCollapsibleState.None : vscode.TreeItemCollapsibleState.Collapsed,
    command: {
      command: 'vscode.open',
      title: 'Go to Definition',
      arguments: [uri, { selection: new vscode.Range(position, position) } satisfies vscode.TextDocumentShowOptions],
    },
  };
}

const columnItem = ({ name, type, key, required }: Column): vscode.TreeItem => ({
  label: name,
  description: required ? `${type} NOT NULL` : type,
  tooltip: key ? 'Of the primary key' : name,
  iconPath: new vscode.ThemeIcon(key ? 'key' : 'symbol-field'),
  collapsibleState: vscode.TreeItemCollapsibleState.None,
});
