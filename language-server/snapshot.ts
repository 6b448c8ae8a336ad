/** One document at one version, with what the language says of it: worked out when first asked for, then kept. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { attachHints } from '../src/language/hints/attach.ts';
import { checkHints } from '../src/language/rules/hints/check.ts';
import type { Diagnostic } from '../src/language/text/diagnostic.ts';
import { type Piece, scan } from '../src/language/text/scan.ts';

export interface Snapshot {
  readonly document: TextDocument;
  readonly version: number;
  readonly text: string;
  readonly pieces: readonly Piece[];
  readonly diagnostics: readonly Diagnostic[];
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
  let pieces: readonly Piece[] | undefined;
  let diagnostics: readonly Diagnostic[] | undefined;
  return {
    document,
    version: document.version,
    text,
    get pieces() {
      pieces ??= scan(text);
      return pieces;
    },
    get diagnostics() {
      diagnostics ??= checkHints(attachHints(this.pieces));
      return diagnostics;
    },
  };
}
