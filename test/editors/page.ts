/** The configurations that docs/editors shows: what is tested is what is read there. */
import fs from 'node:fs';
import path from 'node:path';

export const EDITORS = path.resolve(import.meta.dirname, '../../docs/editors');

/**
 * The blocks of code of a page in order, as they stand there.
 * @param language as behind the block's fence: `lua`
 */
export function blocksOf(page: string, language: string): readonly string[] {
  const text = fs.readFileSync(path.join(EDITORS, page), 'utf8');
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, of, block]) =>
    of === language ? [block!] : [],
  );
}
