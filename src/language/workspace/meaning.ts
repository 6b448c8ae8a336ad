/** What one statement means, with the questions that rests on. */

import type { BoundStatement, Relation } from '../names/bound.ts';
import { openRelation } from '../names/query/relation-of.ts';
import { reporter } from '../names/report.ts';
import { bindStatement } from '../names/statement/bind-statement.ts';
import type { Environment } from '../names/statement/environment.ts';
import { checkStatement } from '../rules/sql/check.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import type { Asked, Meaning, Placed } from './placed.ts';

/** Never throws. What says the same as `before` is the same object, so that those who read it need not be computed again. */
export function meaningOf(
  placed: Placed,
  environment: Environment,
  asked: readonly Asked[],
  before: Meaning | undefined,
): Meaning {
  const now = bound(placed, environment);
  return {
    ...now,
    asked,
    schemas: schemasIn(asked),
    declares: sameSignature(before?.declares, now.declares) ? before?.declares : now.declares,
    declaresFunction: sameSignature(before?.declaresFunction, now.declaresFunction)
      ? before?.declaresFunction
      : now.declaresFunction,
  };
}

function bound({ syntax, piece }: Placed, environment: Environment): Omit<Meaning, 'asked' | 'schemas'> {
  const { statement } = syntax.tree;
  // A broken declaration still declares its name, or everything that reads it would be reported too.
  const unreadable: Relation | undefined = syntax.declares
    .filter(one => one.space === 'relation' && one.strong)
    .map(one => openRelation(one.name, { kind: 'query' }))[0];
  const nothing = { bound: undefined, declares: unreadable, declaresFunction: undefined };
  if (syntax.problems.length > 0 || !statement) return { ...nothing, diagnostics: syntax.problems };
  const diagnostics: Diagnostic[] = [];
  try {
    const result = bindStatement(statement, environment, reporter(0, diagnostics));
    if (result.bound)
      diagnostics.push(...checkStatement({ bound: result.bound, syntax: statement, bounded: environment.bounded }));
    return { ...result, diagnostics };
  } catch (error) {
    // The stack has an end, and queries inside queries may come to it.
    if (!(error instanceof RangeError)) throw error;
    const { body, span } = piece;
    diagnostics.push({
      rule: 'sql/too-deep',
      severity: 'error',
      message: 'this statement is nested too deeply to be understood',
      span: { start: body.start - span.start, end: body.end - span.start },
      help: 'CREATE a STREAM of its inner queries',
    });
    return { ...nothing, diagnostics };
  }
}

const NONE: readonly string[] = [];

function schemasIn(asked: readonly Asked[]): readonly string[] {
  const files = asked.flatMap(({ key }) => (key.startsWith('schema ') ? [key.slice('schema '.length)] : []));
  return files.length > 0 ? files : NONE;
}

const sameSignature = (a: unknown, b: unknown): boolean =>
  a === b || (a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b));

/** What a statement is called: what it declares, writes or is about. */
export function nameIn(bound: BoundStatement | undefined): string | undefined {
  switch (bound?.kind) {
    case 'source':
      return bound.relation.name;
    case 'query':
      return bound.job?.name ?? bound.target;
    case 'values':
      return bound.target;
    case 'function':
      return bound.declared.name;
    case 'command':
      return bound.name;
    default:
      return undefined;
  }
}
