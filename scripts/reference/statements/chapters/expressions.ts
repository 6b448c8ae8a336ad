/** Expressions, loosest binding first. */
import type { Chapter } from '../define.ts';

export const expressions: Chapter = {
  title: 'Expressions',
  doc: 'What binds loosest comes first; what comes later binds tighter. [Functions](functions.md) and [types](types.md) have pages of their own.',
  sections: [
    {
      title: 'OR, AND, NOT',
      rules: ['Expression', 'OrExpression', 'AndExpression', 'NotExpression'],
      doc: 'Three-valued logic: NULL is neither true nor false.',
      examples: [`SELECT ticker FROM trades WHERE NOT (price > 100 OR volume < 10) AND venue = 'A';`],
    },
    {
      title: 'Comparisons and tests',
      rules: ['Predicate', 'Container', 'ContainerPart'],
      doc: 'A comparison with NULL is NULL; `IS [NOT] NULL` and `IS [NOT] DISTINCT FROM` never are. `LIKE` knows `%` and `_`, `REGEXP` a regular expression; `ILIKE` is `LIKE` in any case.\n\nA query may stand for a value (of one row at most, of none NULL) or behind `IN`, `EXISTS`, `ANY` and `ALL`, also one that uses the row around it. In a run that ends it is asked of the whole result. In one that runs on, a row of a stream is decided once, as of its event time: the query has the rows up to then, and the row waits until the watermark of what it reads is past that, or it has been read. Results that change themselves (tables, groups kept current) are kept current with the query. `LATERAL (SELECT …)` after FROM follows the same rules.',
      examples: [
        `SELECT ticker, price FROM trades\nWHERE price > (SELECT AVG(t.price) FROM trades AS t WHERE t.ticker = trades.ticker);`,
        `SELECT ticker FROM trades\nWHERE price BETWEEN 10 AND 20 AND ticker LIKE 'A%' AND venue IS NOT NULL AND volume NOT IN (1, 2);`,
      ],
    },
    {
      title: 'Arithmetic',
      rules: ['Arithmetic', 'Unary'],
      doc: '`*`, `/` and `%` bind tighter than `+` and `-`, those tighter than `||`, which joins texts. [Types](types.md) says what comes out.',
      examples: [`SELECT ticker || '-' || venue AS name, -(price - 1) * volume / 100 AS amount FROM trades;`],
    },
    {
      title: 'Members, casts, time zones',
      rules: ['Postfix'],
      doc: 'A field of a struct or of JSON by `.name`, an element by `[i]`, another type by `::type`, the local time of a place by `AT TIME ZONE`.',
      examples: [`SELECT payload.items[1].price::DECIMAL(10, 2) AS price FROM orders;`],
    },
    {
      title: 'Literals and names',
      rules: ['Primary'],
      doc: 'Texts stand in apostrophes, an apostrophe in them is doubled. `1` is a whole number, `0.5` an exact DECIMAL, `5e-1` a DOUBLE, `5s` an INTERVAL. Names that are no plain words stand in backquotes.',
      examples: [
        `SELECT 'it''s' AS t, 0.5 AS d, 5e-1 AS f, INTERVAL '5' MINUTE AS i, TIMESTAMP '2025-01-31 10:00:00' AS at, \`a name\` FROM trades;`,
      ],
    },
    {
      title: 'CASE',
      rules: ['CaseExpression', 'CaseBranch'],
      doc: 'The result of the first branch whose condition is true, or whose value equals the subject; else that of `ELSE`, else NULL.',
      examples: [
        `SELECT CASE WHEN price > 100 THEN 'high' WHEN price > 10 THEN 'middle' ELSE 'low' END AS class,\n  CASE venue WHEN 'A' THEN 1 ELSE 2 END AS number\nFROM trades;`,
      ],
    },
    {
      title: 'Calls',
      rules: ['Call', 'Argument', 'TrimmedText'],
      doc: 'Calls a [function](functions.md). An aggregate may leave rows out (`FILTER`), take each value once (`DISTINCT`), or need an order (`WITHIN GROUP`).',
      examples: [
        `SELECT ticker, COUNT(DISTINCT venue) AS venues, SUM(volume) FILTER (WHERE price > 100) AS volume\nFROM trades\nGROUP BY ticker\nWINDOW TUMBLING (1m);`,
      ],
    },
    {
      title: 'OVER',
      rules: ['OverClause', 'FrameBound', 'FrameDistance'],
      doc: 'Computes a function for each row from the rows around it: those of the same `PARTITION BY`, in the order of `ORDER BY`, within the frame. `ROWS WINDOW BUFFER n ROWS` keeps the last n rows.',
      examples: [
        `SELECT ticker, price,\n  MAX(price) OVER (PARTITION BY ticker ORDER BY traded_at) AS highest,\n  AVG(price) OVER (PARTITION BY ticker ORDER BY traded_at RANGE INTERVAL '5' MINUTE PRECEDING) AS average\nFROM trades;`,
      ],
    },
  ],
};
