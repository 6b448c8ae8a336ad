/**
 * Puts the extension together in dist/extension, as it is installed: manifest, bundles, language server, command line,
 * grammar, panel. That folder works by itself, without node_modules: it is what a window is opened with and what is packed.
 */
import fs from 'node:fs';
import path from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { RULE_PAGES } from '../src/language/rules/page.ts';
import { inBrowser } from './bundle/browser.ts';
import { COMMAND_LINES, inPieces } from './bundle/programs.ts';
import { editorApi } from './bundle/vscode.ts';
import { snippets } from './snippets.ts';
import { textMateGrammar } from './syntax.ts';

const root = path.resolve(import.meta.dirname, '..');
const finished = path.join(root, 'dist/extension');
/** Until it is whole: a window may be using the one before, and another build may be at work. */
const target = path.join(root, `dist/extension.${process.pid}`);

/** In one folder, as they have most of their pieces in common: the language alone is a megabyte. */
const PROGRAMS = {
  ...COMMAND_LINES['ferris-sql'],
  ...COMMAND_LINES['ferris-k8s-deploy'],
  'language-server': 'language-server/main.ts',
};

export async function assembleExtension(): Promise<void> {
  try {
    await assemble();
    fs.rmSync(finished, { recursive: true, force: true });
    fs.renameSync(target, finished);
  } finally {
    fs.rmSync(target, { recursive: true, force: true });
  }
}

async function assemble(): Promise<void> {
  writeManifest();
  await buildExtension();
  copy('extension/language-configuration.json', 'language-configuration.json');
  copy('extension/media/icons', 'icons');
  copy('extension/README.md', 'README.md');
  copy('extension/CHANGELOG.md', 'CHANGELOG.md');
  copy('extension/images', 'images');
  copy('extension/walkthrough', 'walkthrough');
  copy('LICENSE', 'LICENSE');
  copy(RULE_PAGES, RULE_PAGES);
  write('syntaxes/ferris-sql.tmLanguage.json', JSON.stringify(textMateGrammar(), null, 2));
  copy('docs/reference/ferris.schema.json', 'schemas/ferris.schema.json');
  write('snippets/ferris-sql.json', JSON.stringify(snippets(), null, 2));
  await build(inPieces(root, PROGRAMS, path.join(target, 'programs')));
  await buildPages();
  await buildWeb();
}

/** Of the package's version; not an ES module, as its main file is none. */
function writeManifest(): void {
  const read = (file: string): Record<string, unknown> => JSON.parse(fs.readFileSync(path.join(root, file), 'utf8'));
  const { type: _, ...manifest } = read('extension/package.json');
  const { version } = read('package.json');
  write('package.json', JSON.stringify({ ...manifest, version }, null, 2));
}

/** What is large and loaded only when it is needed, each a file of its own: by its name in an import(). */
const APART: Readonly<Record<string, { readonly from: string; readonly to: string }>> = {
  'client.ts': { from: 'extension/src/language/client.ts', to: 'language-client.cjs' },
  'kubeconfig.ts': { from: 'extension/src/cluster/kubeconfig.ts', to: 'kubeconfig.cjs' },
};

async function buildExtension(): Promise<void> {
  const shared: BuildOptions = {
    absWorkingDir: root,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node22',
    legalComments: 'none',
    logLevel: 'warning',
  };
  await build({
    ...shared,
    entryPoints: ['extension/src/extension.ts'],
    outfile: path.join(target, 'extension.cjs'),
    plugins: [
      editorApi(root),
      {
        name: 'apart',
        setup: ({ onResolve }) =>
          onResolve({ filter: /\/(client|kubeconfig)\.ts$/ }, ({ path: asked }) => ({
            path: `./${APART[path.basename(asked)]!.to}`,
            external: true,
          })),
      },
    ],
  });
  for (const { from, to } of Object.values(APART))
    await build({ ...shared, entryPoints: [from], outfile: path.join(target, to), plugins: [editorApi(root)] });
}

/** Webviews: a script and a style of the same name each. */
const PAGES = ['run-panel', 'explain', 'preview', 'hints-form'];

async function buildPages(): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: PAGES.flatMap(page => [`extension/media/${page}.ts`, `extension/media/${page}.css`]),
    outdir: path.join(target, 'media'),
    bundle: true,
    format: 'iife',
    platform: 'browser',
    // The browser of the oldest editor: VS Code 1.101.
    target: 'chrome134',
    legalComments: 'none',
    logLevel: 'warning',
  });
}

/** What runs in a browser's extension host, with the script of its workers; Node's modules are the playground's. */
async function buildWeb(): Promise<void> {
  const shared: BuildOptions = {
    absWorkingDir: root,
    outdir: path.join(target, 'web'),
    bundle: true,
    platform: 'browser',
    target: 'chrome134',
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
  };
  await build({ ...shared, entryPoints: ['extension/web/extension.ts'], format: 'cjs', plugins: [editorApi(root)] });
  await build({
    ...shared,
    ...inBrowser(root),
    entryPoints: ['extension/web/worker.ts'],
    format: 'iife',
  });
}

const copy = (from: string, to: string): void =>
  fs.cpSync(path.join(root, from), path.join(target, to), { recursive: true });

function write(file: string, text: string): void {
  const full = path.join(target, file);
  fs.mkdirSync(path.dirname(full), { recursive: true });
  fs.writeFileSync(full, `${text}\n`);
}
