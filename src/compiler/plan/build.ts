/** Bound statements → the plan: one query per statement that runs, in the order of the file, each after those inside it. */
import type { Analysis, Statement } from '../../language/analyze.ts';
import type { BoundWrite } from '../../language/names/bound.ts';
import { foldConstants } from '../optimize/fold-constants.ts';
import { withFailures } from './build/failures.ts';
import { withTtl } from './build/forgetting.ts';
import { calledFunctions } from './build/functions.ts';
import { insertedValues } from './build/inserted.ts';
import { connectionSettings } from './build/kafka.ts';
import { memoryLimit } from './build/memory.ts';
import { buildQuery } from './build/query.ts';
import { retryRules } from './build/retries.ts';
import { lookedAtInTime } from './build/versioned.ts';
import { inputsOf, PLAN_VERSION, type Plan, type PlanNode, type PlanQuery } from './plan.ts';

export interface BuildOptions {
  readonly bounded: boolean;
  /** Whether the rows of INSERT INTO … VALUES are written; absent: they are in their topics already. */
  readonly values?: boolean;
  /** Only this statement and those whose rows it needs; absent: all. */
  readonly statement?: number;
}

/**
 * Expects an analysis of which `laterFindings` finds nothing: statements with errors are left out, and a query that
 * today's runtime cannot run is a mistake of the caller.
 */
export function buildPlan(analysis: Analysis, options: BuildOptions): Plan {
  const writes = analysis.statements.filter(
    (one): one is Statement & { readonly bound: BoundWrite } => one.bound?.kind === 'query',
  );
  const names = new Map<string, number>();
  const unique = (wanted: string): string => {
    // Several statements may write one relation (INSERT INTO): each is a query of its own name.
    const count = (names.get(wanted) ?? 0) + 1;
    names.set(wanted, count);
    return count === 1 ? wanted : `${wanted}#${count}`;
  };
  const queries: PlanQuery[] = [];
  const versioned = lookedAtInTime(writes.map(({ bound }) => bound));
  for (const { index, bound } of analysis.statements) {
    if (bound?.kind === 'values' && options.values)
      queries.push(foldConstants(insertedValues(unique(bound.target), index, bound)));
    if (bound?.kind !== 'query') continue;
    const name = unique(bound.target);
    const around = { bounded: options.bounded, versioned: versioned.has(bound), before: queries, unique };
    const built = buildQuery(name, index, bound, around);
    const { ttlMs } = bound;
    for (const one of built) {
      const made = withFailures(foldConstants(one), bound);
      // What ends by itself forgets nothing before.
      queries.push(ttlMs === undefined || options.bounded ? made : withTtl(made, ttlMs));
    }
  }
  const wanted = options.statement === undefined ? queries : needed(queries, options.statement);
  const functions = calledFunctions(analysis, wanted);
  const kafka = connectionSettings(analysis, wanted);
  const retries = retryRules(analysis, wanted);
  const memoryMib = memoryLimit(analysis, wanted);
  return {
    version: PLAN_VERSION,
    bounded: options.bounded,
    queries: wanted,
    ...(functions.length === 0 ? {} : { functions }),
    ...(kafka.length === 0 ? {} : { kafka }),
    ...(retries ? { retries } : {}),
    ...(memoryMib === undefined ? {} : { memoryMib }),
  };
}

function needed(queries: readonly PlanQuery[], statement: number): PlanQuery[] {
  const names = new Set(queries.filter(query => query.statement === statement).map(query => query.name));
  const visit = (node: PlanNode): void => {
    if (node.node === 'reference') names.add(node.query);
    for (const input of inputsOf(node)) visit(input);
  };
  for (const query of queries.toReversed()) if (names.has(query.name)) visit(query.root);
  return queries.filter(query => names.has(query.name));
}
