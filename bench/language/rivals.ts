/** Two other SQL parsers in TypeScript, installed when first asked for: dt-sql-parser's Flink SQL and node-sql-parser. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

export interface Rival {
  readonly name: string;
  /** @throws Error when it does not take the statement */
  read(statement: string): void;
}

interface FlinkSql {
  validate(text: string): readonly { readonly message: string }[];
}
interface NodeSqlParser {
  astify(text: string, options: { readonly database: string }): unknown;
}

const folder = path.join(import.meta.dirname, 'rivals');
const bundled = path.resolve(folder, '../../../.cache/bench/dt-sql-parser.mjs');

/** None, and a word about it, where npm cannot install them. */
export async function rivals(): Promise<readonly Rival[]> {
  if (!fs.existsSync(path.join(folder, 'node_modules'))) {
    process.stderr.write('[ferris] installing dt-sql-parser and node-sql-parser for the comparison …\n');
    const { status } = spawnSync('npm', ['ci', '--loglevel=error'], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    });
    if (status !== 0) {
      process.stderr.write('[ferris] they cannot be installed, so ours is measured alone\n');
      return [];
    }
  }
  return [await dtSqlParser(), await nodeSqlParser()];
}

async function dtSqlParser(): Promise<Rival> {
  // It is published in modules that Node's own loader does not resolve.
  const entry = path.join(folder, 'node_modules/dt-sql-parser/dist/parser/flink/index.js');
  await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: bundled,
    logLevel: 'error',
  });
  const { FlinkSQL } = (await import(pathToFileURL(bundled).href)) as { readonly FlinkSQL: new () => FlinkSql };
  const parser = new FlinkSQL();
  return {
    name: 'dt-sql-parser FlinkSQL validate',
    read(statement) {
      const [error] = parser.validate(`${statement};`);
      if (error) throw new Error(error.message);
    },
  };
}

async function nodeSqlParser(): Promise<Rival> {
  const load = async (dialect: string): Promise<NodeSqlParser> => {
    const file = path.join(folder, `node_modules/node-sql-parser/build/${dialect}.js`);
    const module = (await import(pathToFileURL(file).href)) as {
      readonly default: { readonly Parser: new () => NodeSqlParser };
    };
    return new module.default.Parser();
  };
  const [flink, postgres] = [await load('flinksql'), await load('postgresql')];
  return {
    name: 'node-sql-parser astify',
    read(statement) {
      // Its Flink dialect knows no frames, its PostgreSQL no WITH behind a table: each gets what it takes.
      if (/^CREATE/m.test(statement)) flink.astify(statement, { database: 'flinksql' });
      else postgres.astify(statement, { database: 'postgresql' });
    },
  };
}
