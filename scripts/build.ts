/** Bundles the programs, the language server and the extension into dist/. */
import fs from 'node:fs';
import path from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { assembleExtension } from './assemble-extension.ts';
import { writeLibraryTypes } from './bundle/library-types.ts';
import { COMMAND_LINES, forNode, inPieces } from './bundle/programs.ts';

const root = path.resolve(import.meta.dirname, '..');
const started = performance.now();

/** One CommonJS file: what the extension host wants. A top-level await is not possible in it. */
const single: BuildOptions = {
  ...forNode(root),
  entryPoints: present({
    'language-server/main': 'language-server/main.ts',
  }),
  outdir: path.join(root, 'dist'),
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  // What a CommonJS file knows of itself under other names.
  banner: { js: "const __importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
  define: {
    'import.meta.url': '__importMetaUrl',
    'import.meta.dirname': '__dirname',
    'import.meta.filename': '__filename',
  },
};

for (const options of [
  single,
  inPieces(root, COMMAND_LINES['ferris-sql'], 'dist/cli/sql'),
  inPieces(root, COMMAND_LINES['ferris-k8s-deploy'], 'dist/cli/kubernetes'),
  inPieces(root, { 'ferris-sql': 'library/ferris-sql.ts' }, 'dist/library'),
]) {
  if (Object.keys(options.entryPoints ?? {}).length === 0) continue;
  const { metafile } = await build(options);
  for (const [file, { bytes, entryPoint }] of Object.entries(metafile!.outputs))
    if (entryPoint) process.stderr.write(`  ${file}  ${(bytes / 1024).toFixed(0)} KB\n`);
  if (options.splitting) removeOld(path.join(root, options.outdir!), Object.keys(metafile!.outputs));
}
const typed = writeLibraryTypes(root, path.join(root, 'dist/library/types'));
process.stderr.write(`  dist/library/types  ${typed} files\n`);
await assembleExtension();
process.stderr.write(`  bundled in ${((performance.now() - started) / 1000).toFixed(2)} s\n`);

/** Pieces have their content in their name: old ones would stay. What a program that runs now has loaded is there until then. */
function removeOld(folder: string, made: readonly string[]): void {
  const now = new Set(made.map(file => path.join(root, file)));
  for (const name of fs.readdirSync(folder)) {
    const file = path.join(folder, name);
    if (name.endsWith('.mjs') && !now.has(file)) fs.rmSync(file);
  }
}

/** The entries whose source is there. */
function present(entries: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(entries).filter(([, from]) => fs.existsSync(path.join(root, from))));
}
