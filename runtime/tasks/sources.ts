/** What begins a query's tree of operators: records of a topic, rows of another query, or rows that the plan itself has. */
import { inputsOf, type NodeOf, type PlanNode } from '../../src/compiler/plan/plan.ts';
import { compileAll } from '../expressions/compile.ts';
import type { LeafKind, Site } from '../operators/construct.ts';
import { filteredScan, filteredScanOf } from '../operators/filtered-scan.ts';
import { received } from '../operators/received.ts';
import { reference } from '../operators/reference.ts';
import type { Operator, Row, Scope } from '../operators/row.ts';
import { NO_ROW, recordError } from '../operators/row.ts';
import { type Scan, scan } from '../operators/scan.ts';
import { retimed } from '../operators/timed.ts';
import { boundOf, idleOf, readBy, setsTime } from './leaves.ts';

export type Source =
  | { readonly kind: 'topic'; readonly topic: string; readonly scan: Scan }
  /** `port` takes the rows of the query `reads`. */
  | { readonly kind: 'query'; readonly reads: string; readonly port: Operator }
  | { readonly kind: 'rows'; readonly rows: readonly Row[]; readonly port: Operator };

export const isLeaf = (node: PlanNode): node is NodeOf<LeafKind> => inputsOf(node).length === 0;

/** Of a leaf, or of what reads one as a filtered scan. */
export function sourceOf(node: PlanNode, site: Site): Source {
  const filtered = filteredScanOf(node);
  if (filtered) {
    const scan = filteredScan(filtered, site.scope, site.next);
    site.timed(scan);
    return { kind: 'topic', topic: filtered.scan.topic, scan };
  }
  switch (node.node) {
    case 'scan':
      return { kind: 'topic', topic: node.topic, scan: scan(node, site.scope, site.next) };
    case 'reference': {
      const read = readBy(node, site.queries);
      const next = setsTime(read.root) ? retimed(node, timingOf(read.root, site), site) : site.next;
      return { kind: 'query', reads: node.query, port: reference(node, read.output, next) };
    }
    case 'received': {
      const scan = received(site.scope, site.next);
      site.timed(scan);
      return { kind: 'topic', topic: node.topic, scan };
    }
    case 'one-row':
      return { kind: 'rows', rows: [NO_ROW], port: site.next };
    case 'values':
      return { kind: 'rows', rows: constants(node, site.scope), port: site.next };
    default:
      throw new Error(`${node.node} begins no tree`);
  }
}

const timingOf = (root: PlanNode, { queries }: Site) => ({
  boundMs: boundOf(root, queries),
  idleMs: idleOf(root, queries),
});

/** What is wrong with a row of VALUES is told; the others are there. */
function constants({ rows }: NodeOf<'values'>, scope: Scope): readonly Row[] {
  return rows.flatMap((row, offset): Row[] => {
    const one = { ...NO_ROW, offset };
    try {
      return [{ ...one, values: compileAll(row, scope.clock)([]) }];
    } catch (error) {
      scope.problem(one, recordError(error));
      return [];
    }
  });
}
