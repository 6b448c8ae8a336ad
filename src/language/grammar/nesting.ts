/** How deep a text nests, by its tokens alone: what a recursive parser would need of its stack, known before it runs. */
import { tokenize, type Vocabulary } from './tokens.ts';

const OPENING = new Set(['(', '[', '{', 'CASE']);
const CLOSING = new Set([')', ']', '}', 'END']);
/** What stands in front of an operand as often as one likes. */
const PREFIX = new Set(['NOT', '-', '+']);
const GENERIC = /^(?:ARRAY|MAP|STRUCT|ROW|MULTISET)$/i;

/** The deepest level of brackets, CASEs, signs and type arguments in the text up to an offset; never too small. */
export function nestingOf(text: string, until: number, vocabulary: Vocabulary): number {
  /** What each open bracket added: itself and the signs in front of it. */
  const open: number[] = [];
  let angles = 0;
  let level = 0;
  let prefixes = 0;
  let deepest = 0;
  let word = '';
  tokenize(text, vocabulary, (kind, start, end) => {
    if (start >= until) return;
    const name = vocabulary.names[kind] ?? '';
    const angle = name === '<' && GENERIC.test(word);
    if (OPENING.has(name) || angle) {
      open.push(prefixes + 1);
      level += prefixes + 1;
      if (angle) angles++;
    } else if (CLOSING.has(name) || (name === '>' && angles > 0)) {
      level -= open.pop() ?? 0;
      if (name === '>') angles--;
    }
    prefixes = PREFIX.has(name) ? prefixes + 1 : 0;
    deepest = Math.max(deepest, level + prefixes);
    word = end - start < 10 ? text.slice(start, end) : '';
  });
  return deepest;
}
