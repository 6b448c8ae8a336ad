/** ferris-sql format: SQL files in their canonical form. */
import { type Formatted, format } from '../../src/language/format/format.ts';
import { linesOf } from '../../src/language/text/lines.ts';
import { defineCommand, UsageError } from '../arguments.ts';
import { EXIT } from '../exit-codes.ts';
import { FileError, readText, writeText } from '../files.ts';
import { type Io, resolvePath } from '../io.ts';
import { type CheckedFile, renderDiagnostics } from '../output/diagnostics.ts';
import { VERSION } from '../version.ts';
import { asUtf8 } from './formatting/utf8.ts';
import { collectFiles } from './linting/collect.ts';

export const command = defineCommand({
  name: 'format',
  summary: 'write SQL files in their canonical form',
  positionals: {
    name: 'FILES…',
    doc: "SQL files, which are rewritten where they change and named on stdout; of a folder the .sql files in which every statement is FerrisSQL; '-' reads stdin and writes stdout",
    min: 0,
    max: Number.POSITIVE_INFINITY,
  },
  flags: {
    check: { doc: 'change nothing; name the files that would change and exit with 1 when there are any' },
    'stdin-filepath': { value: 'PATH', doc: 'format stdin as if it were this file, which need not exist' },
    format: {
      value: 'FORMAT',
      short: 'f',
      doc: 'how --check writes what it finds',
      allowed: ['text', 'json', 'github'],
      default: 'text',
    },
  },
  examples: [
    ['ferris-sql format sql/', 'every file of a folder'],
    ['ferris-sql format sql/ --check', 'in a pre-commit hook or a pipeline'],
    ['ferris-sql format --stdin-filepath trades.sql < trades.sql', 'from an editor'],
  ],
  async run({ flags, positionals }, io) {
    const named = flags['stdin-filepath'];
    const names = positionals.length === 0 && named !== undefined ? ['-'] : positionals;
    if (names.length === 0) throw new UsageError('format needs FILES…', "'-' is stdin");
    if (named !== undefined && !names.includes('-'))
      throw new UsageError('--stdin-filepath names what comes through stdin', "give '-' or no file");
    if (names.includes('-') && names.length > 1 && !flags.check)
      throw new UsageError('what comes through stdin is written to stdout', "give '-' alone, or --check");
    if (flags.format !== 'text' && !flags.check)
      throw new UsageError(`--format ${flags.format} is for what --check finds`, 'add --check');

    let unreadable = 0;
    const changed: { readonly file: SqlFile; readonly formatted: Formatted }[] = [];
    const { files, failed } = await filesOf(names, io);
    unreadable += failed;
    for (const file of files) {
      try {
        const { name, text } = await readText(file.path, io);
        const one = { ...file, name: file.path === '-' ? (named ?? name) : name, text };
        if (file.path !== '-') asUtf8(one, io);
        const formatted = format(text);
        const kept = await tellWhatStays(one, formatted, io);
        if (file.path === '-' && !flags.check) await io.stdout.write(formatted.text);
        if (kept || formatted.text === text) continue;
        if (file.path !== '-' && !flags.check) writeText(file.path, formatted.text, io);
        changed.push({ file: one, formatted });
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        // The others are formatted all the same: one run does everything it can.
        unreadable++;
        await io.stderr.write(`ferris-sql: ${error.message}\n`);
      }
    }
    if (flags.check && flags.format !== 'text')
      await io.stdout.write(
        renderDiagnostics(
          changed.map(({ file, formatted }) => unformatted(file, formatted)),
          flags.format,
          { tool: 'ferris-sql', version: VERSION, rules: [], color: false },
        ),
      );
    else for (const { file } of changed) if (flags.check || file.path !== '-') await io.stdout.write(`${file.name}\n`);
    if (unreadable > 0) return EXIT.unreadable;
    return flags.check && changed.length > 0 ? EXIT.findings : EXIT.ok;
  },
});

interface SqlFile {
  /** As it is read; '-' is stdin. */
  readonly path: string;
  /** As it is named to people. */
  readonly name: string;
  readonly text: string;
  /** Found in a folder, not named on the command line. */
  readonly found: boolean;
}

async function filesOf(names: readonly string[], io: Io) {
  const files = new Map<string, Pick<SqlFile, 'path' | 'found'>>();
  let failed = 0;
  for (const name of names)
    try {
      for (const path of collectFiles(name, ['.sql'], io)) {
        const full = path === '-' ? '-' : resolvePath(io, path);
        if (!files.has(full) || path === name) files.set(full, { path, found: path !== name });
      }
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      failed++;
      await io.stderr.write(`ferris-sql: ${error.message}\n`);
    }
  return { files: [...files.values()], failed };
}

/** Says what could not be formatted. A file of a folder that is no FerrisSQL throughout is somebody else's: true, leave it alone. */
async function tellWhatStays({ name, text, found }: SqlFile, { left }: Formatted, io: Io): Promise<boolean> {
  const lines = linesOf(text);
  const alone = found && left.some(({ why }) => why === 'syntax');
  const told = alone ? left.filter(({ why }) => why === 'syntax').slice(0, 1) : left;
  for (const { span, why } of told) {
    const { line, column } = lines.positionAt(span.start);
    const reason =
      why === 'syntax'
        ? "it has a syntax error ('ferris-sql lint' says which)"
        : 'its clauses cannot be put in order without changing what it means';
    const what = alone
      ? `the file is left alone: this statement is no FerrisSQL, or has a syntax error (name the file to format its other statements)`
      : `this statement stays as it is: ${reason}`;
    await io.stderr.write(`${name}:${line + 1}:${column + 1}: ${what}\n`);
  }
  return alone;
}

/** A finding at the first place that would change. */
function unformatted({ name, text }: SqlFile, { edits }: Formatted): CheckedFile {
  const message = `not in canonical form (${edits.length} ${edits.length === 1 ? 'place' : 'places'})`;
  const span = edits[0]!.span;
  const help = `'ferris-sql format ${name}' rewrites it`;
  return { name, text, diagnostics: [{ rule: 'format', severity: 'error', message, span, help }] };
}
