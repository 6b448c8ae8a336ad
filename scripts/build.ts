/** Bundles the programs, the language server and the extension into dist/, one CommonJS file each. */
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '..');

/**
 * CommonJS because it starts fastest: on one file `validate-hints` takes 1.3 times as long as an empty Node, as ES
 * modules 1.5. Modules loaded by `import()` are in the same file and run only when they are asked for. A top-level
 * await is therefore not possible in what is bundled.
 */
const ENTRIES: readonly { readonly from: string; readonly to: string }[] = [
  { from: 'cli/kubernetes/main.ts', to: 'cli/ferris-k8s-deploy' },
  { from: 'cli/sql/main.ts', to: 'cli/ferris-sql' },
  { from: 'language-server/main.ts', to: 'language-server/main' },
  { from: 'extension/src/extension.ts', to: 'extension/extension' },
];

const dist = path.join(root, 'dist');
const started = performance.now();
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ENTRIES.filter(({ from }) => fs.existsSync(path.join(root, from))).map(({ from, to }) => ({
    in: from,
    out: to,
  })),
  outdir: dist,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node22',
  external: ['vscode'],
  // What a CommonJS file knows of itself under other names.
  banner: { js: "const __importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
  define: {
    'import.meta.url': '__importMetaUrl',
    'import.meta.dirname': '__dirname',
    'import.meta.filename': '__filename',
  },
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
});
for (const [file, { bytes }] of Object.entries(metafile.outputs))
  process.stderr.write(`  ${file}  ${(bytes / 1024).toFixed(0)} KB\n`);
process.stderr.write(`  bundled in ${((performance.now() - started) / 1000).toFixed(2)} s\n`);
