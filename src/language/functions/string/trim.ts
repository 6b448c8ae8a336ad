/** TRIM, LTRIM and RTRIM. */
import { defineScalar } from '../define.ts';

/** How many characters of `text` from its start, or before its end, are among `characters`; in 16-bit units. */
function run(text: string, characters: string, step: 1 | -1): number {
  const set = new Set(characters);
  let length = 0;
  const points = Array.from(text);
  for (let i = step > 0 ? 0 : points.length - 1; i >= 0 && i < points.length; i += step) {
    if (!set.has(points[i]!)) break;
    length += points[i]!.length;
  }
  return length;
}

/** A single 16-bit character, as nearly always. */
const isOne = (characters: string): boolean => characters.length === 1 && !/[\ud800-\udfff]/.test(characters);

function trimStart(text: string, characters: string): string {
  if (!isOne(characters)) return text.slice(run(text, characters, 1));
  const code = characters.charCodeAt(0);
  let start = 0;
  while (text.charCodeAt(start) === code) start++;
  return start === 0 ? text : text.slice(start);
}

function trimEnd(text: string, characters: string): string {
  if (!isOne(characters)) return text.slice(0, text.length - run(text, characters, -1));
  const code = characters.charCodeAt(0);
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === code) end--;
  return end === text.length ? text : text.slice(0, end);
}

const CHARACTERS =
  'Spaces unless other `characters` are given, each of which is taken off wherever it stands at that end.';

export const trim = defineScalar<[string, string?]>('TRIM(text STRING [, characters STRING]) → STRING', {
  category: 'string',
  aliases: ['BTRIM'],
  doc: `The text without characters at its beginning and end. ${CHARACTERS} Also written \`TRIM(BOTH 'x' FROM text)\`.`,
  examples: [
    [`TRIM('  a b ')`, `'a b'`],
    [`TRIM('xxaxbxx', 'x')`, `'axb'`],
    ['TRIM(NULL)', 'NULL'],
  ],
  evaluate: ([text, characters = ' ']) => trimEnd(trimStart(text, characters), characters),
});

export const ltrim = defineScalar<[string, string?]>('LTRIM(text STRING [, characters STRING]) → STRING', {
  category: 'string',
  doc: `The text without characters at its beginning. ${CHARACTERS}`,
  examples: [
    [`LTRIM('  a ')`, `'a '`],
    [`LTRIM('00042', '0')`, `'42'`],
  ],
  evaluate: ([text, characters = ' ']) => trimStart(text, characters),
});

export const rtrim = defineScalar<[string, string?]>('RTRIM(text STRING [, characters STRING]) → STRING', {
  category: 'string',
  doc: `The text without characters at its end. ${CHARACTERS}`,
  examples: [
    [`RTRIM(' a  ')`, `' a'`],
    [`RTRIM('1.500', '0')`, `'1.5'`],
  ],
  evaluate: ([text, characters = ' ']) => trimEnd(text, characters),
});
