/** SELECT and what it reads. */
import type { Chapter } from '../define.ts';

export const queries: Chapter = {
  title: 'Queries',
  doc: 'The clauses are read in any order; the formatter writes them in that of this page.',
  sections: [
    {
      title: 'SELECT',
      rules: ['Query', 'SelectBody', 'AnyQuery', 'Clause'],
      doc: 'Computes rows from rows. Without `FROM` it gives one row.',
      examples: [`SELECT ticker, price * volume AS amount\nFROM trades\nWHERE volume > 0;`],
    },
    {
      title: 'WITH: common tables',
      rules: ['CommonTable'],
      doc: 'Names queries that the query below reads like relations; a later one may read an earlier one.',
      examples: [
        `WITH large AS (SELECT ticker, price, volume FROM trades WHERE volume > 1000)\nSELECT ticker, price FROM large;`,
      ],
    },
    {
      title: 'Items',
      rules: ['SelectItem'],
      doc: 'A column of the result: an expression, with a name if it needs one; `*` and `alias.*` are all columns. Names that collide under `*` become `alias_column`. `PRIMARY KEY` behind an item makes it (a part of) the key of what is written.',
      examples: [`SELECT ticker PRIMARY KEY, UPPER(venue) AS venue, t.price FROM trades AS t;`],
    },
    {
      title: 'FROM: relations',
      rules: ['Relation', 'Aliased', 'TableCall', 'TableArgument'],
      doc: 'What is read: a stream or table by its name, an address, a subquery, rows that are given, or a function that makes rows (`UNNEST`, the window functions). `FOR SYSTEM_TIME AS OF` reads a table as it was at the time of the row.',
      examples: [
        `SELECT ticker FROM 'kafka://localhost:9092/trades' AS t;`,
        `SELECT window_start, ticker, COUNT(*) AS trades\nFROM TABLE(TUMBLE(TABLE trades, DESCRIPTOR(traded_at), INTERVAL '1' MINUTE))\nGROUP BY window_start, ticker;`,
      ],
    },
    {
      title: 'JOIN',
      rules: ['Join'],
      doc: 'Puts rows of two relations together that fulfil `ON`. Two streams are joined within a time: `WITHIN d` takes rows whose event times are at most `d` apart, and `GRACE` waits for late ones. A table beside a stream is read as it was at the time of the row. NULL keys never match; `LEFT`, `RIGHT` and `FULL` keep rows without a partner.',
      examples: [
        `SELECT o.id, p.amount\nFROM orders AS o\nLEFT JOIN payments AS p ON o.id = p.order_id\n  WITHIN INTERVAL '1' HOUR;`,
      ],
    },
    {
      title: 'UNION',
      rules: ['UnionBranch', 'UnionQuery', 'BracketedQuery'],
      doc: 'The rows of two queries with as many columns; without `ALL` equal rows are one. `ORDER BY`, `LIMIT`, `EMIT` and `INTO` behind it belong to the whole.',
      examples: [`SELECT ticker, price FROM trades_a\nUNION ALL\nSELECT ticker, price FROM trades_b;`],
    },
    {
      title: 'MATCH_RECOGNIZE',
      rules: [
        'MatchRecognize',
        'Measure',
        'AfterMatch',
        'Pattern',
        'PatternSequence',
        'PatternRepeat',
        'PatternAtom',
        'Quantifier',
        'Subset',
        'Definition',
      ],
      doc: [
        'Finds sequences of rows. `DEFINE` says what a row of each variable is (one without a definition is any row), `PATTERN` how they follow each other, `MEASURES` what is told of a match. Rows are taken in the order of their event time, which is the first key of `ORDER BY`; a bounded run takes any order.',
        'Of all matches that begin at a row the preferred one counts: of alternatives the left one, of a greedy quantifier the longer, of a reluctant one (`*?`) the shorter. It comes out when no better one can come: a pattern that ends in `B+` waits for the row that is no B, for the end of `WITHIN`, or for the end of the input. `WITHIN d`: every row is less than d after the first, as in Flink.',
        '`A.price` is the price of the last A so far, `price` that of the row itself; `LAST(A.price, 1)` is the A before it, `FIRST(A.price)` the first; `PREV` and `NEXT` go from there to rows of the partition, also out of the match. `NEXT` in `DEFINE` waits for that row. Where there is no such row, it is NULL. Aggregates are over all rows, or those of the one variable (or `SUBSET`) that they name. In `ALL ROWS PER MATCH` measures are those up to the row; `FINAL` before a function, or before brackets, looks at the whole match.',
        "The key of what comes out is `PARTITION BY`; its time that of the last row, or each row's own. `AFTER MATCH SKIP TO` a row that is not there, or the one at which the match began, is an error of that row: the match does not come out, and the search goes on behind it. A row for which a condition fails fits no variable of it, and is counted as failed.",
      ].join('\n\n'),
      examples: [
        `SELECT ticker, bottom\nFROM trades MATCH_RECOGNIZE (\n  PARTITION BY ticker\n  ORDER BY traded_at\n  MEASURES LAST(down.price) AS bottom\n  ONE ROW PER MATCH\n  AFTER MATCH SKIP PAST LAST ROW\n  PATTERN (start_row down+ up)\n  WITHIN INTERVAL '1' HOUR\n  DEFINE down AS down.price < PREV(down.price), up AS up.price > PREV(up.price)\n) AS m;`,
      ],
    },
  ],
};
