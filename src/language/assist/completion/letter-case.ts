/** In which case keywords are written here: as in the word at the cursor, else as in the statement, else as in the file. */
import type { Cursor } from './cursor.ts';
import { isName } from './situation.ts';

/** @param file a part of it is enough */
export function lowerCase({ text, word, before, after }: Cursor, file: string): boolean {
  const written = text.slice(word.start, word.end);
  if (/[A-Za-z]/.test(written)) return written === written.toLowerCase();
  let lower = 0;
  for (const one of [...before, ...after]) {
    if (!/^[A-Za-z]{2,}$/.test(one.text) || isName(one.kind)) continue;
    lower += one.text === one.text.toLowerCase() ? 1 : -1;
  }
  if (lower !== 0) return lower > 0;
  const words = file.slice(0, 4000).match(/\b(?:select|from|create|where|insert)\b/gi) ?? [];
  return words.filter(one => one === one.toLowerCase()).length > words.length / 2;
}
