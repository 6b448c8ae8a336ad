/** The ConfigMap with what the pods run: the SQL, and the workload's configuration. */
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap';
import { CONFIG_FILE, sqlFileOf } from '../container-contract.ts';
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
  },
});
