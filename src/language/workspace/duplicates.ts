/** Two definitions of a name: an error at both places, in whichever files they stand. */

import type { Diagnostic } from '../text/diagnostic.ts';
import { shift } from '../text/span.ts';
import type { Names } from './names.ts';

const WHAT = { relation: 'stream or table', function: 'function', job: 'job' } as const;

/** Findings about a file's own definitions. */
export function duplicateNames(path: string, names: Names): Diagnostic[] {
  return names.contested(path).flatMap(declared => {
    const rival = names.rivalOf(declared);
    if (!rival) return [];
    const { placed, name } = declared;
    const elsewhere = rival.placed.path !== path;
    return [
      {
        rule: 'sql/duplicate-name',
        severity: 'error',
        span: shift(name.span, placed.piece.span.start),
        message: elsewhere
          ? `the ${WHAT[name.space]} '${name.name}' is also defined in ${seenFrom(path, rival.placed.path)}`
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
      } satisfies Diagnostic,
    ];
  });
}

/** Another file's path without the folders that both are in: `jobs/trades.sql`, whatever the editor's address of it is. */
function seenFrom(path: string, other: string): string {
  const [here, there] = [path.split('/'), other.split('/')];
  let common = 0;
  while (common < there.length - 1 && here[common] === there[common]) common++;
  const rest = there.slice(common).join('/');
  try {
    return /^[a-z]+:\/\//.test(other) ? decodeURI(rest) : rest;
  } catch {
    return rest;
  }
}
