/** textDocument/foldingRange: statements, clauses, hint blocks and comments that take more than one line. */
import { type ClientCapabilities, type FoldingRange, FoldingRangeKind } from 'vscode-languageserver';
import { foldsOf } from '../../src/language/assist/structure/folding.ts';
import type { Method } from '../method.ts';
import type { Snapshot } from '../snapshot.ts';

const KINDS = { code: undefined, comment: FoldingRangeKind.Comment, hints: FoldingRangeKind.Region } as const;

export const foldingRangeMethod: Method = {
  capabilities: () => ({ foldingRangeProvider: true }),
  start({ connection, client, ask }) {
    connection.onFoldingRanges(({ textDocument: { uri } }) =>
      ask(uri, [], snapshot => rangesOf(snapshot, client().textDocument?.foldingRange ?? {})),
    );
  },
};

type Wishes = NonNullable<NonNullable<ClientCapabilities['textDocument']>['foldingRange']>;

function rangesOf(
  { text, analysis, document }: Snapshot,
  { lineFoldingOnly = false, rangeLimit }: Wishes,
): FoldingRange[] {
  const ranges: FoldingRange[] = [];
  const begun = new Set<string>();
  for (const { kind, span, closed } of foldsOf(text, analysis)) {
    const [start, end] = [document.positionAt(span.start), document.positionAt(span.end)];
    // The line of a closing bracket stays in sight, where whole lines are folded.
    const endLine = end.line - (closed && lineFoldingOnly ? 1 : 0);
    if (endLine <= start.line) continue;
    // One line folds but one thing: the outermost. A call and its brackets would be the same fold twice.
    const fold = lineFoldingOnly ? `${start.line}` : `${start.line} ${endLine}`;
    if (begun.has(fold)) continue;
    begun.add(fold);
    ranges.push({
      startLine: start.line,
      endLine,
      ...(lineFoldingOnly ? {} : { startCharacter: start.character, endCharacter: end.character }),
      ...(KINDS[kind] === undefined ? {} : { kind: KINDS[kind] }),
    });
  }
  return rangeLimit === undefined ? ranges : ranges.slice(0, rangeLimit);
}
