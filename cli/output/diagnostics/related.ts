/** Which file a related place is in: files that are checked together point at each other. */
import type { CheckedFile } from '../diagnostics.ts';

/** The finding's own file unless the place names another one. */
export const fileOfRelated = (
  files: readonly CheckedFile[],
  own: CheckedFile,
  path: string | undefined,
): CheckedFile =>
  path === undefined ? own : (files.find(file => file.name === path) ?? { name: path, text: '', diagnostics: [] });
