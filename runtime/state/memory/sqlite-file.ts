/** A spill file of SQLite, as it comes with Node (22.13 and later): nothing that is installed, and reads that answer at once. */
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { SpillError, type Spilled, type SpillFile, type SpillTable } from './spill-file.ts';

/** Makes files in a folder, the system's for temporary files when there is none. Throws SpillError. */
export type OpenSpillFile = () => SpillFile;

const FULL = 13;
/** Of pages that SQLite keeps in memory, KiB. */
const CACHE_KIB = 2048;

/** Rejects with SpillError where Node has no SQLite. */
export async function sqliteFiles(folder?: string): Promise<OpenSpillFile> {
  const { DatabaseSync } = await loadSqlite();
  let files = 0;
  return () => {
    const home = folder ?? tmpdir();
    const file = path.join(home, `ferris-sql-${process.pid}-${Date.now().toString(36)}-${files++}.spill`);
    return inWords(file, () => {
      mkdirSync(home, { recursive: true });
      return fileOf(new DatabaseSync(file), file);
    });
  };
}

/** Some versions of Node warn on its first use that it is experimental: that one warning is not for those who run a query. */
async function loadSqlite(): Promise<typeof import('node:sqlite')> {
  const { emitWarning } = process;
  process.emitWarning = (...given: unknown[]) => {
    if (!String(given[0]).startsWith('SQLite is an experimental')) Reflect.apply(emitWarning, process, given);
  };
  try {
    return await import('node:sqlite');
  } catch {
    throw new SpillError(
      `state cannot go to disk: Node ${process.versions.node} comes without SQLite, which is in 22.13 and later; without a limit of memory it is not needed`,
    );
  } finally {
    process.emitWarning = emitWarning;
  }
}

function fileOf(database: DatabaseSync, file: string): SpillFile {
  // Nothing is ever read again after a crash, so nothing is written for that: one transaction, which never ends.
  database.exec(
    `PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -${CACHE_KIB}; BEGIN EXCLUSIVE`,
  );
  const pages = database.prepare('PRAGMA page_count');
  const { page_size: pageSize } = database.prepare('PRAGMA page_size').get() as { readonly page_size: number };
  // It is locked, and so begun: before, SQLite asks for its name once more. Where open files can be without a name, a process that is killed leaves none behind.
  remove(file);
  let tables = 0;
  return {
    table: () => inWords(file, () => tableOf(database, `t${tables++}`, file)),
    bytes: () => (pages.get() as { readonly page_count: number }).page_count * pageSize,
    close() {
      database.close();
      remove(file);
    },
  };
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Windows lets nobody take away what is open; it goes when it is closed.
  }
}

function tableOf(database: DatabaseSync, name: string, file: string): SpillTable {
  database.exec(
    `CREATE TABLE ${name} (id REAL, key BLOB, place INTEGER, value BLOB, PRIMARY KEY (id, key)) WITHOUT ROWID;
     CREATE INDEX ${name}_place ON ${name} (id, place)`,
  );
  const prepare = (sql: string): StatementSync => database.prepare(sql);
  const put = prepare(`INSERT INTO ${name} VALUES (?, ?, ?, ?)`);
  const get = prepare(`SELECT key, place, value FROM ${name} WHERE id = ? AND key = ?`);
  const remove = prepare(`DELETE FROM ${name} WHERE id = ? AND key = ?`);
  const after = prepare(`SELECT key, place, value FROM ${name} WHERE id = ? AND place > ? ORDER BY place LIMIT ?`);
  const drop = prepare(`DELETE FROM ${name} WHERE id = ?`);
  const found = (id: number, key: Uint8Array): Spilled | undefined => get.get(id, key) as Spilled | undefined;
  return {
    put: (id, { key, place, value }) => inWords(file, () => void put.run(id, key, place, value)),
    get: (id, key) => inWords(file, () => found(id, key)),
    take: (id, key) =>
      inWords(file, () => {
        const row = found(id, key);
        if (row) remove.run(id, key);
        return row;
      }),
    after: (id, place, most) => inWords(file, () => after.all(id, place, most) as unknown as readonly Spilled[]),
    drop: id => inWords(file, () => void drop.run(id)),
  };
}

function inWords<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof SpillError || !(error instanceof Error)) throw error;
    const isFull = (error as { readonly errcode?: number }).errcode === FULL;
    throw new SpillError(
      `${isFull ? 'the disk is full' : `the disk does not work (${error.message})`}, where state that does not fit into memory goes: ${path.dirname(file)}`,
    );
  }
}
