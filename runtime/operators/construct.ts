/** From a node of the plan to its operator: what a constructor is given and what it gives. */
import type { NodeKind, NodeOf, PlanNode, PlanQuery } from '../../src/compiler/plan/plan.ts';
import type { EventTimeOperator } from './event-time.ts';
import type { LimitOperator } from './limit.ts';
import type { Operator, Scope } from './row.ts';

/** What begins a tree; all others have inputs and so ports. */
export type LeafKind = 'scan' | 'reference' | 'received' | 'one-row' | 'values';

export interface Site {
  /** Of the rows that the node's inputs give. */
  readonly scope: Scope;
  readonly next: Operator;
  /** Of the plan, by name. */
  readonly queries: ReadonlyMap<string, PlanQuery>;
  /**
   * Calls once, when this input of the node has been read up to the end offsets found at the start: the rows of the last
   * record before them were handed on. Never when another input comes from the same topic: then both have its watermark,
   * and what one gives is to be waited for where the other goes on.
   */
  whenRead(input: PlanNode, then: () => void): void;
  /** Tells of an operator that makes the watermark of a source. */
  timed(operator: Pick<EventTimeOperator, 'current' | 'greatest'>): void;
  /** Tells of an operator after which nothing more is wanted of the node's inputs, once it is done. */
  limited(operator: LimitOperator): void;
}

/** One port for each of the node's inputs, in their order. */
export type Construct<Kind extends NodeKind> = (node: NodeOf<Kind>, site: Site) => readonly Operator[];

export type Node = Exclude<PlanNode, { readonly node: LeafKind }>;
