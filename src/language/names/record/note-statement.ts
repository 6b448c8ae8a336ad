/** Writes down the names that statements themselves speak of: relations, functions and jobs. */

import type { AstNode } from 'langium';
import type * as ast from '../../grammar/generated/ast.ts';
import { spanOfProperty } from '../../grammar/parse.ts';
import type { Reporter } from '../report.ts';
import { nameOf } from '../text-of.ts';
import type { NameKind, Occurrence } from './name.ts';

/** @param property which of the node's properties holds the name as it is written */
export function note(
  node: AstNode,
  property: string,
  kind: Occurrence['kind'],
  of: NameKind,
  written: string | undefined,
  { names, shifted }: Reporter,
): void {
  if (names && written) names.note(shifted(spanOfProperty(node, property)), kind, names.outside(of, nameOf(written)));
}

const SHOWN: Readonly<Record<string, NameKind>> = {
  STATUS: 'job',
  VERSIONS: 'job',
  METRICS: 'job',
  SCHEMA: 'relation',
  PARTITIONS: 'relation',
};

/** `SHOW STATUS j`, `SHOW SCHEMA trades`. */
export function noteShown(node: ast.Show, { names, shifted }: Reporter): void {
  const of = SHOWN[nameOf(node.words[0] ?? '').toUpperCase()];
  const written = node.words[1];
  if (names && of && written)
    names.note(shifted(spanOfProperty(node, 'words', 1)), 'read', names.outside(of, nameOf(written)));
}

export function droppedKind(node: ast.Drop): NameKind {
  const kind = (node.kind ?? '').toUpperCase();
  return kind === 'FUNCTION' ? 'function' : kind === 'JOB' || kind === 'QUERY' ? 'job' : 'relation';
}
