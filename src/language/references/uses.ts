/** Every place that speaks of a thing: in all files, or in one to be highlighted. */
import type { Name } from '../names/record/name.ts';
import { type Span, shift } from '../text/span.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { declarationsOf, type FileSpan } from './declaration.ts';
import { mentioning, nameAt, placesOf } from './find.ts';
import { identityOf } from './identity.ts';
import { statementNames } from './statement-names.ts';

/** In the order of files and texts. A function of the language is declared nowhere. */
export function referencesTo(
  workspace: Workspace,
  names: readonly Name[],
  includeDeclaration: boolean,
): readonly FileSpan[] {
  const places = placesOf(workspace, names);
  if (!includeDeclaration) return places.filter(one => one.kind !== 'declaration');
  const elsewhere = declarationsOf(workspace, names).filter(
    one => !places.some(({ path, span }) => path === one.path && span.start === one.span.start),
  );
  return [...elsewhere, ...places];
}

export interface Highlight {
  /** In the file. */
  readonly span: Span;
  readonly kind: 'declaration' | 'read' | 'write';
}

/** In one file; output columns that are called after the column under the cursor, or it after them, count too. */
export function highlightsAt(workspace: Workspace, path: string, offset: number): readonly Highlight[] {
  const found = nameAt(workspace, path, offset);
  if (!found) return [];
  const names = namesakes(workspace, path, found.names);
  const places: Highlight[] = [...placesOf(workspace, names, [path])];
  for (const name of names) {
    const located = mentioning(workspace, [name], [path]).find(one =>
      statementNames(workspace, one).implied.includes(name),
    );
    const at = located && name.unnamed?.at;
    if (at) places.push({ span: shift(at, located.statement.offset), kind: 'declaration' });
  }
  const first = new Map(places.map(one => [one.span.start, one] as const).toReversed());
  return [...first.values()].toSorted((a, b) => a.span.start - b.span.start);
}

/** With the names that are called after one of them, through any number of queries, or that one is called after. */
function namesakes(workspace: Workspace, path: string, names: readonly Name[]): readonly Name[] {
  const all = new Set(names);
  const links = mentioning(workspace, names, [path]).flatMap(located =>
    statementNames(workspace, located).implied.flatMap(name =>
      name.unnamed?.from?.kind === 'column' ? [[name, identityOf(workspace, path, name.unnamed.from)] as const] : [],
    ),
  );
  for (let before = 0; before < all.size; ) {
    before = all.size;
    for (const [name, from] of links) {
      if (all.has(from)) all.add(name);
      if (all.has(name)) all.add(from);
    }
  }
  return [...all];
}
