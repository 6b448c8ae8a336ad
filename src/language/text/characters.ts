/** What a UTF-16 code unit counts as: white space, a line break, part of a word. The scanner and the lexer both go by this. */

/** White space as `\s` has it, and what editors and disks leave in files: the byte order mark and NUL. */
export function isSpace(c: number): boolean {
  if (c < 128) return c === 32 || (c >= 9 && c <= 13) || c === 0;
  return (
    c === 0xa0 ||
    c === 0xfeff ||
    (c >= 0x2000 && c <= 0x200a) ||
    c === 0x1680 ||
    c === 0x2028 ||
    c === 0x2029 ||
    c === 0x202f ||
    c === 0x205f ||
    c === 0x3000
  );
}

/** LF or CR. */
export const isLineBreak = (c: number): boolean => c === 10 || c === 13;

export const isDigit = (c: number): boolean => c >= 48 && c <= 57;

/** A letter, `_`, or anything beyond ASCII that is no white space (also half of a surrogate pair). */
export const isWordStart = (c: number): boolean =>
  (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95 || (c >= 128 && !isSpace(c));

/** What a word goes on with: also digits and `$`. */
export const isWordPart = (c: number): boolean => isWordStart(c) || isDigit(c) || c === 36;
