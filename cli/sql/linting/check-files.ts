/** What is found in files that are checked together: SQL files see each other, schema files stand by themselves. */
import { analyzeFiles } from '../../../src/language/analyze.ts';
import type { CheckFiles, FixableFile } from '../../../src/language/rules/fix-all.ts';
import { readSchema, SCHEMA_ENDINGS } from '../../../src/language/schemas/schema-file.ts';
import type { Diagnostic } from '../../../src/language/text/diagnostic.ts';

const isSchema = ({ path }: FixableFile): boolean => SCHEMA_ENDINGS.some(ending => path.toLowerCase().endsWith(ending));

/** In the order of the files. */
export const checkFiles: CheckFiles = files => {
  const found = new Map<FixableFile, readonly Diagnostic[]>();
  const sql = files.filter(file => !isSchema(file));
  for (const [i, { diagnostics }] of analyzeFiles(sql).entries()) found.set(sql[i]!, diagnostics);
  for (const file of files.filter(isSchema)) found.set(file, readSchema(file.path, file.text).problems);
  return files.map(file => found.get(file) ?? []);
};
