/** Hints for what a single instance runs, each with the reason for it. */
import { findHint } from '../../../language/hints/catalogue.ts';
import type { WorkloadName } from '../spec.ts';
import type { Job } from './jobs.ts';
import type { Setting } from './read-configuration.ts';

export interface Proposal {
  readonly key: string;
  readonly value: string;
  /** A sentence without its full stop. */
  readonly why: string;
}

/** Of the memory that a pod has, this much is for the query. */
const HEAP_SHARE = 0.75;
/** More threads than this are spread over pods. */
const MOST_CORES = 4;

export interface Instance {
  readonly settings: readonly Setting[];
  /** How many jobs it runs: they share its memory and threads. */
  readonly jobs: number;
}

/** @param job undefined where the instance's SQL is not known: what the instance as a whole becomes */
export function proposeHints(instance: Instance, job: Job | undefined): readonly Proposal[] {
  const of = (...paths: readonly string[]): Setting | undefined =>
    paths.map(path => instance.settings.find(one => one.path === path)).find(one => one !== undefined);
  const { workload, why } = proposeWorkload(of, job);
  const proposals = [
    { key: 'workload', value: workload, why },
    ...kafkaHints(instance, of, job),
    ...sizeHints(instance, of, job),
    ...containerHints(of),
  ];
  return proposals.filter(({ key, value }) => !job?.hinted.has(key) && findHint(key)?.entry.type.check(value).ok);
}

type Lookup = (...paths: readonly string[]) => Setting | undefined;

const said = ({ path, value }: Setting): string => `${path} is ${value}`;

interface ProposedWorkload {
  readonly workload: Exclude<WorkloadName, 'reporting' | 'custom'>;
  readonly why: string;
}

/** What is tuned for speed is trading, what is tuned for large batches is realtime; else the query decides. */
function proposeWorkload(of: Lookup, job: Job | undefined): ProposedWorkload {
  const profile = of('FERRIS_PERFORMANCE_PROFILE');
  if (profile?.value === 'low_latency') return { workload: 'trading', why: `${said(profile)}: latency counts` };
  if (profile?.value === 'high_throughput') return { workload: 'realtime', why: `${said(profile)}: volume counts` };
  const waits = [
    of('kafka.fetch_max_wait_ms', 'kafka.consumer.fetch_max_wait_ms', 'KAFKA_FETCH_MAX_WAIT_MS'),
    of('kafka.linger_ms', 'kafka.producer.linger_ms', 'KAFKA_LINGER_MS'),
    of('performance.flush_interval_ms'),
  ].filter(setting => setting !== undefined);
  const hasty = waits.find(({ value }) => Number(value) <= 1);
  if (hasty) return { workload: 'trading', why: `${said(hasty)}: latency counts` };
  const batch = of('kafka.max_poll_records', 'kafka.consumer.max_poll_records', 'KAFKA_MAX_POLL_RECORDS');
  if (batch && Number(batch.value) >= 5000) return { workload: 'realtime', why: `${said(batch)}: volume counts` };
  if (job)
    return job.stateful
      ? { workload: 'analytics', why: 'it keeps state (groups, joins or frames), so memory is what it needs first' }
      : { workload: 'realtime', why: 'it keeps no state, so it grows with the records that arrive' };
  const memory = memoryOf(of);
  return memory && Number(memory.value) >= 8192
    ? { workload: 'analytics', why: `${said(memory)}: it keeps much in memory` }
    : {
        workload: 'realtime',
        why: 'nothing says that it is tuned for latency or keeps much; --sql FILE shows what it runs',
      };
}

function kafkaHints(instance: Instance, of: Lookup, job: Job | undefined): readonly Proposal[] {
  const brokers = of('KAFKA_BROKERS', 'kafka.brokers');
  const group = of('kafka.consumer_group', 'kafka.group_id', 'kafka.consumer.group_id');
  const registry = of('SCHEMA_REGISTRY_URL', 'schema_registry.url');
  const secret = instance.settings.find(({ becomes }) => becomes === 'kafka.secret');
  const shared = instance.jobs > 1 && job !== undefined;
  return [
    ...(brokers ? [{ key: 'kafka.brokers', value: brokers.value.replaceAll(/\s/g, ''), why: said(brokers) }] : []),
    ...(group
      ? [
          {
            key: 'kafka.consumer_group',
            value: shared ? `${group.value}-${job.name}` : group.value,
            why: shared
              ? `${said(group)}, shared by ${instance.jobs} jobs: each needs its own, or they would take each other's partitions`
              : `${said(group)}: it goes on where that one stops (generate-migration has the order)`,
          },
        ]
      : []),
    ...(registry ? [{ key: 'kafka.schema_registry', value: registry.value, why: said(registry) }] : []),
    ...(secret
      ? [
          {
            key: 'kafka.secret',
            value: 'kafka-credentials',
            why: `${secret.path} is set: make this Secret with KAFKA_SECURITY_PROTOCOL, KAFKA_SASL_MECHANISM, KAFKA_USERNAME and KAFKA_PASSWORD`,
          },
        ]
      : []),
  ];
}

const memoryOf = (of: Lookup): Setting | undefined =>
  of('SQL_MEMORY_LIMIT_MB', 'sql.max_memory_mb', 'limits.max_memory_mb');

function sizeHints(instance: Instance, of: Lookup, job: Job | undefined): readonly Proposal[] {
  const memory = memoryOf(of);
  const threads = of('SQL_WORKER_THREADS', 'sql.worker_threads');
  const sharers = job ? Math.max(1, instance.jobs) : 1;
  const among = sharers > 1 ? `, shared by ${sharers} jobs` : '';
  const mib = job?.memoryMib ?? (memory ? Number(memory.value) / sharers : undefined);
  const found: Proposal[] = [];
  if (mib !== undefined && mib > 0)
    found.push({
      key: 'resources.memory_gb',
      // To half a gigabyte, upwards.
      value: String(Math.max(0.5, Math.ceil((mib / HEAP_SHARE / 1024) * 2) / 2)),
      why: `${job?.memoryMib === undefined ? `${said(memory!)}${among}` : `MEMORY_LIMIT of the job is ${job.memoryMib} MiB`}; a query has 75 % of its pod's memory`,
    });
  if (threads && Number(threads.value) >= 1) {
    const own = Math.max(1, Math.ceil(Number(threads.value) / sharers));
    const cores = Math.min(MOST_CORES, own);
    const pods = Math.ceil(own / cores);
    found.push({ key: 'resources.cpu_cores', value: String(cores), why: `${said(threads)}${among}, a core each` });
    found.push({
      key: 'scaling.max_replicas',
      value: String(Math.max(4, pods * 2)),
      why: `${pods} ${pods === 1 ? 'pod does' : 'pods do'} what the instance does now, twice as many are room to grow; more than the topic has partitions would idle`,
    });
  }
  return found;
}

const LEVELS: Readonly<Record<string, string>> = { trace: 'debug', warning: 'warn' };

function containerHints(of: Lookup): readonly Proposal[] {
  const log = of('RUST_LOG', 'LOG_LEVEL', 'logging.level');
  const probe = of('jobs.health_check_interval_ms');
  const level = log?.value.toLowerCase();
  return [
    ...(log && level ? [{ key: 'container.log_level', value: LEVELS[level] ?? level, why: said(log) }] : []),
    ...(probe
      ? [
          {
            key: 'container.probe_period_seconds',
            value: String(Math.min(300, Math.max(1, Math.round(Number(probe.value) / 1000)))),
            why: said(probe),
          },
        ]
      : []),
  ];
}
