/** The server in a Node process: files of this machine, and the documentation that is installed with it. */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { pageAddress, RULE_PAGES } from '../src/language/rules/page.ts';
import { ruleIds } from '../src/language/rules/table.ts';
import type { FoundFile, Host } from './host.ts';

/** One folder up in the extension and in the sources, two in the package. */
const root: string | undefined = ['..', '../..']
  .map(up => path.resolve(import.meta.dirname, up))
  .filter(folder => fs.existsSync(path.join(folder, RULE_PAGES)))
  .map(folder => pathToFileURL(`${folder}${path.sep}`).href)[0];

/** Folders of what was made or fetched by others. */
const LEFT_OUT = /^(\..*|node_modules|bower_components|vendor|target|dist|build|out|venv|__pycache__)$/;

async function* walk(folder: string): AsyncGenerator<FoundFile> {
  let entries: fs.Dirent[];
  try {
    entries = await fs.promises.readdir(folder, { withFileTypes: true });
  } catch {
    // Gone, or not ours to read.
    return;
  }
  for (const entry of entries) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!LEFT_OUT.test(entry.name)) yield* walk(file);
    } else if (entry.isFile()) yield { uri: pathToFileURL(file).href, size: () => sizeOf(file) };
  }
}

async function sizeOf(file: string): Promise<number | undefined> {
  try {
    const stat = await fs.promises.stat(file);
    return stat.isFile() ? stat.size : undefined;
  } catch {
    return undefined;
  }
}

const pathOf = (uri: string): string | undefined => {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined;
  } catch {
    // Such as a URI with another machine's name.
    return undefined;
  }
};

export const nodeHost: Host = {
  files: {
    async read(uri) {
      const file = pathOf(uri);
      if (file === undefined) return undefined;
      try {
        // Another's folder may have links to anything: a device has no end, a pipe none before somebody writes.
        if ((await sizeOf(file)) === undefined) return undefined;
        return await fs.promises.readFile(file, 'utf8');
      } catch {
        return undefined;
      }
    },
    async real(uri) {
      const file = pathOf(uri);
      if (file === undefined) return undefined;
      try {
        return pathToFileURL(await fs.promises.realpath(file)).href;
      } catch {
        return undefined;
      }
    },
    async *walk(folder) {
      const start = pathOf(folder);
      if (start !== undefined) yield* walk(start);
    },
    async size(uri) {
      const file = pathOf(uri);
      return file === undefined ? undefined : sizeOf(file);
    },
  },
  pageOf: rule => (root !== undefined && ruleIds.includes(rule) ? pageAddress(rule, root) : undefined),
};
