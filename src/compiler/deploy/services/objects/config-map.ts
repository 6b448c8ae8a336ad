/** The ConfigMap of a service: its entries and its files. */
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap';
import type { ServiceSpec } from '../service-spec.ts';
import { metadataOf } from './labels.ts';

/** Undefined where nothing is in it. */
export function configMap(service: ServiceSpec): IConfigMap | undefined {
  const data = configData(service);
  if (Object.keys(data).length === 0) return undefined;
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: metadataOf(service, 'config'), data };
}

export const configName = ({ name }: ServiceSpec): string => `${name}-config`;

export const configData = ({ config, files }: ServiceSpec): Readonly<Record<string, string>> => ({
  ...config,
  ...Object.fromEntries(files.map(({ key, text }) => [key, text])),
});
