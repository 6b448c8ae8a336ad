/** ferris-sql lint: everything the language finds in files, and with --fix what it can mend itself. */
import { type FixableFile, type FixedFile, fixAll } from '../../src/language/rules/fix-all.ts';
import { atLevels } from '../../src/language/rules/levels.ts';
import { ruleIds, rules } from '../../src/language/rules/table.ts';
import { defineCommand, UsageError } from '../arguments.ts';
import { EXIT } from '../exit-codes.ts';
import { FileError, readText } from '../files.ts';
import { type Io, resolvePath } from '../io.ts';
import { DIAGNOSTIC_FORMAT_FLAG, renderDiagnostics } from '../output/diagnostics.ts';
import { pagesRoot } from '../pages.ts';
import { readSettings } from '../settings.ts';
import { VERSION } from '../version.ts';
import { fileChecker } from './linting/check-files.ts';
import { collectFiles } from './linting/collect.ts';
import { readLevels } from './linting/levels.ts';
import { countsOf, summaryOf } from './linting/summary.ts';
import { STDIN, writeFixed } from './linting/write-fixed.ts';

/** What counts in a folder. Samples of records are checked when they are named: a folder may be full of data. */
const ENDINGS = ['.sql', '.avsc', '.proto'];

export const command = defineCommand({
  name: 'lint',
  summary: 'find what is wrong in SQL files, or could be better, and fix it',
  positionals: {
    name: 'FILES…',
    doc: `SQL and schema files, which are checked together; of a folder its ${ENDINGS.join(', ')} files; '-' is stdin`,
    min: 1,
    max: Number.POSITIVE_INFINITY,
  },
  flags: {
    fix: { doc: 'apply fixes where there is just one; what comes through stdin is written to stdout' },
    strict: { doc: 'warnings count as findings: exit code 1' },
    'max-warnings': { value: 'N', doc: 'more warnings than N: exit code 1', integer: { min: 0 } },
    rule: {
      value: 'ID=LEVEL',
      doc: 'take a rule for off, info, warning or error; goes before "rules:" of ferris.yaml',
      repeats: true,
    },
    format: DIAGNOSTIC_FORMAT_FLAG,
  },
  examples: [
    ['ferris-sql lint sql/', 'every SQL and schema file of a folder'],
    ['ferris-sql lint sql/ --strict --format github', 'in a pipeline, as annotations of a pull request'],
    ['ferris-sql lint trades.sql --fix', 'mend what can be mended'],
    ['ferris-sql lint sql/ --rule sql/name-case=off --rule lint/unused-ignore=error', 'with rules taken otherwise'],
  ],
  async run({ flags, positionals }, io) {
    const levels = readLevels(flags.rule, ruleIds, await readSettings(io));
    if (flags.fix && positionals.includes('-') && positionals.length > 1)
      throw new UsageError('--fix writes what comes through stdin to stdout', "give '-' alone");
    const { files, unreadable } = await readAll(positionals, io);
    const checkFiles = fileChecker();
    const check = (given: readonly FixableFile[]) => checkFiles(given).map(found => atLevels(found, levels));
    const checked: readonly FixedFile[] = flags.fix
      ? fixAll(files, check)
      : check(files).map((diagnostics, i) => ({ ...files[i]!, applied: [], diagnostics }));
    const failed = flags.fix ? await writeFixed(files, checked, io) : 0;

    const throughStdin = flags.fix && files.some(file => file.path === STDIN);
    const report = throughStdin ? io.stderr : io.stdout;
    await report.write(
      renderDiagnostics(
        checked.map(({ path, text, diagnostics }) => ({ name: path, text, diagnostics })),
        flags.format,
        { tool: 'ferris-sql', version: VERSION, rules, color: io.color && !throughStdin, pages: pagesRoot() },
      ),
    );
    const counts = countsOf(checked.flatMap(file => file.diagnostics));
    if (flags.format === 'text' && files.length > 0) await report.write(summaryOf(checked, counts));
    if (unreadable + failed > 0) return EXIT.unreadable;
    const tooMany = counts.warnings > (flags.strict ? 0 : (flags['max-warnings'] ?? Number.POSITIVE_INFINITY));
    return counts.errors > 0 || tooMany ? EXIT.findings : EXIT.ok;
  },
});

/** What cannot be read is told, and the others are checked all the same: one run tells everything. */
async function readAll(names: readonly string[], io: Io) {
  const files: FixableFile[] = [];
  const known = new Set<string>();
  let unreadable = 0;
  const orTell = async (read: () => void | Promise<void>): Promise<void> => {
    try {
      await read();
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      unreadable++;
      await io.stderr.write(`ferris-sql: ${error.message}\n`);
    }
  };
  const wanted: string[] = [];
  for (const name of names) await orTell(() => void wanted.push(...collectFiles(name, ENDINGS, io)));
  for (const file of wanted) {
    const full = resolvePath(io, file);
    if (known.has(full)) continue;
    known.add(full);
    await orTell(async () => {
      const { name: path, text } = await readText(file, io);
      files.push({ path, text });
    });
  }
  return { files, unreadable };
}
