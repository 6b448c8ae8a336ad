/** Queries inside expressions and LATERAL ones: each outer row with what the inner rows that belong to it say of it. */
import type { NodeOf } from '../../src/compiler/plan/plan.ts';
import { appliedAtEnd } from './apply/at-end.ts';
import { appliedInTime } from './apply/in-time.ts';
import { keptCurrent } from './apply/kept-current.ts';
import type { Site } from './construct.ts';
import type { Operator } from './row.ts';

export function apply(node: NodeOf<'apply'>, site: Site): readonly Operator[] {
  switch (node.at) {
    case 'end':
      return appliedAtEnd(node, site);
    case 'time':
      return appliedInTime(node, site);
    case 'now':
      return keptCurrent(node, site);
  }
}
