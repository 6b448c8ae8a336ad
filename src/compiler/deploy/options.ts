/** What a manifest is made for: the cluster, and not the query. */
import type { PodPrices } from './monitoring/hourly-cost.ts';

export type Cloud = 'aws' | 'gcp' | 'azure';

/** The oldest minor version that everything we make is accepted by. */
export const OLDEST_K8S_MINOR = 29;

/** Where the Prometheus operator's own service is, in the namespace that its chart is mostly installed into. */
export const PROMETHEUS_IN_CLUSTER = 'http://prometheus-operated.monitoring.svc:9090';

export interface DeployOptions {
  /** Minor version of the cluster: `1.29` to the newest. */
  readonly k8sVersion: string;
  /** `auto`: KEDA where the HorizontalPodAutoscaler cannot do what is asked for, else the latter. */
  readonly autoscaler: 'hpa' | 'keda' | 'auto';
  readonly cloud: Cloud;
  /** Where KEDA asks for metrics; without it PROMETHEUS_IN_CLUSTER. */
  readonly prometheusUrl?: string;
  /** `annotations`: the pods say where they are scraped; nothing for the Prometheus operator, whose kinds the cluster need not have, and so no alerts. */
  readonly monitoring?: 'operator' | 'annotations';
  /** What alerts on the budget and dashboards count with; without it the unit prices of the price list. */
  readonly prices?: PodPrices;
}

export const DEFAULT_OPTIONS: DeployOptions = { k8sVersion: '1.33', autoscaler: 'auto', cloud: 'aws' };
