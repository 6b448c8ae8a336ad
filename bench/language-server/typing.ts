/** How long a keystroke takes until its findings are there, and how long completion and hover take, over a real pipe. */
import { statements } from '../language/generate.ts';
import { median, p95, startEditor } from './editor.ts';

const KEYS = 300;

/** Characters are typed into names in the middle of statements all over the file, and taken back. */
export async function typing(write: (line: string) => void): Promise<void> {
  for (const lines of [500, 1000, 10_000]) {
    const text = `${statements(lines, 7).join(';\n\n')};\n`;
    const started = performance.now();
    const editor = await startEditor();
    const uri = 'file:///bench/typing.sql';
    editor.open(uri, text);
    const { items } = await editor.diagnose(uri);
    const first = performance.now() - started;
    const all = text.split('\n');
    const places = all.flatMap((line, i) => {
      const at = /\b[a-z_]{3,}\b(?=[ ,])/.exec(line);
      return at ? [{ line: i, character: at.index + at[0].length }] : [];
    });
    const keys: number[] = [];
    const completions: number[] = [];
    const hovers: number[] = [];
    for (let key = 0; key < KEYS; key++) {
      // Consecutive keys go to one place, as a person's do.
      const { line, character } = places[(Math.floor(key / 6) * 7919) % places.length]!;
      const back = key % 2 === 1;
      const before = performance.now();
      editor.type(uri, key + 2, line, character, back ? character + 1 : character, back ? '' : 'x');
      await editor.diagnose(uri);
      keys.push(performance.now() - before);
      const at = { textDocument: { uri }, position: { line, character } };
      completions.push(await editor.time('textDocument/completion', at));
      hovers.push(await editor.time('textDocument/hover', at));
    }
    const memory = editor.memory();
    await editor.end();
    const told = (values: readonly number[]): string =>
      `${median(values).toFixed(1).padStart(5)} / ${p95(values).toFixed(1).padStart(5)} / ${Math.max(...values)
        .toFixed(1)
        .padStart(5)} ms`;
    write(
      `${String(all.length).padStart(6)} lines, ${(text.length / 1000).toFixed(0)} kB, ${items.length} findings, ${memory.toFixed(0)} MB`,
    );
    write(`  process start to first diagnostics ${first.toFixed(0)} ms`);
    write(`  key to diagnostics   median/p95/max ${told(keys)}`);
    write(`  completion           median/p95/max ${told(completions)}`);
    write(`  hover                median/p95/max ${told(hovers)}`);
  }
}
