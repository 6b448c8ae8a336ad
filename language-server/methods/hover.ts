/** textDocument/hover: what the thing under the cursor is; of a hint, also the deployment it is part of and its price. */
import { type Hover, MarkupKind, type Position } from 'vscode-languageserver';
import { describeDeployment } from '../../src/compiler/deploy/describe.ts';
import { describe } from '../../src/language/assist/describe.ts';
import type { Method } from '../method.ts';
import type { Snapshot } from '../snapshot.ts';
import { toRange } from '../translate.ts';

export const hoverMethod: Method = {
  capabilities: () => ({ hoverProvider: true }),
  start({ connection, ask }) {
    connection.onHover(({ textDocument, position }) =>
      ask(textDocument.uri, null, snapshot => hover(snapshot, position)),
    );
  },
};

function hover(snapshot: Snapshot, position: Position): Hover | null {
  const { text, analysis, document } = snapshot;
  const offset = document.offsetAt(position);
  const thing = describe(text, analysis.pieces, offset);
  if (!thing) return null;
  const deployment = describeDeployment(decodeURIComponent(fileOf(document.uri)), text, analysis, offset);
  const value = deployment === undefined ? thing.markdown : `${thing.markdown}\n\n---\n\n${deployment}`;
  return { range: toRange(snapshot, thing.span), contents: { kind: MarkupKind.Markdown, value } };
}

const fileOf = (uri: string): string => uri.slice(uri.lastIndexOf('/') + 1).replaceAll(/%(?![0-9a-f]{2})/gi, '%25');
