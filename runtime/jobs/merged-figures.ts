/** The figures of several members in one process, as those of one. */
import type { Figures, QueryStatus } from './measures.ts';

/**
 * Of parts that have begun; percentiles are those of the slowest part. Parts of a job share no partition.
 * @param parts at least one
 */
export function mergedFigures(parts: readonly Figures[]): Figures {
  const working = parts.filter(({ queries }) => queries.length > 0);
  if (working.length <= 1) return working[0] ?? parts[0]!;
  const sum = (of: (figures: Figures) => number): number => working.reduce((sofar, one) => sofar + of(one), 0);
  const most = (of: (figures: Figures) => number): number => Math.max(...working.map(of));
  const watermarks = working.map(({ counts }) => counts.watermark);
  const names = [...new Set(working.flatMap(({ queries }) => queries.map(([name]) => name)))];
  return {
    counts: {
      in: sum(({ counts }) => counts.in),
      out: sum(({ counts }) => counts.out),
      late: sum(({ counts }) => counts.late),
      failed: sum(({ counts }) => counts.failed),
      watermark: watermarks.includes(null) ? null : Math.min(...watermarks.map(ms => ms!)),
    },
    lag: working.every(({ lag }) => lag) ? working.flatMap(({ lag }) => lag!) : undefined,
    durations: {
      p95: most(({ durations }) => durations.p95),
      p99: most(({ durations }) => durations.p99),
      max: most(({ durations }) => durations.max),
    },
    rate: sum(({ rate }) => rate),
    pending: sum(({ pending }) => pending),
    queries: names.map(name => [name, worst(working, name)]),
    ...(working.some(({ state }) => state)
      ? {
          state: { bytes: sum(({ state }) => state?.bytes ?? 0), diskBytes: sum(({ state }) => state?.diskBytes ?? 0) },
        }
      : {}),
  };
}

const WORST_FIRST: readonly QueryStatus[] = ['failed', 'running', 'completed'];

function worst(parts: readonly Figures[], name: string): QueryStatus {
  const found = parts.flatMap(({ queries }) => queries.filter(([one]) => one === name).map(([, status]) => status));
  return WORST_FIRST.find(status => found.includes(status))!;
}
