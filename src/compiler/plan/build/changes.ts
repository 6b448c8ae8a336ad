/** Turns what a node's changes are into what the next node takes. */
import { changesOf } from '../changes.ts';
import type { PlanNode } from '../plan.ts';

/** `append` or `retract`: for what must know the row before. */
export const retracting = (node: PlanNode): PlanNode =>
  changesOf(node) === 'upsert' ? { node: 'pairs', input: node } : node;

/** `append` or `upsert`: what can be written. */
export const upserting = (node: PlanNode): PlanNode =>
  changesOf(node) === 'retract' ? { node: 'upserts', input: node } : node;

/** `append`: what stands at the end of a bounded input. */
export const standing = (node: PlanNode): PlanNode =>
  changesOf(node) === 'append' ? node : { node: 'current', input: node };
