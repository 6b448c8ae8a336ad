/** From what pods used to hints that fit: sizes with room to spare, and more pods where they were missing. */
import type { EffectiveHint } from '../effective-hints.ts';
import { DEFAULT_LAG, LAG } from '../scaling.ts';
import type { DeploymentSpec } from '../spec.ts';
import type { Measure } from './questions.ts';

/** What was answered; absent: not known. */
export type Usage = Readonly<Partial<Record<Measure, number>>>;

export interface Change {
  readonly key: string;
  /** Undefined where nobody said it. */
  readonly from: string | undefined;
  readonly to: string;
  /** A sentence without its full stop. */
  readonly why: string;
}

export interface Advice {
  readonly changes: readonly Change[];
  /** Sentences: what is not changed, and why. */
  readonly notes: readonly string[];
}

/** Of a pod's CPU and memory, this much may be in use: the rest is for what the period did not show. */
const CPU_SHARE = 0.7;
const MEMORY_SHARE = 0.8;
/** A change smaller than this is not worth a rollout. */
const WORTH = 0.2;
/** Of the time asked for, this much must be known before anything is made smaller. */
const ENOUGH = 0.5;
/** Share of the time at the most pods from which on they are too few. */
const OFTEN = 0.05;

/** @param seconds the time asked for */
export function advise(spec: DeploymentSpec, usage: Usage, seconds: number): Advice {
  const changes: Change[] = [];
  const notes: string[] = [];
  const given = new Map(spec.hints.map(hint => [hint.key, hint]));
  const known = (usage.covered ?? 0) >= seconds * ENOUGH;
  const slow = isSlow(spec, usage);
  const propose = (key: string, now: number, wanted: number, why: string): void => {
    if (Math.abs(wanted - now) < now * WORTH || wanted === now) return;
    if (wanted < now && !known)
      notes.push(`${key} would do with ${wanted}, but too little of the time is known to make it smaller`);
    else if (wanted < now && slow !== undefined) notes.push(`${key} is not made smaller: ${slow}`);
    else changes.push({ key, from: given.get(key)?.value, to: String(wanted), why });
  };

  if (usage.cpuCores === undefined)
    notes.push('how much CPU the pods use is not known: cAdvisor has no container_cpu_usage_seconds_total of them');
  else {
    const share = utilization(spec, 'cpu') ?? CPU_SHARE;
    const wanted = Math.max(0.1, upTo(usage.cpuCores / share));
    const why = `the busiest pod used ${round(usage.cpuCores)} cores or less 95 % of the time, which shall be ${percent(share)} of them`;
    propose('resources.cpu_cores', spec.resources.cpuRequestMillis / 1000, wanted, why);
  }
  if (usage.memoryMib === undefined) notes.push('how much memory the pods use is not known');
  else {
    const share = utilization(spec, 'memory') ?? MEMORY_SHARE;
    const wanted = Math.max(0.25, upTo(usage.memoryMib / 1024 / share, 0.25));
    const why = `no pod held more than ${Math.ceil(usage.memoryMib)} MiB, which shall be ${percent(share)} of it`;
    propose('resources.memory_gb', spec.resources.memoryMib / 1024, wanted, why);
  }
  morePods(spec, usage, propose, notes);
  if (slow !== undefined) notes.push(slow);
  if ((usage.restarts ?? 0) >= 1)
    notes.push(
      `pods were restarted ${Math.round(usage.restarts!)} times: kubectl describe pod says whether memory was the reason`,
    );
  return { ...applicable(changes, given, notes), notes };
}

type Propose = (key: string, now: number, wanted: number, why: string) => void;

/** Where all pods there may be were needed and it lagged behind all the same. */
function morePods(spec: DeploymentSpec, usage: Usage, propose: Propose, notes: string[]): void {
  const { scaling, source, schedule } = spec;
  if (schedule !== undefined || scaling.conditions.length > 0) return;
  if ((usage.atMost ?? 0) <= OFTEN || scaling.minReplicas === scaling.maxReplicas) return;
  const allowed = lagTarget(spec);
  const behind = usage.lag !== undefined && usage.lag > allowed;
  const busy = `all ${scaling.maxReplicas} pods ran ${percent(usage.atMost!)} of the time`;
  if (!behind) {
    notes.push(`${busy}, and kept up: scaling.max_replicas is enough`);
    return;
  }
  const most = source.partitions ?? Number.POSITIVE_INFINITY;
  const wanted = Math.min(most, Math.ceil(scaling.maxReplicas * 1.5));
  if (wanted <= scaling.maxReplicas)
    notes.push(
      `${busy} and lagged ${Math.round(usage.lag!)} messages behind each, but there are only ${most} partitions`,
    );
  else
    propose(
      'scaling.max_replicas',
      scaling.maxReplicas,
      wanted,
      `${busy} and lagged ${Math.round(usage.lag!)} messages behind each, where ${allowed} are allowed`,
    );
}

function lagTarget({ scaling }: DeploymentSpec): number {
  const metric = scaling.metrics.find(one => one.kind === 'pods' && one.name === LAG);
  return (metric?.kind === 'pods' ? metric.target : undefined) ?? scaling.lagThreshold ?? DEFAULT_LAG;
}

/** What the autoscaler holds the pods at: a request of another share would only change their number. */
function utilization({ scaling }: DeploymentSpec, resource: 'cpu' | 'memory'): number | undefined {
  const metric = scaling.metrics.find(one => one.kind === 'resource' && one.resource === resource);
  return metric?.kind === 'resource' ? metric.utilizationPercent / 100 : undefined;
}

function isSlow({ sla }: DeploymentSpec, { latencySeconds }: Usage): string | undefined {
  const ms = latencySeconds === undefined ? undefined : Math.round(latencySeconds * 1000);
  if (ms === undefined || sla.latencyP95Ms === undefined || ms <= sla.latencyP95Ms) return undefined;
  return `P95 latency was up to ${ms} ms 95 % of the time, where ${sla.latencyP95Ms} ms are promised`;
}

/** What a flag or the environment says is not changed by an edit of the file, nor is a variable. */
function applicable(
  changes: readonly Change[],
  given: ReadonlyMap<string, EffectiveHint>,
  notes: string[],
): Pick<Advice, 'changes'> {
  return {
    changes: changes.filter(({ key, to, why }) => {
      const origin = given.get(key)?.origin;
      if (origin !== 'flag' && origin !== 'environment') return true;
      notes.push(`${key} should be ${to} (${why}), but a ${origin === 'flag' ? 'flag' : 'variable'} sets it`);
      return false;
    }),
  };
}

/** Upwards to what a person would write: tenths below 1, quarters below 4, halves above. */
function upTo(value: number, finest = 0.1): number {
  const step = value <= 1 ? finest : value <= 4 ? 0.25 : 0.5;
  // 0.7000000000000001 is 0.7.
  return Number((Math.ceil(Number((value / step).toFixed(6))) * step).toFixed(2));
}

const round = (value: number): string => String(Number(value.toPrecision(3)));
const percent = (share: number): string => `${Math.round(share * 100)} %`;
