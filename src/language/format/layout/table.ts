/** Which nodes are written otherwise than as a row of their parts. */
import type { Layout } from '../printer.ts';
import type { NodeType } from '../words.ts';
import { arithmeticChain, caseBranch, caseExpression, logicalChain } from './expressions.ts';
import { clause, join, matchRecognize, overClause, query, unionBranch } from './query.ts';
import { clauses, create, holder, withClause } from './statements.ts';

const TABLE: Readonly<Partial<Record<NodeType, Layout>>> = {
  ArithmeticChain: arithmeticChain,
  CaseBranch: caseBranch,
  CaseExpression: caseExpression,
  Conjunction: logicalChain,
  Create: create,
  Delete: clauses,
  DeployJob: holder,
  Disjunction: logicalChain,
  Explain: holder,
  GroupByClause: clause,
  HavingClause: clause,
  Insert: holder,
  Join: join,
  MatchRecognize: matchRecognize,
  NamedWindows: clause,
  OrderByClause: clause,
  OverClause: overClause,
  Query: query,
  StartJob: holder,
  UnionBranch: unionBranch,
  Update: clauses,
  WhereClause: clause,
  WithClause: withClause,
};

export const layouts: Readonly<Record<string, Layout | undefined>> = TABLE;
