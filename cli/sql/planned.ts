/** From SQL text to its plan: what is wrong with it is shown on stderr, with the place and the line. */

import { inputsOf, type Plan, type PlanNode } from '../../src/compiler/plan/plan.ts';
import type { Statement } from '../../src/language/analyze.ts';
import type { GivenFormat } from '../../src/language/names/statement/environment.ts';
import { CONFIG_FILE_RULE } from '../../src/language/properties/config-file/rule.ts';
import type { Diagnostic } from '../../src/language/text/diagnostic.ts';
import { UsageError } from '../arguments.ts';
import type { RunSettings } from '../configuration.ts';
import type { Io } from '../io.ts';
import { renderDiagnostics } from '../output/diagnostics.ts';
import { VERSION } from '../version.ts';
import { readConfigFiles } from './config-files.ts';
import { functionProblems } from './function-problems.ts';
import { readSchemaFiles } from './schema-files.ts';
import type { SqlText } from './sql-text.ts';

export interface PlanRequest {
  /** Whether sources end. */
  readonly bounded: boolean;
  /** Binds the one relation that nothing declares. */
  readonly topic?: string | undefined;
  readonly windowSizeMs?: number | undefined;
  /** Whether INSERT INTO … VALUES is among what runs; what runs on leaves it out: it begins anew, and reads its own rows. */
  readonly values: boolean;
  /** No records of topics are read: a configuration file that is not there is told, and nothing more. */
  readonly withoutTopics?: true | undefined;
  /** Only this statement and what it needs. */
  readonly statement?: number | undefined;
  /** How topics are encoded of which no statement says it. */
  readonly format?: GivenFormat | undefined;
  /** What holds where no statement says it. */
  readonly settings?: Pick<RunSettings, 'decimals' | 'compression'> | undefined;
}

/** Undefined when the SQL cannot be planned; why has been told then. Throws UsageError for a statement that is not there. */
export async function planOf(sql: SqlText, request: PlanRequest, io: Io): Promise<Plan | undefined> {
  const [{ Workspace }, { buildPlan }, { laterFindings }] = await Promise.all([
    import('../../src/language/workspace/workspace.ts'),
    import('../../src/compiler/plan/build.ts'),
    import('../../src/compiler/plan/later.ts'),
  ]);
  const { bounded, topic, windowSizeMs, statement, values, format, settings } = request;
  const runs = ({ runnable, bound }: Statement): boolean => runnable || (values && bound?.kind === 'values');
  const workspace = new Workspace({
    bounded,
    ...(format ? { format } : {}),
    ...(settings ? { decimals: settings.decimals } : {}),
    ...(settings?.compression ? { compression: settings.compression } : {}),
    ...(topic === undefined ? {} : { topic }),
    ...(windowSizeMs === undefined ? {} : { windowSizeMs }),
  });
  workspace.setFile(sql.name, sql.text);
  await readConfigFiles(workspace, sql.name, io);
  readSchemaFiles(workspace, sql.name, io);
  const analysis = workspace.analysis(sql.name)!;
  const { statements } = analysis;
  // Advice is lint's: a run tells what is wrong, and what of the text it leaves out.
  const doubtful = analysis.diagnostics
    .filter(one => one.severity !== 'info')
    // Without what it says another topic would be read, or the same one by other rules.
    .map(one =>
      one.rule === CONFIG_FILE_RULE && !request.withoutTopics ? { ...one, severity: 'error' as const } : one,
    );
  const diagnostics = [...doubtful, ...laterFindings(analysis, 'error')].toSorted(
    (a, b) => a.span.start - b.span.start,
  );
  const named = (file: string): string | undefined => workspace.schemaText(file) ?? workspace.configFile(file)?.text;
  const show = (found: readonly Diagnostic[]): Promise<void> => showDiagnostics(sql, found, named, io);
  const callable = async (plan: Plan): Promise<Plan | undefined> => {
    const problems = await functionProblems(plan, sql.text);
    await show(problems);
    return problems.length > 0 ? undefined : plan;
  };
  if (statement === undefined) {
    await show(diagnostics);
    if (diagnostics.some(stops)) return undefined;
    if (!statements.some(runs)) return nothingToRun(sql.name, io);
    return await callable(buildPlan(analysis, { bounded, values }));
  }

  const chosen = statements.find(one => one.index === statement);
  if (!chosen)
    throw new UsageError(
      `there is no statement ${statement}`,
      `${sql.name} has ${statements.length === 1 ? 'one statement, number 0' : `${statements.length} statements, counted from 0`}`,
    );
  // What is wrong with statements it does not need is of no concern.
  const within = diagnostics.filter(
    ({ span }) => span.start >= chosen.piece.span.start && span.start <= chosen.piece.span.end,
  );
  if (!chosen.bound || within.some(stops)) {
    await show(within.some(stops) ? within : diagnostics);
    return undefined;
  }
  if (!runs(chosen)) return nothingToRun(`statement ${statement} of ${sql.name}`, io);
  const plan = buildPlan(analysis, { bounded, values, statement });
  if (!isWhole(plan)) {
    await show(diagnostics);
    return undefined;
  }
  await show(within);
  return await callable(plan);
}

/** A hint is about where the query is deployed: a wrong one is told, and the query runs. */
const stops = ({ severity, rule }: Diagnostic): boolean => severity === 'error' && !rule.startsWith('hints/');

async function nothingToRun(what: string, io: Io): Promise<undefined> {
  await io.stderr.write(
    `ferris-sql: ${what} has nothing to run: a SELECT, CREATE … AS SELECT or INSERT INTO is missing\n`,
  );
}

async function showDiagnostics(
  { name, text }: SqlText,
  diagnostics: readonly Diagnostic[],
  textOf: (file: string) => string | undefined,
  io: Io,
): Promise<void> {
  if (diagnostics.length === 0) return;
  const { hintRules } = await import('../../src/language/rules/hints/table.ts');
  const color = io.stderr.isTTY && !io.env.NO_COLOR && io.env.TERM !== 'dumb';
  const about = { tool: 'ferris-sql', version: VERSION, rules: hintRules, color, textOf };
  await io.stderr.write(renderDiagnostics([{ name, text, diagnostics }], 'text', about));
}

/** Whether everything that a query reads from another one is there: one with errors is left out. */
function isWhole(plan: Plan): boolean {
  const names = new Set(plan.queries.map(query => query.name));
  const whole = (node: PlanNode): boolean =>
    (node.node !== 'reference' || names.has(node.query)) && inputsOf(node).every(whole);
  return plan.queries.every(query => whole(query.root));
}
