/** Metrics that alerts and dashboards take from the cluster: what is not in our table must be here. */

export const EXTERNAL_METRICS = {
  up: 'Prometheus',
  kube_deployment_spec_replicas: 'kube-state-metrics',
  kube_deployment_status_replicas: 'kube-state-metrics',
  kube_deployment_status_replicas_available: 'kube-state-metrics',
  kube_statefulset_replicas: 'kube-state-metrics',
  kube_statefulset_status_replicas: 'kube-state-metrics',
  kube_statefulset_status_replicas_available: 'kube-state-metrics',
  kube_job_failed: 'kube-state-metrics',
  kube_pod_container_resource_requests: 'kube-state-metrics',
  kube_pod_container_status_restarts_total: 'kube-state-metrics',
  kube_pod_status_phase: 'kube-state-metrics',
  container_cpu_usage_seconds_total: 'cAdvisor',
  container_memory_working_set_bytes: 'cAdvisor',
  container_spec_memory_limit_bytes: 'cAdvisor',
} as const;

export type ExternalMetric = keyof typeof EXTERNAL_METRICS;
