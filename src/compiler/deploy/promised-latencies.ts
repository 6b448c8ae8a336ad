/** Promised latencies that agree: a default of the workload gives way to what somebody wrote. */
import type { EffectiveHint } from './effective-hints.ts';

/** What is promised of fewer records first: what holds for 99 % holds for 95 %. */
const LATENCIES: readonly string[] = ['sla.latency_p95_ms', 'sla.latency_p99_ms', 'sla.max_latency_ms'];

/**
 * A default above what is written for more records is lowered to that, which follows from it; one below what is written
 * for fewer records would promise more than its author does, and is left out.
 */
export function agreeingLatencies(hints: readonly EffectiveHint[]): readonly EffectiveHint[] {
  const rankOf = ({ key }: EffectiveHint): number => LATENCIES.indexOf(key);
  const written = hints.filter(hint => rankOf(hint) >= 0 && !isDefault(hint) && Number.isFinite(Number(hint.value)));
  if (written.length === 0) return hints;
  return hints.flatMap(hint => {
    const rank = rankOf(hint);
    if (rank < 0 || !isDefault(hint)) return [hint];
    const own = Number(hint.value);
    if (written.some(other => rankOf(other) < rank && Number(other.value) > own)) return [];
    const bounds = written.filter(other => rankOf(other) > rank).map(({ value }) => Number(value));
    const least = Math.min(own, ...bounds);
    return [least === own ? hint : { ...hint, value: String(least) }];
  });
}

const isDefault = ({ origin }: EffectiveHint): boolean => origin === 'default' || origin === 'workload default';
