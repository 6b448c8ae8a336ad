/** Runs the rules about statements: those about one statement by itself, and those about a file's statements together. */

import type { Statement } from '../../analyze.ts';
import type * as ast from '../../grammar/generated/ast.ts';
import type { BoundStatement } from '../../names/bound.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import { type Rule, runRule } from '../define.ts';
import { betweenOrder } from './between-order.ts';
import { constantError } from './constant-error.ts';
import { constantPredicate } from './constant-predicate.ts';
import { deletionsLost } from './deletions-lost.ts';
import { divisionByZero } from './division-by-zero.ts';
import { emitEvery } from './emit-every.ts';
import { havingAsWhere } from './having-as-where.ts';
import { joinKeyTypes } from './join-key-types.ts';
import { lateSessions } from './late-sessions.ts';
import { lateWithoutWindow } from './late-without-window.ts';
import { likeWithoutWildcard } from './like-without-wildcard.ts';
import { limitUnbounded } from './limit-unbounded.ts';
import { missingKey } from './missing-key.ts';
import { notInNull } from './not-in-null.ts';
import { orderInSubquery } from './order-in-subquery.ts';
import { redundantDistinct } from './redundant-distinct.ts';
import { tableJoin } from './table-join.ts';
import { unboundedJoin } from './unbounded-join.ts';
import { unboundedState } from './unbounded-state.ts';
import { unusedStream } from './unused-stream.ts';
import { whereInterval } from './where-interval.ts';
import { wholePartitionRank } from './whole-partition-rank.ts';

/** One statement with its meaning. Positions count from where the statement's text begins. */
export interface StatementSubject {
  readonly bound: BoundStatement;
  readonly syntax: ast.Statement;
  /** Whether the input ends; undefined where that is not decided. */
  readonly bounded: boolean | undefined;
}

/** All statements of a file. Positions are the file's. */
export interface FileSubject {
  readonly statements: readonly Statement[];
  /** Whether another file of the workspace reads a relation of that name. */
  readElsewhere(name: string): boolean;
}

export const statementRules: readonly Rule<StatementSubject>[] = [
  unboundedJoin,
  tableJoin,
  whereInterval,
  joinKeyTypes,
  limitUnbounded,
  unboundedState,
  missingKey,
  deletionsLost,
  divisionByZero,
  constantError,
  constantPredicate,
  wholePartitionRank,
  betweenOrder,
  likeWithoutWildcard,
  orderInSubquery,
  emitEvery,
  lateWithoutWindow,
  havingAsWhere,
  notInNull,
  redundantDistinct,
];

export const fileRules: readonly Rule<FileSubject>[] = [unusedStream, lateSessions];

export const checkStatement = (subject: StatementSubject): Diagnostic[] =>
  statementRules.flatMap(rule => runRule(rule, subject));

export const checkFile = (subject: FileSubject): Diagnostic[] => fileRules.flatMap(rule => runRule(rule, subject));
