/** One document at one version, with what the language says of it beside the other open documents. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../src/language/analyze.ts';
import { Workspace } from '../src/language/workspace/workspace.ts';

export interface Snapshot {
  readonly document: TextDocument;
  readonly version: number;
  readonly text: string;
  readonly analysis: Analysis;
}

export interface Snapshots {
  /** The same snapshot until some document changes. */
  of(document: TextDocument): Snapshot;
  close(uri: string): void;
}

/** Open documents see each other's streams, tables and functions. */
export function snapshots(): Snapshots {
  const workspace = new Workspace();
  const versions = new Map<string, number>();
  let taken = new WeakMap<TextDocument, Snapshot>();
  const update = (document: TextDocument): void => {
    if (versions.get(document.uri) === document.version) return;
    versions.set(document.uri, document.version);
    workspace.setFile(document.uri, document.getText());
    taken = new WeakMap();
  };
  return {
    of(document) {
      update(document);
      const known = taken.get(document);
      if (known) return known;
      const analysis = workspace.analysis(document.uri)!;
      const snapshot = { document, version: document.version, text: document.getText(), analysis };
      taken.set(document, snapshot);
      return snapshot;
    },
    close(uri) {
      versions.delete(uri);
      workspace.deleteFile(uri);
      taken = new WeakMap();
    },
  };
}
