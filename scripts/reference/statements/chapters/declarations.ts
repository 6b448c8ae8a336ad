/** Statements that declare something, and those that write rows. */
import type { Chapter } from '../define.ts';

export const declarations: Chapter = {
  title: 'Declarations and rows',
  doc: 'What there is to read, what is computed from it, and where results go.',
  sections: [
    {
      title: 'A statement',
      rules: ['Piece', 'Hint', 'Statement'],
      doc: 'A file is a row of statements that end with `;`, with [hints](hints.md) and [annotations](annotations.md) above them. Keywords are written in any case, and nearly all of them are names too where no clause needs them.',
      examples: [`-- @ferris:workload=trading\nSELECT ticker, price FROM trades;`],
    },
    {
      title: 'CREATE STREAM, TABLE, MATERIALIZED VIEW',
      rules: [
        'Create',
        'TableElement',
        'ColumnDefinition',
        'ColumnConstraint',
        'WatermarkDefinition',
        'PrimaryKeyDefinition',
      ],
      doc: 'Declares a source by its columns and where it is, or with `AS` a result that other statements can read. A stream carries rows; a table and a view keep the newest row of each key. `WATERMARK FOR` names the column that event time is read from and how late rows may be. Without columns a stream is read as its records come.',
      examples: [
        `CREATE STREAM trades (\n  ticker STRING NOT NULL, price DECIMAL(18, 4), volume BIGINT, traded_at TIMESTAMP,\n  WATERMARK FOR traded_at AS traded_at - INTERVAL '5' SECOND\n) WITH ('topic' = 'trades', 'format' = 'json');`,
        `CREATE TABLE instruments (ticker STRING PRIMARY KEY, name STRING) WITH ('topic' = 'instruments');`,
        `CREATE MATERIALIZED VIEW volume_by_ticker AS\nSELECT ticker, SUM(volume) AS volume FROM trades GROUP BY ticker EMIT CHANGES;`,
      ],
    },
    {
      title: 'Types',
      rules: ['TypeName', 'TypeArgument'],
      doc: 'The type of a column, of a parameter, or of a cast. [Types](types.md) lists them with their other names.',
      examples: [`SELECT CAST(price AS DECIMAL(18, 4)) AS price, CAST(tags AS ARRAY<STRING>) AS tags FROM trades;`],
    },
    {
      title: 'CREATE FUNCTION',
      rules: ['CreateFunction', 'FunctionParameter'],
      doc: 'Declares a function of your own, written in JavaScript: an expression or statements with `return`, of the parameters. With `AGGREGATE` it is written as `init`, `add` and `result`, and sees all rows of a group. It runs in a sandbox; what it gives is held against `RETURNS`. [Functions of your own](../own-functions.md) has the types, the limits and the errors.',
      examples: [
        `CREATE FUNCTION mid(bid DOUBLE, ask DOUBLE) RETURNS DOUBLE LANGUAGE javascript AS $$ return (bid + ask) / 2; $$;`,
      ],
    },
    {
      title: 'INSERT',
      rules: ['Insert', 'ValuesRow'],
      doc: 'Writes the rows of a query, or given ones, into a stream or table. The columns come in the order of the list, or of the target where there is none. Given rows are written by `execute` and `test`, each with the time at which it is written, and read beside those that the topic has; what runs on (`stream`, jobs), and may begin anew, leaves them out.',
      examples: [
        `CREATE STREAM alerts (ticker STRING, price DECIMAL(18, 4)) WITH ('topic' = 'alerts');\nINSERT INTO alerts (ticker, price) VALUES ('ACME', 12.5), ('EMCA', 0.5);`,
      ],
    },
    {
      title: 'DROP',
      rules: ['Drop'],
      doc: 'Takes a declaration back. `IF EXISTS` makes it no mistake when there is none. Topics stay.',
      examples: [`DROP STREAM IF EXISTS trades;`],
    },
    {
      title: 'UPDATE, DELETE',
      rules: ['Update', 'Assigned', 'Delete'],
      doc: 'Are read so that they can be refused plainly: records of a topic are never changed. What a table holds changes by a newer record of the same key, and a record without a value deletes it.',
      examples: [],
    },
  ],
};
