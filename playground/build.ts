/** Bundles the playground into dist/playground: a folder of plain files that any web server can give out. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { inBrowser } from '../scripts/bundle/browser.ts';

const here = import.meta.dirname;
const root = path.resolve(here, '..');
export const PLAYGROUND = path.join(root, 'dist/playground');

/** @throws Error when Monaco cannot be installed */
export async function buildPlayground(say: (text: string) => void): Promise<void> {
  installMonaco(say);
  const shared: BuildOptions = {
    absWorkingDir: root,
    bundle: true,
    ...inBrowser(root),
    format: 'iife',
    target: 'es2024',
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
    loader: { '.ttf': 'file', '.sql': 'text', '.jsonl': 'text' },
    outdir: PLAYGROUND,
  };
  fs.rmSync(PLAYGROUND, { recursive: true, force: true });
  await build({
    ...shared,
    entryPoints: {
      page: path.join(here, 'src/page.ts'),
      'server-worker': path.join(here, 'src/server-worker.ts'),
      'run-worker': path.join(here, 'src/run-worker.ts'),
      'editor-worker': path.join(here, 'node_modules/monaco-editor/esm/vs/editor/editor.worker.js'),
    },
  });
  for (const file of ['index.html', 'style.css']) fs.copyFileSync(path.join(here, file), path.join(PLAYGROUND, file));
}

/** Monaco is large, and only the playground needs it. */
function installMonaco(say: (text: string) => void): void {
  const wanted = fs.readFileSync(path.join(here, 'package-lock.json'), 'utf8');
  const marker = path.join(here, 'node_modules/.installed');
  if (fs.existsSync(marker) && fs.readFileSync(marker, 'utf8') === wanted) return;
  say('installing Monaco (about 20 MB, once)');
  const { status, stderr, error } = spawnSync('npm', ['ci', '--loglevel=error'], {
    cwd: here,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm ci failed in playground/: ${error?.message ?? stderr}`);
  fs.writeFileSync(marker, wanted);
}
