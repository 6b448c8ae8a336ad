/** Kinds that a cluster does not have, in words: whose they are and what to do. */
import type { MissingKind } from './targets.ts';

/** By API group: who brings its kinds, and how to do with or without it. */
const BROUGHT_BY: Readonly<Record<string, readonly [who: string, remedy: string]>> = {
  'keda.sh': [
    'KEDA',
    'install it (helm install keda kedacore/keda), or --autoscaler hpa where the hints ask for nothing that only KEDA can do',
  ],
  'monitoring.coreos.com': [
    'the Prometheus operator',
    'install it (helm install kube-prometheus-stack prometheus-community/kube-prometheus-stack --set ' +
      // Without these it looks only at objects with the label of its own release.
      'prometheus.prometheusSpec.serviceMonitorSelectorNilUsesHelmValues=false,prometheus.prometheusSpec.ruleSelectorNilUsesHelmValues=false' +
      '), or --monitoring annotations to do without its objects',
  ],
};

/** Lines for stderr. */
export function missingKindsText(missing: readonly MissingKind[]): string {
  const lines = [...Map.groupBy(missing, ({ apiVersion }) => groupOf(apiVersion))].map(([group, kinds]) => {
    const which = kinds.map(({ kind, apiVersion }) => `${kind} (${apiVersion})`).join(', ');
    const [who, remedy] = BROUGHT_BY[group] ?? [];
    return who
      ? `  ${which}: ${who} is not installed; ${remedy}\n`
      : `  ${which}: the cluster is too old for it, or what brings it is not installed; see --k8s-version\n`;
  });
  return `the cluster does not have every kind of object that this needs, so nothing is applied:\n${lines.join('')}`;
}

const groupOf = (apiVersion: string): string => (apiVersion.includes('/') ? apiVersion.split('/')[0]! : '');
