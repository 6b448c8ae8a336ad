/** ferris-k8s-deploy optimize-resources: what pods really used, from Prometheus, as changed hints of the SQL file. */
import { deploymentsOf } from '../../src/compiler/deploy/deployments.ts';
import type { OutsideHints } from '../../src/compiler/deploy/effective-hints.ts';
import { type Advice, advise } from '../../src/compiler/deploy/optimize/advise.ts';
import { editHints } from '../../src/compiler/deploy/optimize/edit-hints.ts';
import type { DeploymentSpec } from '../../src/compiler/deploy/spec.ts';
import { analyze } from '../../src/language/analyze.ts';
import { durationMs } from '../../src/language/names/text-of.ts';
import { defineCommand, UsageError } from '../arguments.ts';
import { EXIT } from '../exit-codes.ts';
import { writeText } from '../files.ts';
import type { Io } from '../io.ts';
import { unifiedDiff } from './cluster/line-diff.ts';
import { hintFlags, outsideHints } from './deploying/flags.ts';
import { hasErrors } from './deploying/generate.ts';
import { type LoadedFile, loadFile } from './deploying/load.ts';
import { findingLine } from './deploying/report.ts';
import { type Measured, measure } from './optimizing/measure.ts';
import { PrometheusError, prometheusAt } from './optimizing/prometheus.ts';
import { optimizeText } from './optimizing/report.ts';

export const command = defineCommand({
  name: 'optimize-resources',
  summary: 'hints that fit what the pods really used, as Prometheus knows it',
  positionals: { name: 'FILE', doc: 'the SQL file that is deployed', min: 1, max: 1 },
  flags: {
    prometheus: { value: 'URL', short: 'p', doc: 'where Prometheus answers; without it PROMETHEUS_URL' },
    duration: { value: 'TIME', doc: 'how far to look back, such as 7d or 12h', default: '7d' },
    timeout: {
      value: 'SECONDS',
      doc: 'how long to wait for each answer',
      integer: { min: 1, max: 3600 },
      default: 30,
    },
    write: { short: 'w', doc: 'change the file; without it only the difference is shown' },
    ...hintFlags,
    format: {
      value: 'FORMAT',
      short: 'f',
      doc: 'how it is written: text is the report on stderr and a unified diff on stdout',
      allowed: ['text', 'json'],
      default: 'text',
    },
  },
  examples: [
    [
      'ferris-k8s-deploy optimize-resources trades.sql --prometheus http://localhost:9090 --duration 7d',
      'the proposal',
    ],
    [
      'ferris-k8s-deploy optimize-resources trades.sql --prometheus http://localhost:9090 --write',
      'and the file is changed',
    ],
  ],
  async run({ flags, positionals }, io) {
    const seconds = secondsOf(flags.duration);
    const url = urlOf(flags.prometheus ?? io.env.PROMETHEUS_URL);
    const outside = await outsideHints(flags, io);
    const file = await loadFile(positionals[0]!, outside, io);
    if (flags.write && file.name === '<stdin>') throw new UsageError('--write needs a file, not stdin');
    const broken = await refusal(file, io);
    if (broken !== undefined) return broken;

    const prometheus = prometheusAt({ url, token: io.env.PROMETHEUS_TOKEN, timeoutSeconds: flags.timeout });
    const measured: Measured[] = [];
    try {
      for (const spec of file.specs) measured.push(await measure(spec, seconds, prometheus));
    } catch (error) {
      if (!(error instanceof PrometheusError)) throw error;
      await io.stderr.write(`ferris-k8s-deploy: ${error.message}\n`);
      return error.kind === 'unreachable' ? EXIT.unreachable : EXIT.unreadable;
    }
    for (const warning of prometheus.warnings)
      await io.stderr.write(`ferris-k8s-deploy: Prometheus warns: ${warning}\n`);
    if (measured.every(({ usage }) => usage.cpuCores === undefined && usage.memoryMib === undefined)) {
      await io.stderr.write(noData(file.specs, flags.duration, url));
      return EXIT.unreadable;
    }

    const advice = file.specs.map((spec, i) => advise(spec, measured[i]!.usage, seconds));
    const text = editHints(
      file.text,
      file.specs.map((spec, i) => ({ queries: spec.source.queries, changes: advice[i]!.changes })),
    );
    const misfit = notAsMeant(file, text, advice, outside, io);
    if (misfit !== undefined) {
      await io.stderr.write(file.specs.map((spec, i) => optimizeText(spec.name, measured[i]!, advice[i]!)).join('\n'));
      await io.stderr.write(`ferris-k8s-deploy: ${misfit}, so change them by hand\n`);
      return EXIT.findings;
    }
    const diff = unifiedDiff(file.text, text, { before: `a/${file.name}`, after: `b/${file.name}` });
    if (flags.format === 'json')
      await io.stdout.write(
        `${JSON.stringify({ file: file.name, seconds, deployments: file.specs.map((spec, i) => ({ name: spec.name, usage: measured[i]!.usage, sources: Object.fromEntries(measured[i]!.sources), ...advice[i] })), diff }, null, 2)}\n`,
      );
    else {
      await io.stderr.write(file.specs.map((spec, i) => optimizeText(spec.name, measured[i]!, advice[i]!)).join('\n'));
      await io.stdout.write(diff);
    }
    if (flags.write && text !== file.text) {
      writeText(positionals[0]!, text, io);
      await io.stderr.write(`ferris-k8s-deploy: wrote ${file.name}\n`);
    }
    return EXIT.ok;
  },
});

/** Throws UsageError. */
function secondsOf(text: string): number {
  const ms = durationMs(text);
  if (ms === undefined || ms < 600_000 || ms > 366 * 86_400_000)
    throw new UsageError(`--duration takes a time from 10m to 366d, not '${text}'`, 'such as 7d');
  return Math.round(ms / 1000);
}

/** Throws UsageError. */
function urlOf(text: string | undefined): URL {
  if (text === undefined || text === '')
    throw new UsageError('where Prometheus answers is needed', '--prometheus http://localhost:9090, or PROMETHEUS_URL');
  const url = URL.parse(text);
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    throw new UsageError(`--prometheus takes a URL, not '${text}'`, 'such as http://localhost:9090');
  return url;
}

/** The exit code where there is nothing to look at. */
async function refusal(file: LoadedFile, io: Io): Promise<number | undefined> {
  if (!hasErrors(file.findings) && file.specs.length > 0) return undefined;
  for (const finding of file.findings) await io.stderr.write(`${findingLine(file, finding)}\n`);
  const why = hasErrors(file.findings) ? 'has errors' : 'has nothing that is deployed';
  await io.stderr.write(`ferris-k8s-deploy: ${file.name} ${why}\n`);
  return EXIT.unplannable;
}

const noData = (specs: readonly DeploymentSpec[], duration: string, url: URL): string =>
  `ferris-k8s-deploy: Prometheus at ${url.origin} knows nothing of the last ${duration} about ${specs.map(({ name, namespace, workload }) => `${name} (workload ${workload}${namespace === undefined ? '' : `, namespace ${namespace}`})`).join(' and ')}:
  neither ferris_job_memory_usage_mb nor cAdvisor's container_* of its pods. Is it deployed under this name, is it
  scraped (the manifest has a ServiceMonitor), and is this the Prometheus of that cluster?
`;

/** The deployments of the changed text must be those before, with the values proposed; else a sentence. */
function notAsMeant(
  file: LoadedFile,
  text: string,
  advice: readonly Advice[],
  outside: OutsideHints,
  io: Io,
): string | undefined {
  if (text === file.text) return undefined;
  const analysis = analyze(text, { bounded: false });
  const { specs } = deploymentsOf({
    file: file.name === '<stdin>' ? 'ferris-job.sql' : file.name,
    text,
    analysis,
    outside,
    variable: key => io.env[key],
  });
  if (specs.map(({ name }) => name).join() !== file.specs.map(({ name }) => name).join())
    return 'with these hints the file would have other deployments';
  const lost = specs.flatMap((spec, i) =>
    advice[i]!.changes.filter(({ key, to }) => spec.hints.find(hint => hint.key === key)?.value !== to),
  );
  return lost.length === 0 ? undefined : `no place was found for ${lost.map(({ key }) => key).join(' and ')}`;
}
