/** The page of a rule, where the documentation is installed with the server. */
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { pageAddress, RULE_PAGES } from '../src/language/rules/page.ts';
import { ruleIds } from '../src/language/rules/table.ts';

/** The address that a finding's code leads to; undefined for a rule that has no page. */
export const pageOf = (rule: string): string | undefined =>
  root !== undefined && ruleIds.includes(rule) ? pageAddress(rule, root) : undefined;

/** One folder up in the extension and in the sources, two in the package. */
const root: string | undefined = ['..', '../..']
  .map(up => path.resolve(import.meta.dirname, up))
  .filter(folder => fs.existsSync(path.join(folder, RULE_PAGES)))
  .map(folder => pathToFileURL(`${folder}${path.sep}`).href)[0];
