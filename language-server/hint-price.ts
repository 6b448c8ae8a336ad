/** What a deployment would cost with another value of one of its hints: told of a value that completion offers. */

import { priceTag } from '../src/compiler/deploy/cost/text.ts';
import { deploymentsOf } from '../src/compiler/deploy/deployments.ts';
import { analyze } from '../src/language/analyze.ts';
import { costIn, fileName, outsideOf } from './deployments.ts';
import type { Snapshot } from './snapshot.ts';

/** Hints of other categories cost nothing. */
const DEAR = /^(workload$|scaling\.|resources\.|cost\.|node_selector\.|regions\.|schedule\.)/;
/** Longer statements are not priced while their hints are typed. */
const LONGEST = 20_000;

/**
 * Of the statement at a place in a hint line, with the file's hints and this one as given: `$0.34–0.68/h`. Undefined where
 * nothing can be priced. Some 10 ms.
 */
export function hintPrice(snapshot: Snapshot, offset: number, key: string, value: string): string | undefined {
  if (!DEAR.test(key)) return undefined;
  const { text, analysis, document } = snapshot;
  const pieces = analysis.pieces;
  const piece = pieces.find(one => offset <= one.span.end);
  if (!piece || piece.span.end - piece.span.start > LONGEST) return undefined;
  const line = piece.hintBlocks
    .flatMap(block => block.lines)
    .find(one => one.span.start <= offset && offset <= one.span.end);
  if (!line) return undefined;
  const [first] = pieces;
  const ofFile = first && first !== piece ? first.hintBlocks[0] : undefined;
  const front = ofFile?.blankAfter ? `${text.slice(ofFile.span.start, ofFile.span.end)}\n\n` : '';
  const before = front + text.slice(piece.span.start, line.span.start);
  const after = text.slice(line.span.end, piece.span.end);
  const tried = `${before}-- @ferris:${key}=${value}${after}`;
  const outside = outsideOf(snapshot);
  const { specs } = deploymentsOf({ file: fileName(document.uri), text: tried, analysis: analyze(tried), outside });
  const [spec] = specs;
  return spec && priceTag(costIn(snapshot, spec));
}
