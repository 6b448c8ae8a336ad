/** Two definitions of a name: an error at both places, in whichever files they stand. */

import type { Diagnostic } from '../text/diagnostic.ts';
import { shift } from '../text/span.ts';
import type { Declared } from './names.ts';
import type { Placed } from './workspace.ts';

const WHAT = { relation: 'stream or table', function: 'function', job: 'job' } as const;

/** Findings about these statements' own definitions. `declared` is by space and name. */
export function duplicateNames(
  statements: readonly Placed[],
  declared: ReadonlyMap<string, readonly Declared[]>,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const placed of statements)
    for (const name of placed.syntax.declares) {
      if (!name.strong || name.yields) continue;
      const rivals = (declared.get(`${name.space} ${name.name.toLowerCase()}`) ?? []).filter(
        other =>
          other.placed !== placed &&
          other.name.strong &&
          !other.name.yields &&
          other.name.name === name.name &&
          (name.space !== 'job' || other.name.version === name.version),
      );
      const [rival] = rivals;
      if (!rival) continue;
      const elsewhere = rival.placed.path !== placed.path;
      found.push({
        rule: 'sql/duplicate-name',
        severity: 'error',
        span: shift(name.span, placed.piece.span.start),
        message: elsewhere
          ? `the ${WHAT[name.space]} '${name.name}' is also defined in ${rival.placed.path}`
          : `the ${WHAT[name.space]} '${name.name}' is defined twice`,
        help:
          name.space === 'job'
            ? 'give one of them another name'
            : 'give one of them another name, or write IF NOT EXISTS where both mean the same',
        related: [
          {
            span: shift(rival.name.span, rival.placed.piece.span.start),
            message: 'the other definition',
            ...(elsewhere ? { path: rival.placed.path } : {}),
          },
        ],
      });
    }
  return found;
}
