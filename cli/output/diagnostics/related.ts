/** Which file a related place is in: files that are checked together point at each other, and at those that they name. */
import type { About, CheckedFile } from '../diagnostics.ts';

export interface RelatedFile {
  readonly name: string;
  /** Undefined: it is not known, so no line of it is. */
  readonly text: string | undefined;
}

/** The finding's own file unless the place names another one. */
export const fileOfRelated = (
  files: readonly CheckedFile[],
  own: CheckedFile,
  path: string | undefined,
  { textOf }: Pick<About, 'textOf'>,
): RelatedFile =>
  path === undefined ? own : (files.find(file => file.name === path) ?? { name: path, text: textOf?.(path) });
