/** What surfaces are given of a file: its statements as they stand now, and all findings in it. */

import type { NamedSchema, Statement } from '../analyze.ts';
import { attachHints } from '../hints/attach.ts';
import { checkAnnotations } from '../rules/annotations/check.ts';
import { findInHints } from '../rules/hints/check.ts';
import { afterIgnores } from '../rules/lint/check.ts';
import { checkFile } from '../rules/sql/check.ts';
import { ruleIds } from '../rules/table.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import type { Piece } from '../text/scan.ts';
import { duplicateNames } from './duplicates.ts';
import type { File } from './file.ts';
import { nameIn } from './meaning.ts';
import { moved } from './moved.ts';
import type { Names } from './names.ts';
import type { Asked, Placed } from './placed.ts';

/** Each once, in the order of the text. */
export function findingsOf(file: File, statements: readonly Statement[], names: Names): readonly Diagnostic[] {
  const { path, pieces } = file;
  const found: Diagnostic[] = [...findInHints(attachHints(pieces)), ...checkAnnotations(pieces)];
  for (const placed of file.statements) for (const one of ownFindings(placed)) found.push(one);
  for (const one of duplicateNames(path, names)) found.push(one);
  for (const one of checkFile({ statements, readElsewhere: name => names.isReadOutside(name, path) })) found.push(one);
  return afterIgnores(found, pieces, file.text, ruleIds).toSorted((a, b) => a.span.start - b.span.start);
}

/** The same objects until the statement's meaning or place changes. */
function ownFindings(placed: Placed): readonly Diagnostic[] {
  placed.findings ??= (placed.meaning?.diagnostics ?? []).map(one => moved(one, placed.piece.span.start));
  return placed.findings;
}

/** The same object until the statement's meaning or place changes. */
export function shownOf(placed: Placed): Statement {
  placed.shown ??= shown(placed);
  return placed.shown;
}

function shown({ index, piece, syntax, meaning }: Placed): Statement {
  const failed = meaning?.diagnostics.some(one => one.severity === 'error') ?? true;
  return {
    index,
    kind: kindOf(piece),
    name: nameIn(meaning?.bound) ?? syntax.declares[0]?.name,
    runnable: piece.deployable,
    span: piece.body,
    offset: piece.span.start,
    piece,
    syntax: syntax.tree,
    bound: failed ? undefined : meaning?.bound,
    meaning: meaning?.bound,
    schemaFiles: meaning?.asked.flatMap(({ schema }) => (schema ? [namedSchema(schema)] : [])) ?? [],
  };
}

const namedSchema = ({ written, read }: NonNullable<Asked['schema']>): NamedSchema => ({
  written,
  text: read.text,
  imports: Object.entries(read.imports).map(([path, text]) => ({ path, text, above: read.above[path] ?? 0 })),
});

/** First words, as people call the statement: `SELECT`, `CREATE STREAM`, `INSERT INTO`, `START JOB`. */
const kindOf = ({ words }: Piece): string =>
  words[0] === 'SELECT' || words[0] === 'WITH' ? words[0] : words.slice(0, words[0] === 'EXPLAIN' ? 1 : 2).join(' ');
