/** Where a thing is declared, and for a column where its values come from through all layers. */
import type { Name } from '../names/record/name.ts';
import { type Span, shift } from '../text/span.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { placesOf } from './find.ts';
import { identityOf } from './identity.ts';
import { homeOf } from './statement-names.ts';

/** A place in a SQL file or in a schema file. */
export interface FileSpan {
  readonly path: string;
  readonly span: Span;
}

/**
 * The declarations of names; where nothing declares a relation, the places that write to it. A column without a name of
 * its own is declared by the item, or the `*`, that puts it out.
 */
export function declarationsOf(workspace: Workspace, names: readonly Name[]): readonly FileSpan[] {
  return names.flatMap(name => {
    if (name.kind === 'builtin') return [];
    if (name.file) return [name.file];
    const implied = impliedAt(workspace, name);
    if (implied) return [implied];
    const places = placesOf(workspace, [name]);
    const declared = places.filter(one => one.kind === 'declaration');
    return declared.length > 0 ? declared : places.filter(one => one.kind === 'write');
  });
}

/** The place of an output column that no word declares. */
function impliedAt(workspace: Workspace, name: Name): FileSpan | undefined {
  const at = name.unnamed?.at ?? name.prefixed?.star;
  const home = homeOf(workspace, name);
  return at && home && { path: home.path, span: shift(at, home.statement.offset) };
}

/** What a name hands on, step by step to its source: a column of a stream, a field of a schema file, a relation. */
export function sourceOf(workspace: Workspace, name: Name): Name {
  const passed = new Set<Name>();
  let now = name;
  for (;;) {
    const from = now.stands ?? now.unnamed?.from ?? now.prefixed?.from;
    const home = homeOf(workspace, now);
    if (!from || !home || passed.has(now)) return now;
    passed.add(now);
    now = identityOf(workspace, home.path, from);
  }
}
