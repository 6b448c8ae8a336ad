/** What every command that makes manifests takes: for which cluster, and hints from outside the file. */

import type { OutsideHints } from '../../../src/compiler/deploy/effective-hints.ts';
import {
  DEFAULT_OPTIONS,
  type DeployOptions,
  OLDEST_K8S_MINOR,
  PROMETHEUS_IN_CLUSTER,
} from '../../../src/compiler/deploy/options.ts';
import { findHint, hintCatalogue } from '../../../src/language/hints/catalogue.ts';
import { nearest } from '../../../src/language/text/nearest.ts';
import { UsageError } from '../../arguments.ts';
import type { Io } from '../../io.ts';
import { readSettings, type Settings } from '../../settings.ts';

/** The oldest and the newest minor version that the manifests are made for. */
const VERSIONS = { oldest: OLDEST_K8S_MINOR, newest: 37 };

export const clusterFlags = {
  'k8s-version': {
    value: 'VERSION',
    doc: `minor version of the cluster, 1.${VERSIONS.oldest} or newer`,
    default: DEFAULT_OPTIONS.k8sVersion,
  },
  autoscaler: {
    value: 'WHICH',
    doc: 'what scales the pods; auto takes KEDA where a HorizontalPodAutoscaler cannot do what is asked for',
    allowed: ['hpa', 'keda', 'auto'],
    default: DEFAULT_OPTIONS.autoscaler,
  },
  cloud: {
    value: 'WHOSE',
    doc: 'whose nodes and prices',
    allowed: ['aws', 'gcp', 'azure'],
    default: DEFAULT_OPTIONS.cloud,
  },
} as const;

export const monitoringFlag = {
  value: 'HOW',
  doc: 'how Prometheus learns of the pods: objects for the Prometheus operator, or annotations without it, and then no alerts',
  allowed: ['operator', 'annotations'],
  default: 'operator',
} as const;

export const prometheusFlag = {
  value: 'URL',
  doc: `where KEDA finds Prometheus in the cluster; without it ${PROMETHEUS_IN_CLUSTER}`,
} as const;

export const hintFlags = {
  set: { value: 'KEY=VALUE', doc: 'a hint that goes before those of the file', repeats: true },
  'kafka-brokers': { value: 'HOST:PORT,…', doc: 'the same as --set kafka.brokers=…; without it KAFKA_BROKERS' },
  image: { value: 'IMAGE', doc: 'the same as --set container.image=…' },
  namespace: { value: 'NAME', short: 'n', doc: 'the same as --set container.namespace=…' },
} as const;

interface ClusterChoice {
  readonly 'k8s-version': string;
  readonly autoscaler: DeployOptions['autoscaler'];
  readonly cloud: DeployOptions['cloud'];
  readonly monitoring?: DeployOptions['monitoring'];
  readonly prometheus?: string | undefined;
}

/** Throws UsageError for a version that is none, or too old. */
export function deployOptions(flags: ClusterChoice): DeployOptions {
  const version = flags['k8s-version'];
  const minor = Number(/^v?1\.(\d+)(\.\d+)?$/.exec(version)?.[1] ?? Number.NaN);
  if (!(minor >= VERSIONS.oldest))
    throw new UsageError(
      `--k8s-version ${version}: manifests are made for 1.${VERSIONS.oldest} and newer`,
      'such as 1.33',
    );
  const { autoscaler, cloud, monitoring = 'operator', prometheus } = flags;
  if (prometheus !== undefined && !/^https?:\/\/[^\s/]/.test(prometheus))
    throw new UsageError(
      `--prometheus takes a URL, not '${prometheus}'`,
      'such as http://prometheus.monitoring.svc:9090',
    );
  const found = prometheus === undefined ? {} : { prometheusUrl: prometheus.replace(/\/+$/, '') };
  return { k8sVersion: `1.${minor}`, autoscaler, cloud, monitoring, ...found };
}

interface HintChoice {
  readonly set: readonly string[];
  readonly 'kafka-brokers': string | undefined;
  readonly image: string | undefined;
  readonly namespace: string | undefined;
}

/** Hints of ferris.yaml (`deploy:`), of the environment and of the flags. Throws UsageError or FileError for a wrong one. */
export async function outsideHints(flags: HintChoice, io: Io): Promise<OutsideHints> {
  const settings = await readSettings(io);
  const brokers = io.env.KAFKA_BROKERS?.trim();
  const given: Record<string, string> = {};
  for (const one of flags.set) {
    const [, key, value] = /^([^=]+)=(.*)$/s.exec(one) ?? [];
    if (key === undefined) throw new UsageError(`--set ${one} has no value`, `write --set ${one}=…`);
    given[key.trim()] = value!.trim();
  }
  for (const [key, value] of Object.entries(given)) check(key, value, `--set ${key}`);
  for (const [flag, key] of Object.entries(SHORTER)) {
    const value = flags[flag as keyof typeof SHORTER];
    if (value === undefined) continue;
    check(key, value, `--${flag}`);
    given[key] = value;
  }
  if (brokers && given['kafka.brokers'] === undefined) check('kafka.brokers', brokers, 'KAFKA_BROKERS');
  return {
    settings: settings ? hintsOfSettings(settings) : {},
    environment: brokers ? { 'kafka.brokers': brokers } : {},
    flags: given,
  };
}

/** Flags that are hints with a shorter name. */
const SHORTER = {
  'kafka-brokers': 'kafka.brokers',
  image: 'container.image',
  namespace: 'container.namespace',
} as const;

/** @param written where the value stands, as the user would find it */
function check(key: string, value: string, written: string): void {
  const wrong = problemOf(key, value);
  if (wrong) throw new UsageError(`${written}: ${wrong}`);
}

function problemOf(key: string, value: string): string | undefined {
  const entry = findHint(key)?.entry;
  if (!entry) {
    const meant = nearest(
      key,
      hintCatalogue.map(one => one.key),
    );
    return `there is no hint '${key}'${meant ? `; did you mean '${meant}'?` : ''}`;
  }
  if (value === '') return 'a value is missing';
  if (value.includes('${')) return undefined;
  const checked = entry.type.check(value);
  return checked.ok ? undefined : checked.message;
}

/** `deploy:` of ferris.yaml: hints by key, with dots or as maps in one another. */
function hintsOfSettings(settings: Settings): Record<string, string> {
  const found: Record<string, string> = {};
  const read = (value: unknown, key: string): void => {
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      for (const [name, inner] of Object.entries(value)) read(inner, key === '' ? name : `${key}.${name}`);
      return;
    }
    const last = key.split('.').at(-1)!;
    if (value === null || value === undefined) throw settings.error(last, `deploy.${key} has no value`);
    const text = Array.isArray(value) ? value.join(',') : asHint(key, value);
    const wrong = problemOf(key, text);
    if (wrong) throw settings.error(last, `deploy.${key}: ${wrong}`);
    found[key] = text;
  };
  const { deploy } = settings.values;
  if (deploy === undefined || deploy === null) return found;
  if (typeof deploy !== 'object' || Array.isArray(deploy))
    throw settings.error('deploy', "'deploy' takes hints, such as 'container.image: ferris-sql:1.4.0'");
  read(deploy, '');
  return found;
}

/** YAML's true is a hint's `enabled` where that is what it takes. */
function asHint(key: string, value: unknown): string {
  const text = String(value);
  if (typeof value !== 'boolean' || findHint(key)?.entry.type.check(text).ok) return text;
  return value ? 'enabled' : 'disabled';
}
