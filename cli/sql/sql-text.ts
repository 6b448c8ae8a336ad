/** The SQL a command works on: --query TEXT or --file FILE, exactly one of them. */
import { UsageError } from '../arguments.ts';
import { readText } from '../files.ts';
import type { Io } from '../io.ts';

export const sqlFlags = {
  query: { value: 'SQL', short: 'q', doc: 'the SQL itself' },
  file: { value: 'FILE', short: 'f', doc: "a file of SQL; '-' is stdin" },
} as const;

export interface SqlText {
  /** For messages. */
  readonly name: string;
  readonly text: string;
}

/** Throws UsageError unless exactly one is given, FileError when the file cannot be read. */
export async function readSql(
  { query, file }: { readonly query: string | undefined; readonly file: string | undefined },
  io: Io,
): Promise<SqlText> {
  if (query !== undefined && file !== undefined) throw new UsageError('--query and --file exclude each other');
  if (query === undefined && file === undefined)
    throw new UsageError('--query SQL or --file FILE is required', '--file - reads the SQL from stdin');
  return file === undefined ? { name: '<query>', text: query! } : await readText(file, io);
}
