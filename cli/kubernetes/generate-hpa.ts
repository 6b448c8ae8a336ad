/** ferris-k8s-deploy generate-hpa: only the autoscaler of a kind of workload, for a deployment that is there already. */
import { autoscalerOf } from '../../src/compiler/deploy/autoscaler.ts';
import { buildSpec } from '../../src/compiler/deploy/build-spec.ts';
import { type EffectiveHint, effectiveHints } from '../../src/compiler/deploy/effective-hints.ts';
import { manifestOf } from '../../src/compiler/deploy/manifest.ts';
import type { KubernetesObject } from '../../src/compiler/deploy/objects/kubernetes-object.ts';
import { LAG } from '../../src/compiler/deploy/scaling.ts';
import type { DeploymentSpec } from '../../src/compiler/deploy/spec.ts';
import { manifestProblems } from '../../src/compiler/deploy/validate.ts';
import { WORKLOADS } from '../../src/language/hints/define.ts';
import { expandVariables } from '../../src/language/hints/expand.ts';
import { defineCommand, listOf, UsageError } from '../arguments.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { clusterFlags, deployOptions, hintFlags, outsideHints, prometheusFlag } from './deploying/flags.ts';
import { outputFlag, writeManifest } from './deploying/write-manifest.ts';

export const command = defineCommand({
  name: 'generate-hpa',
  summary: "write only the autoscaler of a workload's defaults",
  positionals: { name: 'WORKLOAD', doc: `${listOf(WORKLOADS)}; it scales ferris-WORKLOAD`, min: 1, max: 1 },
  flags: {
    ...clusterFlags,
    prometheus: prometheusFlag,
    ...hintFlags,
    topic: { value: 'TOPIC', doc: 'a topic that is read: where KEDA asks for the lag', repeats: true },
    output: outputFlag,
  },
  examples: [
    [
      'ferris-k8s-deploy generate-hpa trading --output trading-hpa.yaml',
      'the HorizontalPodAutoscaler of ferris-trading',
    ],
    [
      'ferris-k8s-deploy generate-hpa trading --set container.name=orders --set scaling.max_replicas=6',
      'of another deployment, with other bounds',
    ],
    ['ferris-k8s-deploy generate-hpa realtime --autoscaler keda --topic user_events', 'for KEDA'],
  ],
  async run({ flags, positionals }, io) {
    const workload = WORKLOADS.find(one => one === positionals[0]);
    if (workload === undefined) throw new UsageError(`WORKLOAD is ${listOf(WORKLOADS)}, not '${positionals[0]}'`);
    const options = deployOptions(flags);
    const outside = await outsideHints({ ...flags, set: [...flags.set, `workload=${workload}`] }, io);
    const nothingWritten = { piece: undefined, own: [], effective: new Map() };
    const spec = buildSpec({
      hints: effectiveHints(nothingWritten, outside).map(hint => expanded(hint, io)),
      name: `ferris-${workload}`,
      source: {
        file: `${workload}.sql`,
        sql: '',
        queries: [],
        inputTopics: flags.topic,
        outputTopics: [],
        stateful: false,
        changelog: true,
      },
    });
    const autoscaler = autoscalerOf(spec, options);
    if (autoscaler === 'none') throw nothingScales(spec);
    if (autoscaler === 'keda' && followsLag(spec) && flags.topic.length === 0)
      throw new UsageError(
        `KEDA asks Kafka for the lag of each topic, and a ${workload} workload scales by it`,
        'name what the queries read: --topic TOPIC',
      );
    const objects = manifestOf(spec, options).filter(object => scales(object, spec));
    const [problem] = manifestProblems(objects);
    if (problem) {
      await io.stderr.write(
        `ferris-k8s-deploy: the API server would refuse this, so nothing is written: ${problem.object} ${problem.path}: ${problem.message}\n`,
      );
      return EXIT.findings;
    }
    await writeManifest(objects, flags.output, io);
    return EXIT.ok;
  },
});

function nothingScales({ workload, schedule, scaling }: DeploymentSpec): UsageError {
  return schedule
    ? new UsageError(
        `a ${workload} workload runs at the times of its schedule (${schedule.cron}) as a CronJob, which nothing scales`,
        `its runs have scaling.max_replicas pods (${scaling.maxReplicas})`,
      )
    : new UsageError(`scaling.min_replicas and scaling.max_replicas are both ${scaling.minReplicas}: nothing scales`);
}

/** Pods that are not there are woken by the lag, whatever else is compared. */
const followsLag = ({ scaling }: DeploymentSpec): boolean =>
  scaling.scaleToZero || scaling.metrics.some(metric => metric.kind === 'pods' && metric.name === LAG);

/** The autoscaler, how it reaches its metrics, and what moves its bounds. */
function scales({ kind, metadata }: KubernetesObject, { name }: DeploymentSpec): boolean {
  if (['HorizontalPodAutoscaler', 'ScaledObject', 'TriggerAuthentication', 'CronJob'].includes(kind)) return true;
  return [`${name}-adapter-rules`, `${name}-scaling`].includes(metadata?.name ?? '');
}

/** With the values of its variables. Throws UsageError for one that is not set. */
function expanded(hint: EffectiveHint, io: Io): EffectiveHint {
  if (!hint.value.includes('${')) return hint;
  const result = expandVariables(hint.value, name => io.env[name]);
  if (!result.ok)
    throw new UsageError(`${hint.key} (${hint.origin}) needs the variable ${result.variable}, which is not set`);
  return { ...hint, value: result.value.trim() };
}
