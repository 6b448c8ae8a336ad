/** One document at one version, with what the language says of it: worked out when first asked for, then kept. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type Analysis, analyze } from '../src/language/analyze.ts';

export interface Snapshot {
  readonly document: TextDocument;
  readonly version: number;
  readonly text: string;
  readonly analysis: Analysis;
}

/** A function that gives the same snapshot until the document changes. */
export function snapshots(): (document: TextDocument) => Snapshot {
  const last = new WeakMap<TextDocument, Snapshot>();
  return document => {
    const known = last.get(document);
    if (known?.version === document.version) return known;
    const taken = snapshotOf(document);
    last.set(document, taken);
    return taken;
  };
}

function snapshotOf(document: TextDocument): Snapshot {
  const text = document.getText();
  let analysis: Analysis | undefined;
  return {
    document,
    version: document.version,
    text,
    get analysis() {
      analysis ??= analyze(text);
      return analysis;
    },
  };
}
