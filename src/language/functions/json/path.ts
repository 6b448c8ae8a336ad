/** JSON paths: `$.order.items[0].id`, with and without `$.`, `['a key']`, `[*]`. */
import { readJson } from '../../types/json.ts';
import type { Value } from '../../types/value.ts';
import { RecordError } from '../../types/value.ts';

/** A member's name, an element's index from 0 (from the end when negative), or every element. */
export type Step = string | number | typeof EVERY;
export const EVERY = Symbol('[*]');

const paths = new Map<string, readonly Step[]>();
const KEPT = 200;

/** Throws RecordError('argument') when it is no path. */
export function jsonPath(text: string): readonly Step[] {
  const known = paths.get(text);
  if (known) return known;
  const steps = readPath(text);
  if (!steps) throw new RecordError('argument', `'${text}' is not a JSON path: it is written like $.order.items[0].id`);
  if (paths.size >= KEPT) paths.clear();
  paths.set(text, steps);
  return steps;
}

const STEP = /\.?([^.[\]'"*\s][^.[\]]*)|\[(-?\d+)\]|\[\*\]|\.\*|\[\s*'([^']*)'\s*\]|\[\s*"([^"]*)"\s*\]/y;

function readPath(text: string): readonly Step[] | undefined {
  const trimmed = text.trim().replace(/^(lax|strict)\s+/i, '');
  const steps: Step[] = [];
  STEP.lastIndex = trimmed.startsWith('$') ? 1 : 0;
  if (trimmed === '') return undefined;
  while (STEP.lastIndex < trimmed.length) {
    const match = STEP.exec(trimmed);
    if (!match) return undefined;
    // `$name` is not `$.name`, and `a[0]b` lacks a dot.
    if (match[1] !== undefined && !match[0].startsWith('.') && match.index > 0) return undefined;
    const name = match[1] ?? match[3] ?? match[4];
    steps.push(name ?? (match[2] === undefined ? EVERY : Number(match[2])));
  }
  return steps;
}

/** What the path leads to; several with `[*]`, none where a step is missing. */
export function valuesAt(root: Value, steps: readonly Step[]): readonly Value[] {
  let values: readonly Value[] = [root];
  for (const step of steps) {
    const next: Value[] = [];
    for (const value of values) {
      if (step === EVERY) {
        if (Array.isArray(value)) next.push(...(value as readonly Value[]));
        else if (value instanceof Map) next.push(...value.values());
      } else {
        const found = childOf(value, step);
        if (found !== undefined) next.push(found);
      }
    }
    values = next;
  }
  return values;
}

function childOf(value: Value, step: string | number): Value | undefined {
  if (typeof step === 'string')
    return value instanceof Map ? (value as ReadonlyMap<string, Value>).get(step) : undefined;
  return Array.isArray(value) ? (value as readonly Value[]).at(step) : undefined;
}

/** A JSON text, or what has been read from one already. */
export const jsonOf = (json: Exclude<Value, null>): Value => (typeof json === 'string' ? readJson(json) : json);
