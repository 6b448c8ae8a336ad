/** What a statement costs and becomes: the sums and what drives them, its objects in a table, the YAML folded below. */
import { autoscalerOf } from '../autoscaler.ts';
import { cheaperWays } from '../cost/cheaper.ts';
import { estimateCost } from '../cost/estimate.ts';
import { defaultPrices, type Prices } from '../cost/prices.ts';
import { costSummary } from '../cost/text.ts';
import { manifestOf } from '../manifest.ts';
import type { KubernetesObject } from '../objects/kubernetes-object.ts';
import { DEFAULT_OPTIONS, type DeployOptions } from '../options.ts';
import type { DeploymentSpec } from '../spec.ts';
import { summaryOf } from '../summary.ts';
import { manifestYaml } from '../yaml.ts';
import { specLines } from './hint.ts';
import { remembered } from './remembered.ts';

export interface Preview {
  /** Whether the client shows HTML's `<details>`. */
  readonly folds: boolean;
  /** A link to the whole; undefined for a client that cannot follow it. */
  readonly link: string | undefined;
}

const WORKLOADS = new Set(['Deployment', 'StatefulSet', 'CronJob']);
const AUTOSCALERS = new Set(['HorizontalPodAutoscaler', 'ScaledObject']);

export const describeStatement = (spec: DeploymentSpec, preview: Preview, prices = defaultPrices()): string =>
  remembered(prices, ['statement', spec, preview], () => pageOf(spec, preview, prices));

function pageOf(spec: DeploymentSpec, preview: Preview, prices: Prices): string {
  const options = DEFAULT_OPTIONS;
  const request = { cloud: options.cloud, prices };
  const cost = estimateCost(spec, request);
  const cheaper = cheaperWays(spec, cost, request).map(({ what }) => `- ${what}`);
  const objects = manifestOf(spec, options);
  return [
    specLines(spec),
    costSummary(cost),
    cheaper.join('\n'),
    objectTable(spec, objects, options),
    yamlOf(objects, preview),
    preview.link === undefined ? '' : `[Preview the deployment](${preview.link})`,
  ]
    .filter(part => part !== '')
    .join('\n\n');
}

/** What runs and what scales it, a row each; the others by their kinds. */
function objectTable(spec: DeploymentSpec, objects: readonly KubernetesObject[], options: DeployOptions): string {
  const { scaling, resources } = summaryOf(spec);
  const { minReplicas: min, maxReplicas: max } = spec.scaling;
  const replicas = min === max ? `${min}` : `${min}–${max}`;
  const autoscaler = { none: 'none', hpa: 'HorizontalPodAutoscaler', keda: 'KEDA' }[autoscalerOf(spec, options)];
  const rows = objects.flatMap(({ kind, metadata }) => {
    const name = metadata?.name ?? '';
    if (WORKLOADS.has(kind)) return [`| ${kind} \`${name}\` | ${replicas} | ${resources} | ${autoscaler} |`];
    return AUTOSCALERS.has(kind) ? [`| ${kind} \`${name}\` | ${replicas} | | ${scaling} |`] : [];
  });
  const others = new Map<string, number>();
  for (const { kind } of objects)
    if (!WORKLOADS.has(kind) && !AUTOSCALERS.has(kind)) others.set(kind, (others.get(kind) ?? 0) + 1);
  const named = [...others].map(([kind, count]) => (count === 1 ? kind : `${count} × ${kind}`));
  return [
    '| object | replicas | resources | autoscaling |',
    '| --- | --- | --- | --- |',
    ...rows,
    ...(named.length > 0 ? ['', `With it: ${named.join(', ')}.`] : []),
  ].join('\n');
}

/** What runs and what scales it; without folding the short one of the two. */
function yamlOf(objects: readonly KubernetesObject[], { folds }: Preview): string {
  const scalers = objects.filter(({ kind }) => AUTOSCALERS.has(kind));
  if (!folds) return scalers.length === 0 ? '' : `\`\`\`yaml\n${manifestYaml(scalers)}\`\`\``;
  const shown = objects.filter(({ kind }) => WORKLOADS.has(kind) || AUTOSCALERS.has(kind));
  return `<details><summary>YAML</summary>\n\n\`\`\`yaml\n${manifestYaml(shown)}\`\`\`\n\n</details>`;
}
