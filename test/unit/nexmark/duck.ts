/** DuckDB with the events as its tables: answers that do not come from our engine. */
import { DuckDBInstance } from '@duckdb/node-api';
import { duckTable } from '../../judge/duck.ts';
import { BIGINT, type Column, STRING, TIMESTAMP } from '../../judge/tree.ts';
import type { Data } from './data.ts';
import type { Row } from './rows.ts';

export interface Duck {
  /** Rejects with DuckDB's own message. */
  answer(sql: string): Promise<readonly Row[]>;
  close(): void;
}

export async function startDuck(data: Data): Promise<Duck> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  for (const [name, records] of Object.entries(data))
    for (const statement of duckTable(tableOf(name, records))) await connection.run(statement);
  return {
    async answer(sql) {
      const reader = await connection.runAndReadAll(sql);
      return reader.getRowObjectsJson();
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

function tableOf(name: string, records: readonly object[]) {
  const columns = Object.entries(records[0]!).map(([column, value]) => columnOf(column, value));
  const rows = records.map(record => Object.values(record).map(String));
  return { name, columns, rows };
}

function columnOf(name: string, value: unknown): Column {
  if (typeof value === 'number') return { name, type: BIGINT, bound: 0 };
  return { name, type: ['dateTime', 'expires', 'since'].includes(name) ? TIMESTAMP : STRING, bound: 0 };
}
