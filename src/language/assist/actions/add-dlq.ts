/** A topic for records that fail, where none is set. */
import type * as ast from '../../grammar/generated/ast.ts';
import { spanOf } from '../../grammar/parse.ts';
import { propertyOf } from '../../rules/sql/statement-text.ts';
import { indentAt, lineBreakOf, startOfLine } from './line-text.ts';
import { defineRefactoring, type Edits, type RefactoringSubject } from './offer.ts';
import { before, innermost } from './syntax-at.ts';

const TOPIC = 'dead.letter.queue.topic';
const ENABLED = 'dead.letter.queue.enabled';

export const addDlq = defineRefactoring({
  id: 'add-dlq',
  doc: 'Sends records that fail to a topic of their own, where the statement has a WITH block that sets none.',
  kind: 'refactor.rewrite',
  keepsMeaning: false,
  good: [
    {
      before: "CREATE STREAM trades (ticker STRING) WITH ('top|ic' = 'trades');",
      title: 'Send failed records to trades-failures',
      after:
        "CREATE STREAM trades (ticker STRING) WITH ('topic' = 'trades', 'dead.letter.queue.enabled' = 'true', 'dead.letter.queue.topic' = 'trades-failures');",
    },
    {
      before: "CREATE STREAM trades (ticker STRING) WITH (\n  'topic' = 'trades',\n  'dlq.enabled' = 'true'|\n);",
      title: 'Send failed records to trades-failures',
      after:
        "CREATE STREAM trades (ticker STRING) WITH (\n  'topic' = 'trades',\n  'dlq.enabled' = 'true',\n  'dead.letter.queue.topic' = 'trades-failures'\n);",
    },
  ],
  bad: [
    "CREATE STREAM trades (ticker STRING) WITH (topic = 'trades'|, 'dead.letter.queue.topic' = 'bad');",
    "CREATE STREAM trades (ticker ST|RING) WITH (topic = 'trades');",
  ],
  offers: subject => {
    const block = innermost(subject, 'WithClause');
    const { statement } = subject.statement.syntax;
    const name = nameOf(subject);
    // A block with a name of its own, such as LOCAL_AGGREGATION, holds other settings.
    if (!block || block.block !== undefined || !statement || name === undefined) return [];
    if (propertyOf(statement, TOPIC) || propertyOf(statement, ENABLED)?.text === 'false') return [];
    const topic = `${name}-failures`;
    const added = [...(propertyOf(statement, ENABLED) ? [] : [`'${ENABLED}' = 'true'`]), `'${TOPIC}' = '${topic}'`];
    return [{ title: `Send failed records to ${topic}`, edits: () => adding(added, block, subject) }];
  },
});

/** What the statement makes or writes, as a topic may be called. */
function nameOf({ statement }: RefactoringSubject): string | undefined {
  const { meaning } = statement;
  const name =
    meaning?.kind === 'source' ? meaning.relation.name : meaning?.kind === 'query' ? meaning.target : undefined;
  const file = name?.includes('://') ? /([^/]+?)(\.[^./]*)?$/.exec(name)?.[1] : name;
  return file?.replaceAll(/[^A-Za-z0-9._-]/g, '_').slice(0, 200);
}

/** Each on a line of its own where the last property stands on one. */
function adding(properties: readonly string[], block: ast.WithClause, subject: RefactoringSubject): Edits {
  const last = block.properties.at(-1);
  if (!last) {
    const { end } = spanOf(block);
    return [{ span: before(end - 1), text: properties.join(', ') }];
  }
  const { start, end } = spanOf(last);
  const at = subject.statement.offset + start;
  const indent = indentAt(subject.text, at);
  const isAlone = startOfLine(subject.text, at) + indent.length === at;
  const between = isAlone ? `,${lineBreakOf(subject.text)}${indent}` : ', ';
  return [{ span: before(end), text: properties.map(one => between + one).join('') }];
}
