/** The ConfigMap with what the pods run: the SQL, the schema files it names, and the workload's configuration. */
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap';
import type { IIoK8sApiCoreV1Volume } from 'kubernetes-models/v1/Volume';
import { CONFIG_FILE, keyedSchemaFiles, sqlFileOf } from '../container-contract.ts';
import type { DeploymentSpec } from '../spec.ts';
import { workloadConfiguration } from '../workload-configuration.ts';
import { plainYaml } from '../yaml.ts';
import { withoutUndefined } from './kubernetes-object.ts';
import { metadataOf } from './labels.ts';

export const configMap = (spec: DeploymentSpec): IConfigMap => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: metadataOf(spec, 'config'),
  data: {
    [sqlFileOf(spec)]: spec.source.sql,
    [CONFIG_FILE]: plainYaml(withoutUndefined(workloadConfiguration(spec))),
    ...Object.fromEntries(keyedSchemaFiles(spec).map(({ key, text }) => [key, text])),
  },
});

/** Its files in the pods: every key is one of that name, unless some stand in folders or have names that no key can have. */
export function configVolume(spec: DeploymentSpec): IIoK8sApiCoreV1Volume {
  const { name } = metadataOf(spec, 'config');
  const keyed = keyedSchemaFiles(spec);
  if (keyed.every(({ key, path }) => key === path)) return { name: 'config', configMap: { name } };
  const own = [sqlFileOf(spec), CONFIG_FILE].map(key => ({ key, path: key }));
  return {
    name: 'config',
    configMap: { name, items: [...own, ...keyed.map(({ key, path }) => ({ key, path }))] },
  };
}

/** Bytes that etcd takes in one object, with room for the rest of it. */
export const LARGEST_CONFIG_MAP = 1_000_000;

/** What counts to that: keys and values in UTF-8. */
export const dataBytes = (data: object): number =>
  Object.entries(data).reduce((sum, [key, value]) => sum + bytes(key) + bytes(String(value)), 0);

const bytes = (text: string): number => new TextEncoder().encode(text).length;
