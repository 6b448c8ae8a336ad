/** SQL with proposed hints put above its statements, each with its reason behind it. */
import { attachHints } from '../../../language/hints/attach.ts';
import { scan } from '../../../language/text/scan.ts';
import type { Proposal } from './propose.ts';

export interface Placed {
  /** Where the statement begins. */
  readonly at: number;
  readonly proposals: readonly Proposal[];
}

/** What a hint's value may not hold is left out of the reasons: they stand behind a `#`. */
export function hintBlock(proposals: readonly Proposal[]): string {
  const lines = proposals.map(({ key, value }) => `-- @ferris:${key}=${value}`);
  const width = Math.max(0, ...lines.map(line => line.length));
  return proposals.map(({ why }, i) => `${lines[i]!.padEnd(width)}  # ${why.replaceAll(/\s+/g, ' ')}\n`).join('');
}

/** Hints that held for the whole file still do. */
export function hintedSql(text: string, placed: readonly Placed[]): string {
  const edits = placed
    .filter(({ proposals }) => proposals.length > 0)
    .map(({ at, proposals }) => ({ at: at, text: lineBreakBefore(text, at) + hintBlock(proposals) }));
  const { file } = attachHints(scan(text));
  const block = scan(text)
    .flatMap(piece => piece.hintBlocks)
    .find(one => one.lines[0] !== undefined && file.some(hint => hint.span.start === one.lines[0]!.span.start));
  // A block that was the file's only one needs an empty line behind it as soon as there are others.
  const apart =
    block && !block.blankAfter && edits.length > 0 ? [{ at: block.lines.at(-1)!.span.end, text: '\n' }] : [];
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  return [...edits, ...apart]
    .toSorted((a, b) => b.at - a.at)
    .reduce((done, edit) => done.slice(0, edit.at) + edit.text.replaceAll('\n', lineEnd) + done.slice(edit.at), text);
}

const lineBreakBefore = (text: string, at: number): string =>
  text.slice(0, at).search(/(^|\n)[ \t]*$/) >= 0 ? '' : '\n';
