/** What a statement reads, and whether it keeps something of what it read. */
import { functionTable } from '../../language/functions/table.ts';
import type { BoundInput, BoundQuery, BoundWindow, BoundWrite, Relation } from '../../language/names/bound.ts';
import { operandsOf, type TypedExpression } from '../../language/names/typed-expression.ts';

export interface Reads {
  /** Each once, in the order of the text. */
  readonly relations: readonly Relation[];
  /** Whether rows are joined, grouped, compared with others or kept: a restart must restore that. */
  readonly stateful: boolean;
  /** How long single rows are kept, at most; milliseconds. */
  readonly keptMs: number | undefined;
  /** For how long rows may be read while none comes out, because a window is open: milliseconds. */
  readonly quiet: number | 'unbounded';
}

export function readsOf(write: BoundWrite): Reads {
  const reads = knownReads.get(write) ?? workOut(write);
  knownReads.set(write, reads);
  return reads;
}

/** Editors ask this of all statements of a file at each key, and one of them is another than before. */
const knownReads = new WeakMap<BoundWrite, Reads>();

function workOut({ query }: BoundWrite): Reads {
  const relations = new Map<string, Relation>();
  let stateful = false;
  let keptMs: number | undefined;
  let windowsMs = 0;
  let boundMs = 0;
  const kept = (ms: number | undefined): void => {
    if (ms !== undefined && ms > (keptMs ?? 0)) keptMs = ms;
  };
  const seen = new Set<BoundQuery>();
  const ofInput = (input: BoundInput): void => {
    switch (input.kind) {
      case 'relation':
        relations.set(input.relation.name, input.relation);
        if (input.relation.kind === 'table') stateful = true;
        boundMs = Math.max(boundMs, (input.time ?? input.relation.time).boundMs);
        break;
      case 'query':
        ofQuery(input.query);
        break;
      case 'join':
        stateful = true;
        kept(input.withinMs === undefined ? undefined : input.withinMs + input.graceMs);
        ofInput(input.left);
        ofInput(input.right);
        break;
      case 'match':
        stateful = true;
        kept(input.match.withinMs);
        // What is looked for may never come.
        windowsMs = Number.POSITIVE_INFINITY;
        ofInput(input.input);
        break;
      default:
        break;
    }
  };
  const ofExpression = (expression: TypedExpression): void => {
    if (expression.op === 'over') {
      stateful = true;
      const start = expression.frame?.start;
      if (start && 'ms' in start) kept(start.ms);
    }
    if (expression.op === 'subquery') {
      stateful = true;
      ofQuery(expression.query);
    }
    for (const operand of operandsOf(expression)) ofExpression(operand);
  };
  const ofQuery = (one: BoundQuery): void => {
    if (seen.has(one)) return;
    seen.add(one);
    ofInput(one.input);
    windowsMs += quietOf(one);
    if (one.aggregation?.window && one.aggregation.calls.some(call => keepsRows(call.name)))
      kept(lengthOf(one.aggregation.window));
    if (one.aggregation || one.distinct || one.unions.some(union => !union.all)) stateful = true;
    for (const expression of [one.where, one.having, ...one.items.map(item => item.expression)])
      if (expression) ofExpression(expression);
    for (const union of one.unions) ofQuery(union.query);
  };
  ofQuery(query);
  const quiet = windowsMs === 0 ? 0 : windowsMs + boundMs;
  return { relations: [...relations.values()], stateful, keptMs, quiet: Number.isFinite(quiet) ? quiet : 'unbounded' };
}

const keepsRows = (name: string): boolean => {
  const entry = functionTable.get(name);
  return entry?.kind === 'aggregate' && entry.keeps === 'all';
};

/** How long a window is open; a session as long as its gap at least. */
const lengthOf = (window: BoundWindow): number =>
  (window.kind === 'session' ? window.gapMs : window.sizeMs) + window.graceMs;

/** Until the first row of its window comes out. A session that goes on has no end. */
function quietOf({ aggregation, emit }: BoundQuery): number {
  const window = aggregation?.window;
  if (!window || emit?.mode === 'CHANGES') return 0;
  if (emit?.mode === 'EVERY') return emit.everyMs;
  return window.kind === 'session' ? Number.POSITIVE_INFINITY : window.sizeMs + window.graceMs;
}
