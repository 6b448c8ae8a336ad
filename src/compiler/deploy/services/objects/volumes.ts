/** What is mounted into a service's container, and the disk of its own. */

import type { IPersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim';
import type { IIoK8sApiCoreV1PersistentVolumeClaimSpec } from 'kubernetes-models/v1/PersistentVolumeClaimSpec';
import type { IIoK8sApiCoreV1Volume } from 'kubernetes-models/v1/Volume';
import type { IIoK8sApiCoreV1VolumeMount } from 'kubernetes-models/v1/VolumeMount';
import { storageQuantity } from '../quantities.ts';
import type { ScratchSpec, ServiceSpec, VolumeSpec } from '../service-spec.ts';
import { configName } from './config-map.ts';
import { labelsOf, metadataOf } from './labels.ts';

/** `/tmp` can always be written to, as the jobs' can, unless the file says what is there. */
const scratchOf = ({ scratch, volume, hostPaths }: ServiceSpec): readonly ScratchSpec[] =>
  [...scratch, ...hostPaths, ...(volume ? [volume] : [])].some(({ mount }) => mount === '/tmp')
    ? scratch
    : [{ mount: '/tmp' }, ...scratch];

export const volumeMounts = (service: ServiceSpec): IIoK8sApiCoreV1VolumeMount[] => [
  // One by one: the image's other files in the same folder stay where they are.
  ...service.files.map(({ mount, key }) => ({ name: 'config', mountPath: mount, subPath: key, readOnly: true })),
  ...(service.volume ? [{ name: 'data', mountPath: service.volume.mount }] : []),
  ...scratchOf(service).map(({ mount }) => ({ name: scratchName(mount), mountPath: mount })),
  ...service.hostPaths.map(({ mount, readOnly }, index) => ({
    name: `node-${index}`,
    mountPath: mount,
    readOnly: readOnly || undefined,
  })),
];

export const volumes = (service: ServiceSpec): IIoK8sApiCoreV1Volume[] => [
  ...(service.files.length > 0 ? [{ name: 'config', configMap: { name: configName(service) } }] : []),
  ...(service.volume && service.kind !== 'statefulset'
    ? [{ name: 'data', persistentVolumeClaim: { claimName: metadataOf(service, 'data').name } }]
    : []),
  ...scratchOf(service).map(({ mount, sizeMib }) => ({
    name: scratchName(mount),
    emptyDir: sizeMib === undefined ? {} : { sizeLimit: storageQuantity(sizeMib) },
  })),
  ...service.hostPaths.map(({ path }, index) => ({ name: `node-${index}`, hostPath: { path } })),
];

/** `/var/run/postgresql` → `scratch-var-run-postgresql`; `/tmp` → `tmp`, as in the jobs' pods. */
const scratchName = (mount: string): string =>
  mount === '/tmp'
    ? 'tmp'
    : `scratch${mount.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`.slice(0, 63).replace(/-+$/, '');

/** Of a Deployment, whose one pod has it; the pods of a StatefulSet claim one each. */
export const volumeClaim = (service: ServiceSpec): IPersistentVolumeClaim | undefined =>
  service.volume && service.kind === 'deployment'
    ? {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: metadataOf(service, 'data'),
        spec: claimSpec(service.volume),
      }
    : undefined;

export const claimTemplate = (service: ServiceSpec, volume: VolumeSpec): IPersistentVolumeClaim => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data', labels: labelsOf(service) },
  spec: claimSpec(volume),
});

const claimSpec = ({ access, storageClass, sizeMib }: VolumeSpec): IIoK8sApiCoreV1PersistentVolumeClaimSpec => ({
  accessModes: [access],
  storageClassName: storageClass,
  resources: { requests: { storage: storageQuantity(sizeMib) } },
});
