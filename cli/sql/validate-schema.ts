/** ferris-sql validate-schema: what is wrong in schema files, what a new version breaks, and what is dangerous in them. */
import path from 'node:path';
import { rules } from '../../src/language/rules/table.ts';
import { type Compatibility, compareSchemas } from '../../src/language/schemas/compare/compare.ts';
import { readSchema } from '../../src/language/schemas/schema-file.ts';
import { securityFindings } from '../../src/language/schemas/security/findings.ts';
import type { Diagnostic } from '../../src/language/text/diagnostic.ts';
import { defineCommand, UsageError } from '../arguments.ts';
import { EXIT } from '../exit-codes.ts';
import { FileError, readText } from '../files.ts';
import type { Io } from '../io.ts';
import { DIAGNOSTIC_FORMAT_FLAG, renderDiagnostics } from '../output/diagnostics.ts';
import { pagesRoot } from '../pages.ts';
import { VERSION } from '../version.ts';
import { countsOf, summaryOf } from './linting/summary.ts';
import { importsBeside } from './schemas/imports-beside.ts';

export const command = defineCommand({
  name: 'validate-schema',
  summary: 'find what is wrong in schema files, what a new version breaks, and what is dangerous in them',
  positionals: { name: 'FILES…', doc: 'schema files: .avsc, .proto, samples in .jsonl or .json', min: 1, max: 1000 },
  flags: {
    against: { value: 'OLD', doc: 'the version before it: whether both can be read by each other' },
    compatibility: {
      value: 'HOW',
      doc: 'backward: new readers read old records; forward: old readers read new records; full: both',
      allowed: ['backward', 'forward', 'full'],
      default: 'backward',
    },
    message: { value: 'NAME', doc: 'the record or message that is meant, where a file has several' },
    'security-check': { doc: 'also references outwards, absurd sizes and depths, secrets, names that are dangerous' },
    strict: { doc: 'warnings count as findings: exit code 1' },
    format: DIAGNOSTIC_FORMAT_FLAG,
  },
  examples: [
    [
      'ferris-sql validate-schema schemas/trades.avsc',
      'whether it is a schema, and what Avro would silently ignore in it',
    ],
    [
      'ferris-sql validate-schema schemas/trades.proto --against released/trades.proto --compatibility full',
      'before a new version is released',
    ],
    [
      'ferris-sql validate-schema schemas/*.proto --security-check --format sarif',
      'in a pipeline, for schemas that others have sent',
    ],
  ],
  async run({ flags, positionals }, io) {
    const { against, message: name } = flags;
    if (against !== undefined && positionals.length !== 1)
      throw new UsageError('--against compares one file with the version before it', 'give one FILE');
    const old = against === undefined ? undefined : await readText(against, io);
    const checked = [];
    let unreadable = 0;
    for (const file of positionals) {
      try {
        const { name: shown, text } = await readText(file, io);
        const resolve = importsBeside(file, io);
        const diagnostics: Diagnostic[] = flags['security-check'] ? [...securityFindings(text)] : [];
        // What is too large to be looked at is not read either.
        if (!diagnostics.some(({ rule }) => rule === 'schema/too-large')) {
          const { problems } = readSchema(shown, text, { ...(name === undefined ? {} : { name }), resolve });
          diagnostics.push(...problems);
          if (old && !hasError(problems))
            diagnostics.push(...compared(old, { path: shown, text, resolve }, flags.compatibility, name, io));
        }
        diagnostics.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
        checked.push({ name: shown, text, diagnostics });
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        unreadable++;
        await io.stderr.write(`ferris-sql: ${error.message}\n`);
      }
    }
    await io.stdout.write(
      renderDiagnostics(checked, flags.format, {
        tool: 'ferris-sql',
        version: VERSION,
        rules,
        color: io.color,
        pages: pagesRoot(),
      }),
    );
    const counts = countsOf(checked.flatMap(({ diagnostics }) => diagnostics));
    if (flags.format === 'text' && checked.length > 0)
      await io.stdout.write(
        summaryOf(
          checked.map(file => ({ path: file.name, text: file.text, applied: [], diagnostics: file.diagnostics })),
          counts,
        ),
      );
    if (unreadable > 0) return EXIT.unreadable;
    return counts.errors > 0 || (flags.strict && counts.warnings > 0) ? EXIT.findings : EXIT.ok;
  },
});

const hasError = (problems: readonly Diagnostic[]): boolean => problems.some(({ severity }) => severity === 'error');

/** Throws FileError when the version before is no schema by itself. */
function compared(
  old: { readonly name: string; readonly text: string },
  now: Parameters<typeof compareSchemas>[1],
  compatibility: string,
  name: string | undefined,
  io: Io,
): readonly Diagnostic[] {
  const resolve = importsBeside(old.name, io);
  const wrong = readSchema(old.name, old.text, { ...(name === undefined ? {} : { name }), resolve }).problems.find(
    ({ severity }) => severity === 'error',
  );
  if (wrong) throw new FileError(`cannot compare with ${path.basename(old.name)}: ${wrong.message}`);
  return compareSchemas({ path: old.name, text: old.text, resolve }, now, compatibility as Compatibility, name);
}
