/** What analyze-sql says of a file: a line a fact, with the marks of a report. */
import { costLine } from '../../../src/compiler/deploy/cost/text.ts';
import { nextRuns } from '../../../src/compiler/deploy/schedule/next-runs.ts';
import type { DeploymentSpec } from '../../../src/compiler/deploy/spec.ts';
import { summaryOf } from '../../../src/compiler/deploy/summary.ts';
import type { Diagnostic } from '../../../src/language/text/diagnostic.ts';
import type { Generated, GeneratedFile } from './generate.ts';
import type { LoadedFile } from './load.ts';
import { lineOf } from './place.ts';

export function reportText(file: LoadedFile, { generated, findings }: GeneratedFile, options: ReportOptions): string {
  const { hints } = file;
  const lines = [`✅ Parsed ${hints} hint ${hints === 1 ? 'directive' : 'directives'}`];
  for (const one of generated) {
    if (generated.length > 1) lines.push('', `${one.spec.name}:`);
    const { workload, promises, scaling, resources, nodes } = summaryOf(one.spec, one.cost.cloud);
    lines.push(`✅ Workload type: ${workload}`);
    if (promises.length > 0) lines.push(`✅ SLA requirements: ${promises.join(', ')}`);
    lines.push(`✅ Scaling: ${scaling}`, `✅ Resources: ${resources}${nodes === undefined ? '' : `; nodes: ${nodes}`}`);
    if (one.spec.schedule) lines.push(`⏰ Next runs: ${runsText(one.spec.schedule, options.now)}`);
    if (options.explain) lines.push(...origins(one, file.text));
    lines.push(`📊 Estimated cost: ${costLine(one.cost)}`);
    for (const note of one.cost.notes) lines.push(`   ${note}`);
  }
  for (const finding of findings) lines.push(findingLine(file, finding));
  return `${lines.join('\n')}\n`;
}

interface ReportOptions {
  /** Whether every value is told with its origin. */
  readonly explain: boolean;
  /** When the report is made: schedules are told with their next runs. */
  readonly now: Date;
}

const MARKS = { error: '❌ Error', warning: '⚠️  Warning', info: 'ℹ️  Note', hint: 'ℹ️  Note' } as const;

/** A finding in a line, with its place and rule. */
export const findingLine = ({ name, text }: LoadedFile, { severity, message, help, rule, span }: Diagnostic): string =>
  `${MARKS[severity]}: ${message}${help === undefined ? '' : `; ${help}`} (${name}:${lineOf(text, span.start)}, ${rule})`;

/** `scaling.max_replicas = 10 (statement, line 5; instead of 20 from ferris.yaml)`. */
function origins({ spec }: Generated, text: string): string[] {
  const width = Math.max(...spec.hints.map(({ key, value }) => key.length + value.length + 3));
  return spec.hints.map(({ key, value, origin, span, overruled }) => {
    const line = span === undefined ? '' : `, line ${lineOf(text, span.start)}`;
    const instead =
      overruled.length === 0 ? '' : `; instead of ${overruled.map(one => `${one.value} (${one.origin})`).join(', ')}`;
    return `   ${`${key} = ${value}`.padEnd(width)}  ${origin}${line}${instead}`;
  });
}

/** The next three, in the schedule's own time zone. */
function runsText({ cron, timezone }: NonNullable<DeploymentSpec['schedule']>, now: Date): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'short' });
  const runs = nextRuns(cron, timezone, now, 3).map(time => format.format(time));
  return runs.length === 0 ? 'never' : `${runs.join(', ')} (${timezone})`;
}
