/**
 * What is understood and that the runtime of this version cannot run. The language accepts it all; in the files of `later/`,
 * and only there, is written what still lacks an operator. An operator that arrives takes its line away.
 */

import type { Analysis } from '../../language/analyze.ts';
import type { BoundQuery, BoundStatement, Later } from '../../language/names/bound.ts';
import type { Diagnostic, Severity } from '../../language/text/diagnostic.ts';
import { shift } from '../../language/text/span.ts';
import type { LaterCheck } from './later/check.ts';
import { laterEmit } from './later/emit.ts';
import { laterExpressions } from './later/expressions.ts';
import { laterInputs } from './later/inputs.ts';
import { laterMatch } from './later/match.ts';
import { laterOver } from './later/over.ts';
import { queriesOf } from './later/queries.ts';
import { laterQueriesInFrom } from './later/queries-in-from.ts';
import { laterRecords } from './later/records.ts';
import { laterRows } from './later/rows.ts';
import { laterWindows } from './later/windows.ts';

const checks: readonly LaterCheck[] = [
  laterInputs,
  laterQueriesInFrom,
  laterWindows,
  laterEmit,
  laterRows,
  laterExpressions,
  laterRecords,
];

/** Findings `sql/not-yet`, positions in the file. An error where it is to be run, news where it is only written. */
export function laterFindings(analysis: Analysis, severity: Severity): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const statement of analysis.statements) {
    if (!statement.bound) continue;
    const known = new Set<string>();
    for (const { span, what, help, harmless } of laterOf(statement.bound)) {
      const key = `${span.start} ${span.end} ${what}`;
      if (known.has(key)) continue;
      known.add(key);
      found.push({
        rule: 'sql/not-yet',
        severity: harmless ? 'info' : severity,
        span: shift(span, statement.offset),
        message: harmless ? `${what} is understood but has no effect yet` : `${what} is understood but cannot run yet`,
        ...(help === undefined ? {} : { help }),
      });
    }
  }
  return found;
}

function laterOf(bound: BoundStatement): readonly Later[] {
  switch (bound.kind) {
    case 'source':
    case 'values':
      return bound.later;
    case 'query':
      return [
        ...bound.later,
        ...queriesOf(bound.query).flatMap(ofQuery),
        ...(bound.bare ? [] : laterOver(queriesOf(bound.query))),
        ...(bound.bare ? [] : laterMatch(queriesOf(bound.query))),
      ];
    case 'explain':
      return laterOf(bound.statement);
    case 'function':
    case 'command':
      return [];
  }
}

/** Editors ask this of all statements of a file at each key, and one of them is another than before. */
const knownQueries = new WeakMap<BoundQuery, readonly Later[]>();

function ofQuery(query: BoundQuery): readonly Later[] {
  const found = knownQueries.get(query) ?? checks.flatMap(check => check(query));
  knownQueries.set(query, found);
  return found;
}
