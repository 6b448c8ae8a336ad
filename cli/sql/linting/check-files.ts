/** What is found in files that are checked together: SQL files see each other, schema files stand by themselves. */
import type { CheckFiles, FixableFile } from '../../../src/language/rules/fix-all.ts';
import { readSchema, SCHEMA_ENDINGS } from '../../../src/language/schemas/schema-file.ts';
import { Workspace } from '../../../src/language/workspace/workspace.ts';

const isSchema = ({ path }: FixableFile): boolean => SCHEMA_ENDINGS.some(ending => path.toLowerCase().endsWith(ending));

/** Checks the same files again and again, as --fix does: a statement that has not changed keeps what is known of it. */
export function fileChecker(): CheckFiles {
  const workspace = new Workspace();
  return files => {
    for (const file of files) if (!isSchema(file)) workspace.setFile(file.path, file.text);
    return files.map(file =>
      isSchema(file) ? readSchema(file.path, file.text).problems : (workspace.analysis(file.path)?.diagnostics ?? []),
    );
  };
}
