/** ferris-k8s-deploy analyze-sql: what the hints of a file ask for, what it costs, and the manifest. */
import path from 'node:path';
import { summaryOf } from '../../src/compiler/deploy/summary.ts';
import { manifestYaml } from '../../src/compiler/deploy/yaml.ts';
import { defineCommand, UsageError } from '../arguments.ts';
import { EXIT } from '../exit-codes.ts';
import { makeFolderOf, writeText } from '../files.ts';
import type { Io } from '../io.ts';
import { clusterFlags, deployOptions, hintFlags, outsideHints } from './deploying/flags.ts';
import {
  type Generated,
  type GeneratedFile,
  generateAll,
  hasErrors,
  pricesFor,
  problemLines,
} from './deploying/generate.ts';
import { type LoadedFile, loadFile } from './deploying/load.ts';
import { lineOf } from './deploying/place.ts';
import { reportText } from './deploying/report.ts';

export const command = defineCommand({
  name: 'analyze-sql',
  summary: 'what the hints of a SQL file ask for, what it costs, and its manifest',
  positionals: { name: 'FILE', doc: "a SQL file; '-' is stdin", min: 1, max: 1 },
  flags: {
    ...clusterFlags,
    ...hintFlags,
    output: {
      value: 'FILE|DIR',
      short: 'o',
      doc: "where the manifest goes: a file, a folder ending with / (one file a deployment), '-' for stdout instead of the report; without it NAME-deployment.yaml here",
    },
    'no-manifest': { doc: 'write no manifest, only the report' },
    explain: { doc: 'every value with where it came from' },
    strict: { doc: 'warnings count as findings: exit code 1' },
    format: {
      value: 'FORMAT',
      short: 'f',
      doc: 'how the report is written',
      allowed: ['text', 'json'],
      default: 'text',
    },
  },
  examples: [
    ['ferris-k8s-deploy analyze-sql trading_queries.sql', 'the report, and NAME-deployment.yaml beside you'],
    ['ferris-k8s-deploy analyze-sql trades.sql --no-manifest --explain', 'who said what'],
    ['ferris-k8s-deploy analyze-sql trades.sql --output - | kubectl diff -f -', 'what would change in the cluster'],
  ],
  async run({ flags, positionals }, io) {
    const { output } = flags;
    if (flags['no-manifest'] && output !== undefined)
      throw new UsageError('--no-manifest and --output exclude each other');
    const options = deployOptions(flags);
    const outside = await outsideHints(flags, io);
    const prices = await pricesFor(io);
    const file = await loadFile(positionals[0]!, outside, io);
    const { generated, findings } = generateAll(file, options, prices);
    const broken = hasErrors(findings);
    const refused = generated.filter(({ problems }) => problems.length > 0);
    const targets = new Map(generated.map(one => [one, targetOf(one, generated.length, output)]));

    const report = output === '-' ? io.stderr : io.stdout;
    if (flags.format === 'json')
      await report.write(
        reportJson(file, { generated, findings }, flags['no-manifest'] || broken ? undefined : targets),
      );
    else await report.write(reportText(file, { generated, findings }, { explain: flags.explain, now: new Date() }));
    if (broken)
      return findings.some(one => one.severity === 'error' && one.rule.startsWith('sql/'))
        ? EXIT.unplannable
        : EXIT.findings;
    if (refused.length > 0) {
      await io.stderr.write(
        `ferris-k8s-deploy: the API server would refuse this, so nothing is written:\n${refused.map(problemLines).join('')}`,
      );
      return EXIT.findings;
    }
    if (generated.length === 0) {
      await io.stderr.write(
        `ferris-k8s-deploy: ${file.name} has nothing to deploy: a SELECT, CREATE … AS SELECT or INSERT INTO … SELECT is missing\n`,
      );
      return EXIT.unplannable;
    }
    if (!flags['no-manifest']) await writeManifests(targets, flags.format === 'text', io);
    return flags.strict && findings.length > 0 ? EXIT.findings : EXIT.ok;
  },
});

function targetOf({ spec }: Generated, count: number, output: string | undefined): string {
  const own = `${spec.name}-deployment.yaml`;
  if (output === undefined) return own;
  if (output.endsWith('/') || output.endsWith(path.sep)) return path.join(output, own);
  if (count > 1 && output !== '-') return output;
  return output;
}

/** Several deployments into one file follow one another. */
async function writeManifests(targets: ReadonlyMap<Generated, string>, tell: boolean, io: Io): Promise<void> {
  const files = Map.groupBy(targets, ([, target]) => target);
  for (const [target, entries] of files) {
    const text = manifestYaml(entries.flatMap(([{ objects }]) => objects));
    if (target === '-') await io.stdout.write(text);
    else {
      makeFolderOf(target, io);
      writeText(target, text, io);
      const count = entries.reduce((sum, [{ objects }]) => sum + objects.length, 0);
      const what = `🎯 Deployment: ${target} generated (${count} objects)\n`;
      if (tell) await io.stdout.write(what);
    }
  }
}

/** Everything of the text report and more, for programs. `manifest` is where each one goes. */
const reportJson = (
  file: LoadedFile,
  { generated, findings }: GeneratedFile,
  targets: ReadonlyMap<Generated, string> | undefined,
): string =>
  `${JSON.stringify(
    {
      file: file.name,
      hints: file.hints,
      findings: findings.map(({ rule, severity, message, span }) => ({
        rule,
        severity,
        message,
        line: lineOf(file.text, span.start),
      })),
      deployments: generated.map(one => ({
        name: one.spec.name,
        ...summaryOf(one.spec),
        hints: one.spec.hints.map(({ key, value, origin, span, overruled }) => ({
          key,
          value,
          origin,
          ...(span === undefined ? {} : { line: lineOf(file.text, span.start) }),
          ...(overruled.length === 0 ? {} : { overruled }),
        })),
        cost: one.cost,
        objects: one.objects.map(({ kind, metadata }) => ({ kind, name: metadata?.name })),
        ...(targets ? { manifest: targets.get(one) } : {}),
      })),
    },
    null,
    2,
  )}\n`;
