/** Texts with a cursor `|`, and what a rename makes of them. */
import assert from 'node:assert/strict';
import { applied, byFile, type FileEdit } from '../../../src/language/references/edits.ts';
import { rename } from '../../../src/language/references/rename.ts';
import { Workspace } from '../../../src/language/workspace/workspace.ts';

export interface Marked {
  readonly workspace: Workspace;
  readonly path: string;
  readonly text: string;
  readonly offset: number;
}

/** The first file has the cursor. */
export function marked(text: string, others: Readonly<Record<string, string>> = {}): Marked {
  const offset = text.indexOf('|');
  assert.ok(offset >= 0, 'no cursor');
  const plain = text.slice(0, offset) + text.slice(offset + 1);
  const workspace = new Workspace();
  workspace.setFile('a.sql', plain);
  for (const [path, other] of Object.entries(others)) {
    if (path.endsWith('.sql')) workspace.setFile(path, other);
    else workspace.setSchemaFile(path, other);
  }
  return { workspace, path: 'a.sql', text: plain, offset };
}

export const after = (text: string, edits: readonly FileEdit[], path = 'a.sql'): string =>
  applied(text, byFile(edits).get(path) ?? []);

/** The text after the rename; the reason where it is refused. */
export function renamed(text: string, name: string, others: Readonly<Record<string, string>> = {}): string {
  const { workspace, path, text: plain, offset } = marked(text, others);
  const result = rename(workspace, path, offset, name);
  return 'refused' in result ? `refused: ${result.refused}` : after(plain, result.edits);
}
