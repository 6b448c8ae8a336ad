/** Whether a manifest would be accepted: each object against the schema of its kind, and what the API server asks beyond it. */

import { ExternalSecret } from '@kubernetes-models/external-secrets/external-secrets.io/v1/ExternalSecret';
import { SecretStore } from '@kubernetes-models/external-secrets/external-secrets.io/v1/SecretStore';
import { ScaledObject } from '@kubernetes-models/keda/keda.sh/v1alpha1/ScaledObject';
import { TriggerAuthentication } from '@kubernetes-models/keda/keda.sh/v1alpha1/TriggerAuthentication';
import { PrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule';
import { ServiceMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor';
import { AlertmanagerConfig } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1alpha1/AlertmanagerConfig';
import { DaemonSet } from 'kubernetes-models/apps/v1/DaemonSet';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { StatefulSet } from 'kubernetes-models/apps/v1/StatefulSet';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import { CronJob } from 'kubernetes-models/batch/v1/CronJob';
import { Ingress } from 'kubernetes-models/networking.k8s.io/v1/Ingress';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { Role } from 'kubernetes-models/rbac.authorization.k8s.io/v1/Role';
import { RoleBinding } from 'kubernetes-models/rbac.authorization.k8s.io/v1/RoleBinding';
import { PriorityClass } from 'kubernetes-models/scheduling.k8s.io/v1/PriorityClass';
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap';
import { Namespace } from 'kubernetes-models/v1/Namespace';
import { PersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim';
import { Service } from 'kubernetes-models/v1/Service';
import { ServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import { type KubernetesObject, nameOf } from './objects/kubernetes-object.ts';
import { semanticProblems } from './semantic-problems.ts';

export interface ManifestProblem {
  /** `Deployment ferris-trading`. */
  readonly object: string;
  /** JSON pointer into it; empty for the object itself. */
  readonly path: string;
  readonly message: string;
}

/** The kinds that can be checked; another one is a problem. */
const MODELS = [
  AlertmanagerConfig,
  ConfigMap,
  CronJob,
  DaemonSet,
  Deployment,
  ExternalSecret,
  HorizontalPodAutoscaler,
  Ingress,
  Namespace,
  NetworkPolicy,
  PersistentVolumeClaim,
  PodDisruptionBudget,
  PriorityClass,
  PrometheusRule,
  Role,
  RoleBinding,
  ScaledObject,
  SecretStore,
  Service,
  ServiceAccount,
  ServiceMonitor,
  StatefulSet,
  TriggerAuthentication,
];

/** None for a manifest that can be applied. */
export function manifestProblems(objects: readonly KubernetesObject[]): readonly ManifestProblem[] {
  return [
    ...objects.flatMap(object =>
      [...schemaProblems(object), ...semanticProblems(object)].map(problem => ({ object: nameOf(object), ...problem })),
    ),
    ...doubles(objects),
  ];
}

type Problem = Omit<ManifestProblem, 'object'>;

function schemaProblems(object: KubernetesObject): readonly Problem[] {
  const Model = MODELS.find(one => one.apiVersion === object.apiVersion && one.kind === object.kind);
  if (!Model) return [{ path: '', message: `there is no schema for ${object.kind} of ${object.apiVersion}` }];
  try {
    // The models' types are those of the schema, which is what is to be found out.
    new (Model as new (data: object) => { validate(): void })(object).validate();
    return [];
  } catch (error) {
    if (!isSchemaError(error)) throw error;
    return error.errors.map(({ instancePath, message = 'does not fit the schema' }) => ({
      path: instancePath,
      message,
    }));
  }
}

interface SchemaError {
  readonly errors: readonly { readonly instancePath: string; readonly message?: string }[];
}

const isSchemaError = (error: unknown): error is SchemaError =>
  error instanceof Error && 'errors' in error && Array.isArray(error.errors);

/** Of two objects with the same name the second would overwrite the first. */
function doubles(objects: readonly KubernetesObject[]): readonly ManifestProblem[] {
  const seen = new Set<string>();
  return objects.flatMap(object => {
    const identity = `${object.apiVersion} ${object.metadata?.namespace ?? ''} ${nameOf(object)}`;
    const again = seen.has(identity);
    seen.add(identity);
    return again ? [{ object: nameOf(object), path: '/metadata/name', message: 'is in the manifest twice' }] : [];
  });
}
