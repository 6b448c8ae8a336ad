/** Characters of a string as SQL counts them: code points, not 16-bit units. */

/** Whether every character is one 16-bit unit, so that positions are indexes. */
const isPlain = (text: string): boolean => !/[\ud800-\udfff]/.test(text);

export const characterCount = (text: string): number => (isPlain(text) ? text.length : Array.from(text).length);

/** From 0; clamped to the text. */
export function characterSlice(text: string, start: number, end: number): string {
  const from = Math.max(0, start);
  if (end <= from) return '';
  return isPlain(text) ? text.slice(from, end) : Array.from(text).slice(from, end).join('');
}

/** The position from 0 of a 16-bit index. */
export const characterIndex = (text: string, index: number): number => characterCount(text.slice(0, index));

/** The 16-bit index of a position from 0. */
export const unitIndex = (text: string, position: number): number =>
  isPlain(text) ? position : Array.from(text).slice(0, position).join('').length;
