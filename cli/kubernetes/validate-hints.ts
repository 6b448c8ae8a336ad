/** ferris-k8s-deploy validate-hints: checks the hints of files without loading a parser. */
import { attachHints } from '../../src/language/hints/attach.ts';
import { checkHints } from '../../src/language/rules/hints/check.ts';
import { hintRules } from '../../src/language/rules/hints/table.ts';
import { scan } from '../../src/language/text/scan.ts';
import { defineCommand } from '../arguments.ts';
import { EXIT } from '../exit-codes.ts';
import { FileError, readText } from '../files.ts';
import { type CheckedFile, DIAGNOSTIC_FORMAT_FLAG, renderDiagnostics } from '../output/diagnostics.ts';
import { pagesRoot } from '../pages.ts';
import { VERSION } from '../version.ts';

export const command = defineCommand({
  name: 'validate-hints',
  summary: 'check the deployment hints of SQL files',
  positionals: { name: 'FILES…', doc: "SQL files; '-' is stdin", min: 1, max: Number.POSITIVE_INFINITY },
  flags: {
    strict: { doc: 'warnings count as findings: exit code 1' },
    format: DIAGNOSTIC_FORMAT_FLAG,
  },
  examples: [
    ['ferris-k8s-deploy validate-hints sql/*.sql --strict', 'in a pre-commit hook or a pipeline'],
    ['ferris-k8s-deploy validate-hints trades.sql --format sarif > hints.sarif', 'for code scanning'],
    ['cat trades.sql | ferris-k8s-deploy validate-hints -', 'what comes through a pipe'],
  ],
  async run({ flags, positionals }, io) {
    const files: CheckedFile[] = [];
    let hints = 0;
    let unreadable = 0;
    for (const file of new Set(positionals)) {
      try {
        const { name, text } = await readText(file, io);
        const attached = attachHints(scan(text));
        hints += attached.all.length;
        files.push({ name, text, diagnostics: checkHints(attached) });
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        // The others are checked all the same: one run tells everything.
        unreadable++;
        await io.stderr.write(`ferris-k8s-deploy: ${error.message}\n`);
      }
    }
    await io.stdout.write(
      renderDiagnostics(files, flags.format, {
        tool: 'ferris-k8s-deploy',
        version: VERSION,
        rules: hintRules,
        color: io.color,
        pages: pagesRoot(),
      }),
    );
    const found = files.flatMap(file => file.diagnostics);
    const errors = found.filter(one => one.severity === 'error').length;
    const warnings = found.length - errors;
    if (flags.format === 'text' && files.length > 0)
      await io.stdout.write(
        `${counted(files.length, 'file')}, ${counted(hints, 'hint')}: ${found.length === 0 ? 'nothing found' : `${counted(errors, 'error')}, ${counted(warnings, 'warning')}`}\n`,
      );
    if (unreadable > 0) return EXIT.unreadable;
    return errors > 0 || (flags.strict && warnings > 0) ? EXIT.findings : EXIT.ok;
  },
});

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
