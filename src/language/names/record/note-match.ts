/** Writes down the names that MATCH_RECOGNIZE makes: variables of its pattern, and its output columns. */

import type * as ast from '../../grammar/generated/ast.ts';
import { spanOfProperty } from '../../grammar/parse.ts';
import { variablesIn } from '../query/pattern.ts';
import type { Reporter } from '../report.ts';
import type { Leaf } from '../scope.ts';
import { nameOf } from '../text-of.ts';
import type { Name } from './name.ts';

/** @param variables by name in lower case */
export function noteVariables(
  node: ast.MatchRecognize,
  variables: ReadonlyMap<string, Name>,
  { names, shifted }: Reporter,
): void {
  const note = (written: string | undefined, at: Parameters<typeof spanOfProperty>, declares: boolean): void =>
    names?.note(
      shifted(spanOfProperty(...at)),
      declares ? 'declaration' : 'read',
      variables.get(nameOf(written ?? '').toLowerCase()),
    );
  const defined = new Set(node.definitions.map(one => nameOf(one.name ?? '').toLowerCase()));
  for (const one of variablesIn(node.pattern)) {
    const name = nameOf(one.name ?? '').toLowerCase();
    note(one.name, [one, 'name'], !defined.has(name));
    defined.add(name);
  }
  for (const one of node.definitions) note(one.name, [one, 'name'], true);
  for (const subset of node.subsets) {
    note(subset.name, [subset, 'name'], true);
    for (const [i, member] of subset.members.entries()) note(member, [subset, 'members', i], false);
  }
  if (node.skip?.variable !== undefined) note(node.skip.variable, [node.skip, 'variable'], false);
}

/** Measures are columns of their own; the rest goes through as it is. */
export function noteMatch(
  node: ast.MatchRecognize,
  input: Leaf,
  output: Leaf | undefined,
  { names, shifted }: Reporter,
): void {
  const measures = new Map<string, Name>();
  for (const measure of node.measures) {
    const name: Name = { kind: 'column', name: nameOf(measure.name ?? '') };
    names?.note(shifted(spanOfProperty(measure, 'name')), 'declaration', name);
    measures.set(name.name, name);
  }
  const alias: Name | undefined = node.alias === undefined ? undefined : { kind: 'alias', name: nameOf(node.alias) };
  if (alias) names?.note(shifted(spanOfProperty(node, 'alias')), 'declaration', alias);
  names?.leaf(output, alias ?? names.qualifier(input), name => measures.get(name) ?? names.columnOf(input, name));
}
