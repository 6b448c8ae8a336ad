/** ferris-k8s-deploy analyze-sql: what the hints of a file ask for, what it costs, and the manifest. */
import { summaryOf } from '../../src/compiler/deploy/summary.ts';
import { defineCommand, UsageError } from '../arguments.ts';
import { EXIT } from '../exit-codes.ts';
import {
  clusterFlags,
  deployOptions,
  hintFlags,
  monitoringFlag,
  outsideHints,
  prometheusFlag,
  reportFormatFlag,
} from './deploying/flags.ts';
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
import { checkLayout, layoutFlags, type Target, targetOf, writeLayout } from './deploying/write-layout.ts';

export const command = defineCommand({
  name: 'analyze-sql',
  summary: 'what the hints of a SQL file ask for, what it costs, and its manifest',
  positionals: { name: 'FILE', doc: "a SQL file; '-' is stdin", min: 1, max: 1 },
  flags: {
    ...clusterFlags,
    monitoring: monitoringFlag,
    prometheus: prometheusFlag,
    ...hintFlags,
    ...layoutFlags,
    'no-manifest': { doc: 'write no manifest, only the report' },
    explain: { doc: 'every value with where it came from' },
    strict: { doc: 'warnings count as findings: exit code 1' },
    format: reportFormatFlag,
  },
  examples: [
    ['ferris-k8s-deploy analyze-sql trading_queries.sql', 'the report, and NAME-deployment.yaml beside you'],
    ['ferris-k8s-deploy analyze-sql trades.sql --no-manifest --explain', 'who said what'],
    [
      'ferris-k8s-deploy analyze-sql trades.sql --as kustomize --output deploy',
      'a base, and an overlay for each region',
    ],
    ['ferris-k8s-deploy analyze-sql trades.sql --as helm --output chart', 'a Helm chart'],
    ['ferris-k8s-deploy analyze-sql trades.sql --output - | kubectl diff -f -', 'what would change in the cluster'],
  ],
  async run({ flags, positionals }, io) {
    const { output } = flags;
    if (flags['no-manifest'] && output !== undefined)
      throw new UsageError('--no-manifest and --output exclude each other');
    if (!flags['no-manifest']) checkLayout(flags);
    const options = deployOptions(flags);
    const outside = await outsideHints(flags, io);
    const prices = await pricesFor(io);
    const file = await loadFile(positionals[0]!, outside, io);
    const { generated, findings } = generateAll(file, options, prices);
    const broken = hasErrors(findings);
    const refused = generated.filter(({ problems }) => problems.length > 0);
    const targets = new Map(generated.map(one => [one, targetOf(one, flags, io)]));

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
    if (!flags['no-manifest']) {
      const written = await writeLayout(generated, flags, io);
      if (flags.format === 'text') await report.write(written);
    }
    return flags.strict && findings.length > 0 ? EXIT.findings : EXIT.ok;
  },
});

/** Everything of the text report and more, for programs. `manifest` and `regions` are where each one goes. */
const reportJson = (
  file: LoadedFile,
  { generated, findings }: GeneratedFile,
  targets: ReadonlyMap<Generated, Target> | undefined,
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
        ...summaryOf(one.spec, one.cost.cloud),
        hints: one.spec.hints.map(({ key, value, origin, span, overruled }) => ({
          key,
          value,
          origin,
          ...(span === undefined ? {} : { line: lineOf(file.text, span.start) }),
          ...(overruled.length === 0 ? {} : { overruled }),
        })),
        cost: one.cost,
        objects: one.objects.map(({ kind, metadata }) => ({ kind, name: metadata?.name })),
        ...targets?.get(one),
      })),
    },
    null,
    2,
  )}\n`;
