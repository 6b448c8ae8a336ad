/** The types of the library for those who install it: only what its entry needs, under names that any compiler follows. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const ENTRY = 'library/ferris-sql.d.ts';

/** Into `folder`. How many files it wrote. Throws Error when no types came out; wrong types anywhere are the check's to tell. */
export function writeLibraryTypes(root: string, folder: string): number {
  fs.rmSync(folder, { recursive: true, force: true });
  const all = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-types-'));
  try {
    const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
    const { stdout, stderr } = spawnSync(process.execPath, [tsc, '-p', path.join(root, 'library'), '--outDir', all], {
      encoding: 'utf8',
    });
    if (!fs.existsSync(path.join(all, ENTRY))) throw new Error(`no types of the library: ${stdout}${stderr}`);
    const wanted = new Set([ENTRY]);
    for (const file of wanted) {
      const text = fs.readFileSync(path.join(all, file), 'utf8');
      for (const [, target] of text.matchAll(IMPORT))
        wanted.add(path.posix.join(path.posix.dirname(file), target!.replace(/\.ts$/, '.d.ts')));
      const to = path.join(folder, file);
      fs.mkdirSync(path.dirname(to), { recursive: true });
      fs.writeFileSync(
        to,
        text.replace(IMPORT, one => one.replace(/\.ts(['"])$/, '.js$1')),
      );
    }
    return wanted.size;
  } finally {
    fs.rmSync(all, { recursive: true, force: true });
  }
}

const IMPORT = /\bfrom ['"](\.[^'"]+)['"]/g;
