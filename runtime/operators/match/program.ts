/** A row pattern as a program: steps that take a row or choose among the steps to go on with, the preferred one first. */
import type { PatternNode } from '../../../src/compiler/plan/nodes/match.ts';

export type Step =
  /** A row that fits the variable. `loops`: those around it, in which it is progress. */
  | { readonly op: 'take'; readonly variable: number; readonly excluded: boolean; readonly loops: number }
  | { readonly op: 'choose'; readonly first: number; readonly second: number }
  | { readonly op: 'go'; readonly to: number }
  /** Around once more in a loop whose part may be empty: `loop` is its bit. */
  | { readonly op: 'enter'; readonly loop: number }
  /** Around without a row taken leads nowhere: it would for ever. */
  | { readonly op: 'leave'; readonly loop: number }
  | { readonly op: 'done' };

/** Begins at the first step. @param variables of the pattern, by their positions */
export function programOf(pattern: PatternNode, variables: readonly string[]): readonly Step[] {
  const steps: Step[] = [];
  const add = (step: Step): number => steps.push(step) - 1;

  function emit(node: PatternNode, excluded: boolean, loops: number, depth: number): void {
    switch (node.kind) {
      case 'empty':
        return;
      case 'variable':
        add({ op: 'take', variable: variables.indexOf(node.name), excluded, loops });
        return;
      case 'sequence':
        for (const part of node.parts) emit(part, excluded, loops, depth);
        return;
      case 'alternatives':
        alternatives(node.parts, part => emit(part, excluded, loops, depth));
        return;
      case 'excluded':
        emit(node.part, true, loops, depth);
        return;
      case 'repeat': {
        const { part, least, most } = node;
        for (let i = 0; i < least; i++) emit(part, excluded, loops, depth);
        if (most === undefined) loop(node, excluded, loops, depth);
        else optional(node, most - least, () => emit(part, excluded, loops, depth));
      }
    }
  }

  function alternatives(parts: readonly PatternNode[], emitPart: (part: PatternNode) => void): void {
    const ends: number[] = [];
    for (const [i, part] of parts.entries()) {
      const choice = i < parts.length - 1 ? add({ op: 'choose', first: steps.length + 1, second: -1 }) : undefined;
      emitPart(part);
      if (choice === undefined) continue;
      ends.push(add({ op: 'go', to: -1 }));
      steps[choice] = { op: 'choose', first: choice + 1, second: steps.length };
    }
    for (const end of ends) steps[end] = { op: 'go', to: steps.length };
  }

  function loop({ part, reluctant }: Repeat, excluded: boolean, loops: number, depth: number): void {
    const bit = canBeEmpty(part) ? 1 << depth : 0;
    const choice = add({ op: 'done' });
    if (bit) add({ op: 'enter', loop: bit });
    emit(part, excluded, loops | bit, bit ? depth + 1 : depth);
    if (bit) add({ op: 'leave', loop: bit });
    add({ op: 'go', to: choice });
    steps[choice] = choose(choice + 1, steps.length, reluctant);
  }

  function optional({ reluctant }: Repeat, times: number, emitPart: () => void): void {
    const choices: number[] = [];
    for (let i = 0; i < times; i++) {
      choices.push(add({ op: 'done' }));
      emitPart();
    }
    for (const choice of choices) steps[choice] = choose(choice + 1, steps.length, reluctant);
  }

  emit(pattern, false, 0, 0);
  add({ op: 'done' });
  return steps;
}

/** Where a way stands: before a step; `loops`: those in which a row was taken in this round, by their bits. */
export interface Standing {
  readonly step: number;
  readonly loops: number;
}

/**
 * The steps that take a row and can be reached without one, the preferred first; true when the end is among what is reached:
 * what is not preferred to it is left out.
 * @param isNew whether nothing stood there before: else it is gone on from there already
 */
export function reach(
  steps: readonly Step[],
  from: Standing,
  isNew: (standing: Standing) => boolean,
  take: (standing: Standing) => void,
): boolean {
  const open: Standing[] = [from];
  for (let one = open.pop(); one; one = open.pop()) {
    const { step, loops } = one;
    const what = steps[step]!;
    switch (what.op) {
      case 'take':
        if (isNew(one)) take(one);
        break;
      case 'choose':
        if (isNew(one)) open.push({ step: what.second, loops }, { step: what.first, loops });
        break;
      case 'go':
        open.push({ step: what.to, loops });
        break;
      case 'enter':
        open.push({ step: step + 1, loops: loops & ~what.loop });
        break;
      case 'leave':
        if (loops & what.loop) open.push({ step: step + 1, loops: loops & ~what.loop });
        break;
      case 'done':
        return true;
    }
  }
  return false;
}

/** By how much the number of a step is multiplied to make room for loops. */
export const loopRoom = (steps: readonly Step[]): number =>
  steps.reduce((room, step) => ('loop' in step ? Math.max(room, step.loop * 2) : room), 1);

type Repeat = Extract<PatternNode, { readonly kind: 'repeat' }>;

const choose = (into: number, past: number, reluctant: boolean): Step =>
  reluctant ? { op: 'choose', first: past, second: into } : { op: 'choose', first: into, second: past };

function canBeEmpty(node: PatternNode): boolean {
  switch (node.kind) {
    case 'empty':
      return true;
    case 'variable':
      return false;
    case 'sequence':
      return node.parts.every(canBeEmpty);
    case 'alternatives':
      return node.parts.some(canBeEmpty);
    case 'excluded':
      return canBeEmpty(node.part);
    case 'repeat':
      return node.least === 0 || canBeEmpty(node.part);
  }
}
