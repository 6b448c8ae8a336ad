/** The rules of prometheus-adapter by which Pods metrics reach the HorizontalPodAutoscaler. */
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap';
import type { DeploymentSpec } from '../spec.ts';
import { plainYaml } from '../yaml.ts';
import { metadataOf } from './labels.ts';

/** The metrics that pods report themselves. */
export const podsMetrics = ({ scaling }: DeploymentSpec): readonly string[] => [
  ...new Set(scaling.metrics.flatMap(metric => (metric.kind === 'pods' ? [metric.name] : []))),
];

/** The adapter has one configuration for the cluster: these go into its own, `rules.custom` of its Helm chart. */
export const adapterRules = (spec: DeploymentSpec): IConfigMap => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    ...metadataOf(spec, 'adapter-rules'),
    annotations: {
      'ferris.io/use': 'add these rules to the configuration of prometheus-adapter (rules.custom of its Helm chart)',
    },
  },
  data: {
    'rules.yaml': plainYaml({
      rules: podsMetrics(spec).map(name => ({
        seriesQuery: `${name}{namespace!="",pod!=""}`,
        resources: { overrides: { namespace: { resource: 'namespace' }, pod: { resource: 'pod' } } },
        name: { matches: `^${name}$`, as: name },
        metricsQuery: 'sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)',
      })),
    }),
  },
});
