/** Where the pages of the documentation are, when they are installed with the program. */
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { RULE_PAGES } from '../src/language/rules/page.ts';

/** Address of the folder that holds `docs/`: the package's, up to three folders above a bundle and one above this file. */
export function pagesRoot(): string | undefined {
  let folder = import.meta.dirname;
  for (let up = 0; up < 4; up++) {
    if (fs.existsSync(path.join(folder, RULE_PAGES))) return pathToFileURL(`${folder}${path.sep}`).href;
    folder = path.dirname(folder);
  }
  return undefined;
}
