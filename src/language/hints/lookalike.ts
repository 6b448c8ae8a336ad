/** Finds comments that were meant as hints but are none: `-- @feris:…`, `-- @ferris workload=…`, a hint in a block comment. */
import { distance } from '../text/nearest.ts';
import { isHintLine } from './line.ts';

const LINE = /^-{2,}[ \t]*(?:(@)[ \t]*)?([A-Za-z]{4,8})([ \t]*[:;.,=/][ \t]*|[ \t]+)([A-Za-z_][\w.-]*[ \t]*=.*)$/;
const BLOCK_OPENING = /^\/\*+[ \t]*@ferris:/i;

/**
 * What a comment should have been to count as a hint, or undefined when it was not meant as one.
 * @param comment its whole text, `--` or the block comment's delimiters included
 */
export function intendedHint(comment: string): string | undefined {
  if (comment.startsWith('/*')) {
    const opening = BLOCK_OPENING.exec(comment);
    if (!opening || /[\r\n]/.test(comment)) return undefined;
    return `-- @ferris:${comment.slice(opening[0].length).replace(/\*\/$/, '').trim()}`;
  }
  if (isHintLine(comment)) return undefined;
  const [, at, word, separator, rest] = LINE.exec(comment) ?? [];
  if (word === undefined || separator === undefined) return undefined;
  // Without the `@` only the very word and a colon can mean a hint: prose must stay prose.
  const meant =
    at === '@'
      ? distance(word.toLowerCase(), 'ferris') <= 2
      : word.toLowerCase() === 'ferris' && separator.includes(':');
  return meant ? `-- @ferris:${rest}` : undefined;
}
