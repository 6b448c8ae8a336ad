/** An object as the API server gives it, as far as this program looks into it. */
import type { KubernetesObject } from '../../../src/compiler/deploy/objects/kubernetes-object.ts';

export interface LiveObject extends KubernetesObject {
  readonly metadata: NonNullable<KubernetesObject['metadata']> & {
    readonly name: string;
    readonly uid?: string;
    readonly resourceVersion?: string;
    readonly generation?: number;
    readonly deletionTimestamp?: string;
    readonly managedFields?: readonly ManagedFields[];
  };
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly status?: Readonly<Record<string, unknown>>;
}

/** Which fields a manager has set. */
interface ManagedFields {
  readonly manager?: string;
  readonly operation?: string;
  readonly subresource?: string;
  readonly fieldsV1?: FieldTree;
}

/** Kubernetes' FieldsV1: `f:name`, `k:{"name":"x"}`, `v:value`, `i:0`; `.` is the thing itself; an empty tree is all of it. */
export interface FieldTree {
  readonly [key: string]: FieldTree;
}
