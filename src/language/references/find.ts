/** Where a thing is spoken of: the name at a position, and all places of a name in all files. */

import type { Statement } from '../analyze.ts';
import type { Name, Occurrence } from '../names/record/name.ts';
import { type Span, shift } from '../text/span.ts';
import { statementAt } from '../workspace/statement-at.ts';
import type { Located, Workspace } from '../workspace/workspace.ts';
import { identityOf } from './identity.ts';
import { statementNames } from './statement-names.ts';

/** A name where it stands in a file. */
export interface Place {
  readonly path: string;
  /** In the file. */
  readonly span: Span;
  readonly kind: Occurrence['kind'];
  /** Whether it is part of a quoted text. */
  readonly quoted: boolean;
  readonly located: Located;
}

/** What stands under a cursor. */
export interface Found {
  readonly located: Located;
  /** In the file. */
  readonly span: Span;
  /** Several where USING makes one of two columns. */
  readonly names: readonly Name[];
}

/** The name that a position is in or at the end of; undefined where there is none. */
export function nameAt(workspace: Workspace, path: string, offset: number): Found | undefined {
  const statement = statementAt(workspace.statementsOf(path), offset);
  if (!statement) return undefined;
  const located = { path, statement };
  const at = offset - statement.offset;
  const here = statementNames(workspace, located).occurrences.filter(({ span }) => span.start <= at && at <= span.end);
  const [first] = here;
  if (!first) return undefined;
  const names = here
    .filter(({ span }) => span.start === first.span.start)
    .map(({ name }) => identityOf(workspace, path, name));
  return { located, span: shift(first.span, statement.offset), names: [...new Set(names)] };
}

/** Every place of one of these names, in the order of files and texts. */
export function placesOf(workspace: Workspace, names: readonly Name[], paths?: Iterable<string>): readonly Place[] {
  const wanted = new Set(names);
  const places: Place[] = [];
  for (const located of mentioning(workspace, names, paths)) {
    const { path, statement } = located;
    let last = -1;
    for (const { span, kind, name, quoted } of statementNames(workspace, located).occurrences) {
      if (span.start === last || !wanted.has(identityOf(workspace, path, name))) continue;
      last = span.start;
      places.push({ path, span: shift(span, statement.offset), kind, quoted, located });
    }
  }
  return places;
}

/** Only these can speak of them; a name made by `*` ends in the one it is made of. */
export function mentioning(workspace: Workspace, names: readonly Name[], paths?: Iterable<string>): readonly Located[] {
  const words = new Set(names.map(one => one.name.toLowerCase()));
  const found = new Map<Statement, Located>();
  // A back quote in a name is written twice.
  for (const word of words)
    for (const one of workspace.mentioning(word.replaceAll('`', '``'), paths)) found.set(one.statement, one);
  return [...found.values()];
}
