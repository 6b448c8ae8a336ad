/** Which of several records or messages of a schema file the relation's values are. */
import type { Span } from '../text/span.ts';
import type { Findings } from './schema.ts';

interface Root {
  /** With its namespace or package. */
  readonly name: string;
  readonly span: Span;
}

/**
 * The named one; else the only one that no other contains (a file defines its parts beside the whole). Undefined, and
 * reported, when that leaves none or several.
 * @param contents everything of this kind within one
 */
export function chooseRoot<T extends Root>(
  roots: readonly T[],
  name: string | undefined,
  contents: (root: T) => readonly T[],
  findings: Findings,
  what: 'record' | 'message',
): T | undefined {
  const names = roots.map(root => root.name).join(', ');
  const at = roots[0]?.span ?? { start: 0, end: 0 };
  if (name !== undefined) {
    const found = roots.find(root => root.name === name) ?? one(roots.filter(root => root.name.endsWith(`.${name}`)));
    if (!found) findings.error('schema/relation', at, `there is no ${what} '${name}' in this file: there is ${names}`);
    return found;
  }
  const inside = new Set(roots.flatMap(root => contents(root).filter(each => each !== root)));
  const outer = roots.filter(root => !inside.has(root));
  const found = one(roots) ?? one(outer);
  if (!found)
    findings.error('schema/relation', at, `more than one ${what} could be the relation's: ${names}`, {
      help: `name it in the statement: 'schema.message' = '${(outer[0] ?? roots[0])?.name}'`,
    });
  return found;
}

const one = <T>(list: readonly T[]): T | undefined => (list.length === 1 ? list[0] : undefined);
