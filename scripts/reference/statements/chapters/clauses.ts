/** The clauses of a query, in canonical order. */
import type { Chapter } from '../define.ts';

export const clauses: Chapter = {
  title: 'Clauses',
  doc: 'Behind `FROM` and the joins, each at most once, `WITH` as often as wanted.',
  sections: [
    {
      title: 'WHERE',
      rules: ['WhereClause'],
      doc: 'Keeps the rows for which the condition is true; NULL is not.',
      examples: [`SELECT ticker, price FROM trades WHERE price > 100 AND venue IN ('A', 'B');`],
    },
    {
      title: 'GROUP BY',
      rules: ['GroupByClause', 'GroupKey'],
      doc: 'Makes one row of all rows with the same keys. A key is a column, an expression, the name or the position of an item, or a window.',
      examples: [`SELECT venue, COUNT(*) AS trades FROM trades GROUP BY venue EMIT CHANGES;`],
    },
    {
      title: 'WINDOW',
      rules: ['WindowClause'],
      doc: 'Cuts time into windows, each of which is a group. `TUMBLING(d)` are windows of one length, `SLIDING(size, advance)` overlap, `SESSION(gap)` end when nothing comes for that long, `CUMULATE(step, size)` grow. Windows begin at the epoch, in UTC. `GRACE` keeps them open for late rows.',
      examples: [
        `SELECT ticker, AVG(price) AS avg_price\nFROM trades\nGROUP BY ticker\nWINDOW TUMBLING (INTERVAL '1' MINUTE) GRACE 10s;`,
      ],
    },
    {
      title: 'HAVING',
      rules: ['HavingClause'],
      doc: 'Keeps the groups for which the condition is true.',
      examples: [
        `SELECT ticker, COUNT(*) AS trades FROM trades GROUP BY ticker WINDOW TUMBLING (1m) HAVING COUNT(*) > 10;`,
      ],
    },
    {
      title: 'WINDOW: named windows',
      rules: ['NamedWindows', 'NamedWindow'],
      doc: 'Names what several `OVER` have in common.',
      examples: [
        `SELECT ticker, SUM(volume) OVER w AS volume, AVG(price) OVER w AS price\nFROM trades\nWINDOW w AS (PARTITION BY ticker ORDER BY traded_at ROWS 9 PRECEDING);`,
      ],
    },
    {
      title: 'ORDER BY',
      rules: ['OrderByClause', 'SortItem'],
      doc: 'Sorts the result; NULLs come last. A result that never ends cannot be sorted as a whole.',
      examples: [
        `SELECT ticker, SUM(volume) AS volume FROM trades GROUP BY ticker WINDOW TUMBLING (1h) ORDER BY volume DESC LIMIT 10;`,
      ],
    },
    {
      title: 'LIMIT',
      rules: ['LimitClause'],
      doc: 'Ends after so many rows.',
      examples: [`SELECT ticker, price FROM trades LIMIT 10;`],
    },
    {
      title: 'EMIT',
      rules: ['EmitClause'],
      doc: 'When results are put out. `FINAL`: one row for each window and key when the window closes. `CHANGES`: the new row after each input. `EVERY d`: at most one for each key in that time.',
      examples: [`SELECT ticker, COUNT(*) AS trades FROM trades GROUP BY ticker EMIT CHANGES;`],
    },
    {
      title: 'INTO',
      rules: ['IntoClause'],
      doc: 'Where the result goes, as `INSERT INTO` says it.',
      examples: [`SELECT ticker, price FROM trades WHERE price > 100 INTO alerts;`],
    },
    {
      title: 'WITH: properties',
      rules: ['WithClause', 'Property', 'PropertyValue'],
      doc: 'Where and how is read and written: [properties](properties.md). Keys of a relation begin with its name and a dot.',
      examples: [`SELECT ticker FROM trades\nWITH ('trades.type' = 'kafka_source', 'trades.topic' = 'trades-v2');`],
    },
  ],
};
