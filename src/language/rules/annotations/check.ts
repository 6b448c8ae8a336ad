/** Everything the rules find in the annotations of a file. */
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Piece } from '../../text/scan.ts';
import { runRule } from '../define.ts';
import { annotationRules } from './table.ts';

/** By rule, then in the order of the text. What `-- ferris-ignore` silences is still among it. */
export const checkAnnotations = (pieces: readonly Piece[]): Diagnostic[] =>
  pieces.every(piece => piece.annotations.length === 0) ? [] : annotationRules.flatMap(rule => runRule(rule, pieces));
