/** What every command that makes manifests takes: for which cluster, and hints from outside the file. */

import type { OutsideHints } from '../../../src/compiler/deploy/effective-hints.ts';
import {
  DEFAULT_OPTIONS,
  type DeployOptions,
  OLDEST_K8S_MINOR,
  PROMETHEUS_IN_CLUSTER,
} from '../../../src/compiler/deploy/options.ts';
import { hintProblem, settingHints } from '../../../src/compiler/deploy/setting-hints.ts';
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

export const reportFormatFlag = {
  value: 'FORMAT',
  short: 'f',
  doc: 'how the report is written',
  allowed: ['text', 'json'],
  default: 'text',
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
  const wrong = hintProblem(key, value);
  if (wrong) throw new UsageError(`${written}: ${wrong}`);
}

/** Throws FileError for the first of them that is wrong. */
function hintsOfSettings(settings: Settings): Readonly<Record<string, string>> {
  const { hints, problems } = settingHints(settings.values.deploy);
  const [first] = problems;
  if (first) throw settings.error(first.word, first.message);
  return hints;
}
