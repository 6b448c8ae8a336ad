/** What WITH properties say of rows that come too late for a window: DIALECT.md §5. */
import type { LateRows, LateRules } from '../names/bound.ts';
import { durationMs } from '../names/text-of.ts';
import { findProperty } from './catalogue.ts';
import type { PropertyValue } from './read.ts';

type Property = (key: string) => PropertyValue | undefined;

const STRATEGIES: ReadonlySet<string> = new Set<LateRows['strategy'] | 'drop'>([
  'drop',
  'dead_letter',
  'update_previous',
  'include_in_next_window',
]);

const isStrategy = (word: string | undefined): word is NonNullable<LateRules['strategy']> =>
  word !== undefined && STRATEGIES.has(word);

/** What is said; undefined where nothing is. Values that cannot be read are reported elsewhere, and say nothing here. */
export function lateRulesOf(property: Property): LateRules | undefined {
  const strategy = property('late.data.strategy')?.text.trim().toLowerCase();
  const retention = property('late.retention');
  const topic = (property('late.data.topic') ?? property('dead.letter.queue.topic'))?.text;
  const grace = property('window.grace');
  const [retentionMs, graceMs] = [retention && durationMs(retention.text), grace && durationMs(grace.text)];
  const rules: LateRules = {
    ...(isStrategy(strategy) ? { strategy } : {}),
    ...(retentionMs === undefined ? {} : { retentionMs }),
    ...(topic === undefined ? {} : { topic }),
    ...(graceMs === undefined ? {} : { graceMs }),
  };
  return Object.keys(rules).length > 0 ? rules : undefined;
}

/** How long windows are kept for late rows where only `update_previous` is said; milliseconds. */
export const usualRetentionMs = (): number => durationMs(findProperty('late.retention')?.default ?? '') ?? 0;
