/** `INSERT INTO t SELECT …` → with the columns that it writes, in their order. */

import type { Statement } from '../../analyze.ts';
import { spanOfProperty } from '../../grammar/parse.ts';
import { nodesIn } from '../../rules/sql/syntax-nodes.ts';
import { writeOf } from '../../rules/sql/walk.ts';
import { written } from './name-text.ts';
import { defineRefactoring } from './offer.ts';
import { before } from './syntax-at.ts';

const TABLES =
  'CREATE STREAM trades (ticker STRING, price DOUBLE);\nCREATE STREAM copies (ticker STRING, price DOUBLE);\n';

export const insertColumns = defineRefactoring({
  id: 'insert-columns',
  doc: 'Writes out the columns that an INSERT fills, in their order.',
  kind: 'refactor.rewrite',
  keepsMeaning: true,
  good: [
    {
      before: `${TABLES}INSERT INTO cop|ies SELECT ticker, price FROM trades;`,
      title: 'Write the columns of the INSERT',
      after: `${TABLES}INSERT INTO copies (ticker, price) SELECT ticker, price FROM trades;`,
    },
    {
      before: `${TABLES}IN|SERT INTO copies VALUES ('A', 1.5);`,
      title: 'Write the columns of the INSERT',
      after: `${TABLES}INSERT INTO copies (ticker, price) VALUES ('A', 1.5);`,
    },
  ],
  bad: [
    `${TABLES}INSERT INTO cop|ies (ticker, price) SELECT ticker, price FROM trades;`,
    `${TABLES}INSERT INTO copies SELECT tick|er, price FROM trades;`,
    'INSERT INTO unk|nown SELECT 1 AS one;',
  ],
  offers: ({ statement, at }) => {
    const [insert] = nodesIn(statement.syntax, 'Insert');
    if (!insert || insert.columns.length > 0) return [];
    const { end } = spanOfProperty(insert, 'target');
    const columns = columnsOf(statement);
    return at.end > end || columns.length === 0
      ? []
      : [
          {
            title: 'Write the columns of the INSERT',
            edits: () => [{ span: before(end), text: ` (${columns.map(written).join(', ')})` }],
          },
        ];
  },
});

/** Those that its values go to; none where its target is not declared, or whole records go to it. */
function columnsOf({ meaning }: Statement): readonly string[] {
  if (meaning?.kind === 'values') return meaning.columns;
  const write = meaning && writeOf(meaning);
  if (!write?.into || write.into.open || write.query.items.some(item => item.spread)) return [];
  const columns = write.into.columns.map(column => column.name);
  const { items, eventTimeItem } = write.query;
  return columns.length === items.length - (eventTimeItem === undefined ? 0 : 1) ? columns : [];
}
