/** DuckDB on a case: one connection in this process for all of them. */
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import { printQuery, standing } from './print.ts';
import { type Case, type Table, typeText } from './tree.ts';

/** What DuckDB has no word for, each by its definition in DIALECT.md or docs/reference. */
const MACROS = [
  // The multiple of n at or below x, also of a negative x.
  'CREATE MACRO floor_to(x, n) AS x - ((x % n) + n) % n',
  // A decimal's digits as an integer.
  "CREATE MACRO unscaled(x) AS CAST(REPLACE(CAST(x AS VARCHAR), '.', '') AS HUGEINT)",
  // n / d, half away from zero.
  `CREATE MACRO half_up(n, d) AS
     (CASE WHEN (n < 0) = (d < 0) THEN 1 ELSE -1 END)::HUGEINT * ((2::HUGEINT * abs(n) + abs(d)) // (2::HUGEINT * abs(d)))`,
  // An integer as the text of a decimal with k digits of fraction.
  `CREATE MACRO decimal_text(u, k) AS (CASE WHEN u < 0 THEN '-' ELSE '' END) ||
     CASE WHEN k = 0 THEN CAST(abs(u) AS VARCHAR) ELSE
       left(repeat('0', greatest(0, k + 1 - length(CAST(abs(u) AS VARCHAR)))) || CAST(abs(u) AS VARCHAR), -k) || '.' ||
       right(repeat('0', k) || CAST(abs(u) AS VARCHAR), k) END`,
  // ISO 8601 in UTC, no fraction where there is none.
  `CREATE MACRO iso_text(t) AS strftime(t, '%Y-%m-%dT%H:%M:%S') ||
     CASE WHEN microsecond(t) % 1000000 = 0 THEN ''
          WHEN microsecond(t) % 1000 = 0 THEN '.' || lpad(CAST(microsecond(t) % 1000000 // 1000 AS VARCHAR), 3, '0')
          ELSE '.' || lpad(CAST(microsecond(t) % 1000000 AS VARCHAR), 6, '0') END || 'Z'`,
];

export interface Duck {
  /** Rejects with DuckDB's own message. */
  answer(given: Case): Promise<readonly (readonly DuckDBValue[])[]>;
  close(): void;
}

export async function startDuck(): Promise<Duck> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  for (const macro of MACROS) await connection.run(macro);
  // What it makes of a query's text is judged against, not how fast: planning would cost more than answering.
  await connection.run('SET order_by_non_integer_literal = true');
  await connection.run('PRAGMA disable_optimizer');
  /** By the data set its schema. */
  const schemas = new WeakMap<readonly Table[], string>();
  let made = 0;
  return {
    async answer({ tables, query }) {
      const known = schemas.get(tables);
      const schema = known ?? `s${++made}`;
      if (!known) await connection.run(`CREATE SCHEMA ${schema}`);
      await connection.run(`SET schema = '${schema}'`);
      if (!known) for (const table of tables) await load(connection, table);
      schemas.set(tables, schema);
      const reader = await connection.runAndReadAll(printQuery(query, 'duck'));
      return reader.getRows();
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

const quoted = (text: string | null): string => (text === null ? 'NULL' : `'${text.replaceAll("'", "''")}'`);

/** The statements that make a table and its rows, in DuckDB's words. */
export function duckTable(table: Table): string[] {
  const { name, columns, rows, deletes } = table;
  const view = deletes ? [standingView(table)] : [];
  const made = `CREATE OR REPLACE TABLE ${name} (${columns.map(column => `${column.name} ${typeText(column.type)}`).join(', ')})`;
  if (rows.length === 0) return [made, ...view];
  // Text that DuckDB casts to the column's type.
  const values = rows.map(row => `(${row.map(quoted).join(', ')})`);
  return [made, `INSERT INTO ${name} VALUES ${values.join(', ')}`, ...view];
}

/** The last row of each key, unless that is a deletion. */
function standingView({ name, columns, primaryKey }: Table): string {
  const data = columns.slice(3).map(column => `${column.name} IS NOT NULL`);
  const last = `SELECT * FROM ${name} QUALIFY row_number() OVER (PARTITION BY ${primaryKey} ORDER BY id DESC) = 1`;
  return `CREATE OR REPLACE VIEW ${standing(name)} AS SELECT * FROM (${last}) WHERE ${data.join(' OR ')}`;
}

async function load(connection: DuckDBConnection, table: Table): Promise<void> {
  for (const statement of duckTable(table)) await connection.run(statement);
}
