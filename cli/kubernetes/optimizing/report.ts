/** What optimize-resources says of a deployment: what it used, what is proposed, and what is left as it is. */
import type { Advice } from '../../../src/compiler/deploy/optimize/advise.ts';
import type { Measure } from '../../../src/compiler/deploy/optimize/questions.ts';
import type { Measured } from './measure.ts';

export function optimizeText(name: string, { usage, sources }: Measured, { changes, notes }: Advice): string {
  const line = (what: Measure, text: (value: number) => string): string[] => {
    const value = usage[what];
    return value === undefined ? [] : [`📊 ${text(value)} (${sources.get(what)})`];
  };
  return `${[
    `${name}:`,
    ...line('covered', value => `Known: ${duration(value)}`),
    ...line('cpuCores', value => `CPU: the busiest pod used ${plain(value)} cores or less 95 % of the time`),
    ...line('memoryMib', value => `Memory: ${Math.ceil(value)} MiB at most`),
    ...line('pods', value => `Pods: ${plain(value)} on the average, ${Math.round(usage.mostPods ?? value)} at most`),
    ...line('lag', value => `Lag: ${Math.round(value)} messages a pod or less 95 % of the time`),
    ...line('latencySeconds', value => `P95 latency: ${Math.round(value * 1000)} ms or less 95 % of the time`),
    ...changes.map(({ key, from, to, why }) => `✅ ${key}: ${from ?? 'not set'} → ${to}: ${why}`),
    ...notes.map(note => `ℹ️  ${note}`),
    ...(changes.length === 0 ? ['✅ Nothing to change'] : []),
  ].join('\n')}\n`;
}

const plain = (value: number): string => String(Number(value.toPrecision(3)));

/** Whole days and hours; minutes below two hours. */
function duration(seconds: number): string {
  const hours = seconds / 3600;
  if (hours < 2) return `${Math.round(seconds / 60)} minutes`;
  return hours < 48 ? `${Math.round(hours)} hours` : `${plain(hours / 24)} days`;
}
