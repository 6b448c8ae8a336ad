/** A column that is named by how it is computed → the same name, written out, so that it stays and can be changed. */
import { spanOf } from '../../grammar/parse.ts';
import { columnNamed } from '../../names/query/items.ts';
import { written } from './name-text.ts';
import { defineRefactoring } from './offer.ts';
import { before, innermost, nameOfItem } from './syntax-at.ts';

const TRADES = 'CREATE STREAM trades (ticker STRING, price DOUBLE);\n';

export const addAlias = defineRefactoring({
  id: 'add-alias',
  doc: 'A column that is named by how it is computed gets the same name written out, so that it stays when the expression changes.',
  kind: 'refactor.rewrite',
  keepsMeaning: true,
  good: [
    {
      before: `${TRADES}SELECT ticker, COUNT(|*) FROM trades GROUP BY ticker;`,
      title: "Add the alias 'count'",
      after: `${TRADES}SELECT ticker, COUNT(*) AS count FROM trades GROUP BY ticker;`,
    },
    {
      before: `${TRADES}SELECT price * |2 FROM trades;`,
      title: "Add the alias 'col_1'",
      after: `${TRADES}SELECT price * 2 AS col_1 FROM trades;`,
    },
  ],
  bad: [`${TRADES}SELECT pri|ce FROM trades;`, `${TRADES}SELECT pri|ce * 2 AS twice FROM trades;`],
  offers: subject => {
    const item = innermost(subject, 'ExpressionItem');
    if (!item?.expression || item.alias !== undefined || columnNamed(item.expression) !== undefined) return [];
    const name = nameOfItem(item, subject);
    const { end } = spanOf(item.expression);
    return name === undefined
      ? []
      : [
          {
            title: `Add the alias '${name}'`,
            edits: () => [{ span: before(end), text: ` AS ${written(name)}` }],
          },
        ];
  },
});
