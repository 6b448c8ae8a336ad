/** The server in a Node process: files of this machine, and the documentation that is installed with it. */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { pageAddress, RULE_PAGES } from '../src/language/rules/page.ts';
import { ruleIds } from '../src/language/rules/table.ts';
import type { Host } from './host.ts';

/** One folder up in the extension and in the sources, two in the package. */
const root: string | undefined = ['..', '../..']
  .map(up => path.resolve(import.meta.dirname, up))
  .filter(folder => fs.existsSync(path.join(folder, RULE_PAGES)))
  .map(folder => pathToFileURL(`${folder}${path.sep}`).href)[0];

export const nodeHost: Host = {
  async read(uri) {
    if (!uri.startsWith('file:')) return undefined;
    try {
      return await fs.promises.readFile(fileURLToPath(uri), 'utf8');
    } catch {
      return undefined;
    }
  },
  pageOf: rule => (root !== undefined && ruleIds.includes(rule) ? pageAddress(rule, root) : undefined),
};
