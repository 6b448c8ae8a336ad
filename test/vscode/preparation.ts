/** What every way of running the suites needs: the built extension, a bundled suite, a fresh copy of the workspace. */
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '../..');

/** As scripts/assemble-extension.ts puts it together. */
export const EXTENSION = path.join(root, 'dist/extension');
/** Where the pictures go. */
export const OUT = path.join(import.meta.dirname, 'out');

export const SETTINGS: Readonly<Record<string, unknown>> = {
  'ferris.brokers': 'jsonl:topics',
  // In a browser it is on.
  'files.autoSave': 'off',
  'workbench.activityBar.location': 'hidden',
  'workbench.colorTheme': 'Default Dark Modern',
};

/** @returns the suite's file, bundled: an extension host loads CommonJS */
export async function buildSuite(name: string, folder: string): Promise<string> {
  const outfile = path.join(folder, `${name}.cjs`);
  await build({
    absWorkingDir: root,
    entryPoints: [`test/vscode/suite/${name}.ts`],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    external: ['vscode'],
    logLevel: 'warning',
  });
  return outfile;
}

/** A copy, which stays as it is when the extension is built anew meanwhile. */
export function extensionCopy(folder: string): string {
  const copy = path.join(folder, 'extension');
  fs.cpSync(EXTENSION, copy, { recursive: true });
  return copy;
}

/** A copy that has only its `browser` entry: a window whose server has Node would take the other. */
export function browserExtension(folder: string): string {
  const copy = extensionCopy(folder);
  const file = path.join(copy, 'package.json');
  const { main: _, ...manifest } = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, unknown>;
  fs.writeFileSync(file, JSON.stringify(manifest));
  return copy;
}

/** The suites write to their workspace. It has the project's examples too. */
export function workspaceCopy(folder: string): string {
  const copy = path.join(folder, 'trading');
  fs.cpSync(path.join(import.meta.dirname, 'workspace'), copy, { recursive: true });
  // Nexmark's many streams would push all others out of the sight of a tree.
  const filter = (file: string): boolean => path.basename(file) !== 'nexmark';
  fs.cpSync(path.join(root, 'examples'), path.join(copy, 'examples'), { recursive: true, filter });
  return copy;
}
