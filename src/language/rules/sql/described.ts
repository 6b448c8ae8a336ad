/** The rules of SQL that have no check of their own: binding, the parser or the compiler finds them. */

import type { Severity } from '../../text/diagnostic.ts';
import type { RuleDescription } from '../define.ts';
import { aggregatePlace } from './aggregate-place.ts';
import { aliasColumns } from './alias-columns.ts';
import { ambiguousColumn } from './ambiguous-column.ts';
import { call } from './call.ts';
import { cannotRun } from './cannot-run.ts';
import { caseTypes } from './case-types.ts';
import { cast } from './cast.ts';
import { clauseOrder } from './clause-order.ts';
import { conditionType } from './condition-type.ts';
import { configFile } from './config-file.ts';
import { cycle } from './cycle.ts';
import { deadLetterTopic } from './dead-letter-topic.ts';
import { doubleQuotedString } from './double-quoted-string.ts';
import { drop } from './drop.ts';
import { duplicateAlias } from './duplicate-alias.ts';
import { duplicateClause } from './duplicate-clause.ts';
import { duplicateColumn } from './duplicate-column.ts';
import { duplicateName } from './duplicate-name.ts';
import { duration } from './duration.ts';
import { emitFinal } from './emit-final.ts';
import { frame } from './frame.ts';
import { functionBody } from './function-body.ts';
import { functionLanguage } from './function-language.ts';
import { having } from './having.ts';
import { ineffectiveProperty } from './ineffective-property.ts';
import { insertColumns } from './insert-columns.ts';
import { insertOrder } from './insert-order.ts';
import { insertType } from './insert-type.ts';
import { joinCondition } from './join-condition.ts';
import { limit } from './limit.ts';
import { literal } from './literal.ts';
import { literalSecret } from './literal-secret.ts';
import { lossyCast } from './lossy-cast.ts';
import { match } from './match.ts';
import { nameCase } from './name-case.ts';
import { nestedAggregate } from './nested-aggregate.ts';
import { notYet } from './not-yet.ts';
import { nullComparison } from './null-comparison.ts';
import { operandType } from './operand-type.ts';
import { orderByUnbounded } from './order-by-unbounded.ts';
import { ordinal } from './ordinal.ts';
import { otherTime } from './other-time.ts';
import { overPlace } from './over-place.ts';
import { propertyValue } from './property-value.ts';
import { show } from './show.ts';
import { star } from './star.ts';
import { strategy } from './strategy.ts';
import { subqueryColumns } from './subquery-columns.ts';
import { sumOfText } from './sum-of-text.ts';
import { syntax } from './syntax.ts';
import { tableFunctionPlace } from './table-function-place.ts';
import { timeType } from './time-type.ts';
import { tooDeep } from './too-deep.ts';
import { twoTimes } from './two-times.ts';
import { ungroupedColumn } from './ungrouped-column.ts';
import { unionClause } from './union-clause.ts';
import { unionColumns } from './union-columns.ts';
import { unknownColumn } from './unknown-column.ts';
import { unknownFunction } from './unknown-function.ts';
import { unknownProperty } from './unknown-property.ts';
import { unknownRelation } from './unknown-relation.ts';
import { unknownType } from './unknown-type.ts';
import { unknownWindow } from './unknown-window.ts';
import { values } from './values.ts';
import { viewQuery } from './view-query.ts';
import { watermark } from './watermark.ts';
import { window } from './window.ts';
import { windowBound } from './window-bound.ts';
import { windowFunction } from './window-function.ts';
import { windowWithoutAggregate } from './window-without-aggregate.ts';

/** By name. */
export const describedRules: readonly RuleDescription[] = [
  aggregatePlace,
  aliasColumns,
  ambiguousColumn,
  call,
  cannotRun,
  caseTypes,
  cast,
  clauseOrder,
  conditionType,
  configFile,
  cycle,
  deadLetterTopic,
  doubleQuotedString,
  drop,
  duplicateAlias,
  duplicateClause,
  duplicateColumn,
  duplicateName,
  duration,
  emitFinal,
  frame,
  functionBody,
  functionLanguage,
  having,
  ineffectiveProperty,
  insertColumns,
  insertOrder,
  insertType,
  joinCondition,
  limit,
  literal,
  literalSecret,
  lossyCast,
  match,
  nameCase,
  nestedAggregate,
  notYet,
  nullComparison,
  operandType,
  orderByUnbounded,
  ordinal,
  otherTime,
  overPlace,
  propertyValue,
  show,
  star,
  strategy,
  subqueryColumns,
  sumOfText,
  syntax,
  tableFunctionPlace,
  timeType,
  tooDeep,
  twoTimes,
  ungroupedColumn,
  unionClause,
  unionColumns,
  unknownColumn,
  unknownFunction,
  unknownProperty,
  unknownRelation,
  unknownType,
  unknownWindow,
  values,
  viewQuery,
  watermark,
  windowBound,
  windowFunction,
  windowWithoutAggregate,
  window,
];

const severities = new Map(describedRules.map(rule => [rule.id, rule.severity]));

/** What a finding is unless it says otherwise. */
export const usualSeverity = (rule: string): Severity => severities.get(rule) ?? 'error';
