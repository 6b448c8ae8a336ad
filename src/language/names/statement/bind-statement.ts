/** Syntax of a statement → what it declares and what it runs. */

import type * as ast from '../../grammar/generated/ast.ts';
import { spanOfProperty } from '../../grammar/parse.ts';
import { readProperties } from '../../properties/read.ts';
import { nearest } from '../../text/nearest.ts';
import {
  type BoundJob,
  type BoundStatement,
  DEPLOY_STRATEGIES,
  type DeployStrategy,
  type Relation,
  type UserFunction,
} from '../bound.ts';
import { droppedKind, note, noteShown } from '../record/note-statement.ts';
import type { Reporter } from '../report.ts';
import { nameOf, stringOf } from '../text-of.ts';
import { bindDrop, bindShow, refuseChange } from './commands.ts';
import type { Environment } from './environment.ts';
import { bindFunction } from './function.ts';
import { resolveRelation } from './resolve-relation.ts';
import { bindSource } from './source.ts';
import { bindValues } from './values.ts';
import { bindWrite } from './write.ts';

export interface StatementResult {
  /** Also when the statement has errors: what could not be bound stands as a NULL of any type. */
  readonly bound: BoundStatement | undefined;
  /** What others may read. */
  readonly declares: Relation | undefined;
  readonly declaresFunction: UserFunction | undefined;
}

const nothing: Omit<StatementResult, 'bound'> = { declares: undefined, declaresFunction: undefined };

export function bindStatement(
  node: ast.Statement,
  environment: Environment,
  reporter: Reporter,
  job?: BoundJob,
  more: readonly ast.WithClause[] = [],
): StatementResult {
  switch (node.$type) {
    case 'Query':
      return { ...nothing, ...bindWrite(node, node, job, more, environment, reporter) };
    case 'Create': {
      if (node.query) return { ...nothing, ...bindWrite(node, node.query, job, more, environment, reporter) };
      if (node.kind?.toUpperCase() === 'VIEW')
        reporter.report('sql/view-query', reporter.at(node), `a VIEW is a query: '${node.name}' has none`, {
          help: 'add AS SELECT …, or CREATE STREAM for a source',
        });
      note(node, 'name', 'declaration', 'relation', node.name, reporter);
      const bound = bindSource(node, environment, reporter);
      return { ...nothing, bound, declares: bound.relation };
    }
    case 'CreateFunction': {
      note(node, 'name', 'declaration', 'function', node.name, reporter);
      const bound = bindFunction(node, reporter);
      return { ...nothing, bound, declaresFunction: bound.declared };
    }
    case 'Insert':
      return node.query
        ? { ...nothing, ...bindWrite(node, node.query, job, more, environment, reporter) }
        : { ...nothing, bound: bindValues(node, environment, reporter) };
    case 'StartJob':
      note(node, 'name', 'declaration', 'job', node.name, reporter);
      return node.statement
        ? bindStatement(node.statement, environment, reporter, {
            name: nameOf(node.name),
            version: undefined,
            strategy: undefined,
          })
        : { ...nothing, bound: undefined };
    case 'DeployJob': {
      note(node, 'name', 'declaration', 'job', node.name, reporter);
      const inner: BoundJob = {
        name: nameOf(node.name),
        version: node.version === undefined ? undefined : stringOf(node.version),
        strategy: strategyOf(node, reporter),
      };
      return node.statement
        ? bindStatement(node.statement, environment, reporter, inner, node.properties)
        : { ...nothing, bound: undefined };
    }
    case 'StopJob':
      note(node, 'name', 'read', 'job', node.name, reporter);
      return command('STOP JOB', nameOf(node.name ?? ''));
    case 'PauseJob':
      note(node, 'name', 'read', 'job', node.name, reporter);
      return command(`${(node.action ?? '').toUpperCase()} JOB`, nameOf(node.name ?? ''));
    case 'RollbackJob':
      note(node, 'name', 'read', 'job', node.name, reporter);
      return command('ROLLBACK JOB', nameOf(node.name ?? ''));
    case 'Show':
      noteShown(node, reporter);
      return { ...nothing, bound: bindShow(node, reporter) };
    case 'Drop':
      note(node, 'name', 'write', droppedKind(node), node.name, reporter);
      return { ...nothing, bound: bindDrop(node, reporter) };
    case 'Describe': {
      const name = nameOf(node.name ?? '');
      note(node, 'name', 'read', 'relation', node.name, reporter);
      resolveRelation(
        name,
        reporter.shifted(spanOfProperty(node, 'name')),
        environment,
        readProperties([], { created: undefined, reads: [], writes: [] }, reporter, environment.configFile),
        reporter,
      );
      return command('DESCRIBE', name);
    }
    case 'Explain': {
      const inner = node.statement && bindStatement(node.statement, environment, reporter).bound;
      return { ...nothing, bound: inner && { kind: 'explain', analyze: node.analyze, statement: inner } };
    }
    case 'SetProperty':
      return command('SET', undefined);
    case 'Update':
    case 'Delete':
      note(node, 'target', 'write', 'relation', node.target, reporter);
      return { ...nothing, bound: refuseChange(node, reporter) };
    default:
      return { ...nothing, bound: undefined };
  }
}

const command = (words: string, name: string | undefined): StatementResult => ({
  ...nothing,
  bound: { kind: 'command', command: words, name },
});

function strategyOf(node: ast.DeployJob, reporter: Reporter): BoundJob['strategy'] {
  if (node.strategy === undefined) return undefined;
  const kind = nameOf(node.strategy).toUpperCase();
  const span = reporter.shifted(spanOfProperty(node, 'strategy'));
  if (!(DEPLOY_STRATEGIES as readonly string[]).includes(kind)) {
    const meant = nearest(kind, DEPLOY_STRATEGIES);
    reporter.report('sql/strategy', span, `there is no strategy ${kind}`, {
      help: meant ? `did you mean ${meant}?` : `there are ${DEPLOY_STRATEGIES.join(', ')}`,
    });
    return undefined;
  }
  const percent = node.percent === undefined ? undefined : Number(node.percent);
  if (kind === 'CANARY' ? !(percent !== undefined && percent > 0 && percent <= 100) : percent !== undefined)
    reporter.report(
      'sql/strategy',
      span,
      kind === 'CANARY' ? 'CANARY takes a percentage from 1 to 100' : `${kind} takes no percentage`,
      {
        help: 'write STRATEGY CANARY(25)',
      },
    );
  return { kind: kind as DeployStrategy, ...(percent === undefined ? {} : { percent }) };
}
