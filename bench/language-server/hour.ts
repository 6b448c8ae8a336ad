/** An hour of typing, as fast as it goes, in a heap of 90 MB: the server's memory after each tenth of it. */
import { statements } from '../language/generate.ts';
import { startEditor } from './editor.ts';

/** Five keys a second. */
const KEYS = 18_000;

export async function hour(write: (line: string) => void): Promise<void> {
  // With room to spare, what nobody needs any more is not collected, and nothing can be told from the figures.
  const editor = await startEditor(null, '--max-old-space-size=90');
  const uri = 'file:///bench/hour.sql';
  const text = `${statements(500, 3).join(';\n\n')};\n`;
  editor.open(uri, text);
  await editor.diagnose(uri);
  const lines = text.split('\n');
  const memory: number[] = [];
  for (let key = 0; key < KEYS; key++) {
    const line = (Math.floor(key / 40) * 31) % lines.length;
    const typed = Math.floor(key / 2) % 20;
    // Twenty letters are written behind a line and taken back one by one.
    const end = lines[line]!.length;
    const back = key % 40 >= 20;
    const at = back ? end + 39 - (key % 40) : end + (key % 40);
    editor.type(uri, key + 2, line, at, back ? at + 1 : at, back ? '' : 'x ab1 c, d'.charAt(typed % 10));
    await editor.diagnose(uri);
    if (key % (KEYS / 10) === KEYS / 10 - 1) memory.push(editor.memory());
  }
  write(`${KEYS} keys: ${memory.map(one => one.toFixed(0)).join(' ')} MB after each tenth`);
  await editor.end();
}
