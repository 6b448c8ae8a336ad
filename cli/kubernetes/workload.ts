/** ferris-k8s-deploy trading|analytics|reporting|realtime: the manifest of a SQL file as a workload of that kind. */
import { distinctObjects } from '../../src/compiler/deploy/layouts/layout.ts';
import type { DeploymentSpec } from '../../src/compiler/deploy/spec.ts';
import type { Workload } from '../../src/language/hints/define.ts';
import { type Command, defineCommand, UsageError } from '../arguments.ts';
import { EXIT } from '../exit-codes.ts';
import {
  clusterFlags,
  deployOptions,
  hintFlags,
  monitoringFlag,
  outsideHints,
  prometheusFlag,
} from './deploying/flags.ts';
import { generateAll, hasErrors, pricesFor, problemLines } from './deploying/generate.ts';
import { loadFile } from './deploying/load.ts';
import { findingLine } from './deploying/report.ts';
import { workloadFlags, workloadSettings } from './deploying/workload-flags.ts';
import { outputFlag, writeManifest } from './deploying/write-manifest.ts';

/** One command, for each kind of workload. */
export const workloadCommand = (workload: Workload): Command =>
  defineCommand({
    name: workload,
    summary: `write the manifest of a SQL file, with workload=${workload}`,
    flags: {
      sql: { value: 'FILE', doc: "the SQL file with the queries (required); '-' is stdin" },
      ...workloadFlags,
      ...hintFlags,
      ...clusterFlags,
      monitoring: monitoringFlag,
      prometheus: prometheusFlag,
      output: outputFlag,
    },
    examples: [
      [
        `ferris-k8s-deploy ${workload} --sql orders.sql --replicas 2 --max-replicas 10 --kafka-brokers kafka-cluster:9092`,
        'look at it',
      ],
      [
        `ferris-k8s-deploy ${workload} --sql orders.sql --memory-limit 16Gi --cpu-limit 2000m --node-selector node.kubernetes.io/instance-type=r5.2xlarge | kubectl apply -f -`,
        'larger pods on certain nodes',
      ],
    ],
    async run({ flags }, io) {
      if (flags.sql === undefined)
        throw new UsageError(
          `--sql FILE is missing: a ${workload} deployment without a query does nothing`,
          `ferris-k8s-deploy generate-hpa ${workload} writes only its autoscaler`,
        );
      const options = deployOptions(flags);
      const set = [...flags.set, ...workloadSettings(workload, flags)];
      const outside = await outsideHints({ ...flags, set }, io);
      const prices = await pricesFor(io);
      const file = await loadFile(flags.sql, outside, io);
      for (const spec of file.specs) checkBounds(spec);
      const { generated, findings } = generateAll(file, options, prices);
      for (const finding of findings) await io.stderr.write(`${findingLine(file, finding)}\n`);
      if (hasErrors(findings))
        return findings.some(one => one.severity === 'error' && one.rule.startsWith('sql/'))
          ? EXIT.unplannable
          : EXIT.findings;
      if (generated.length === 0) {
        await io.stderr.write(
          `ferris-k8s-deploy: ${file.name} has nothing to deploy: a SELECT, CREATE … AS SELECT or INSERT INTO … SELECT is missing\n`,
        );
        return EXIT.unplannable;
      }
      const refused = generated.filter(({ problems }) => problems.length > 0);
      if (refused.length > 0) {
        await io.stderr.write(
          `ferris-k8s-deploy: the API server would refuse this, so nothing is written:\n${refused.map(problemLines).join('')}`,
        );
        return EXIT.findings;
      }
      await writeManifest(distinctObjects(generated.flatMap(({ objects }) => objects)), flags.output, io);
      return EXIT.ok;
    },
  });

/** Rules across hints are for what is written in the file: a flag can contradict it. Throws UsageError. */
function checkBounds({ name, hints }: DeploymentSpec): void {
  // A default gives way to a bound that is asked for.
  const asked = (key: string) => hints.find(hint => hint.key === key && !hint.origin.endsWith('default'));
  const least = asked('scaling.min_replicas');
  const most = asked('scaling.max_replicas');
  if (!least || !most || Number(least.value) <= Number(most.value)) return;
  throw new UsageError(
    `${name} would have at least ${least.value} pods (${least.origin}) and at most ${most.value} (${most.origin})`,
    'give both bounds: --replicas N --max-replicas N',
  );
}
