/** How long a workspace of a thousand files takes until all are known, and what memory they need. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { statements } from '../language/generate.ts';
import { startEditor } from './editor.ts';

const FILES = 1000;
const LINES = 60;

export async function workspace(write: (line: string) => void): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-bench-'));
  let bytes = 0;
  for (let i = 0; i < FILES; i++) {
    // Names of their own, or every file would define what the others do.
    const text = statements(LINES, i)
      .map(one => `${one.replaceAll(/\b(s\d+|t\d+|v\d+)\b/g, `$1_f${i}`)};\n`)
      .join('\n');
    bytes += text.length;
    fs.writeFileSync(path.join(folder, `queries-${i}.sql`), text);
  }
  const started = performance.now();
  const editor = await startEditor(pathToFileURL(folder).href);
  const ended = new Promise<void>(resolve =>
    editor.connection.onNotification('$/progress', ({ value }: { value: { kind: string } }) => {
      if (value.kind === 'end') resolve();
    }),
  );
  await ended;
  const read = performance.now() - started;
  const readMemory = editor.memory();
  const checked = performance.now();
  const { items } = await editor.connection.sendRequest<{ items: { items: unknown[] }[] }>('workspace/diagnostic', {
    previousResultIds: [],
  });
  const check = performance.now() - checked;
  write(
    `${FILES} files, ${(bytes / 1e6).toFixed(1)} MB: read in ${(read / 1000).toFixed(2)} s from process start, ${readMemory.toFixed(0)} MB`,
  );
  write(
    `  all of them checked ${(check / 1000).toFixed(2)} s later: ${items.length} files, ${items.reduce((sum, one) => sum + one.items.length, 0)} findings, ${editor.memory().toFixed(0)} MB`,
  );
  await editor.end();
  fs.rmSync(folder, { recursive: true });
}
