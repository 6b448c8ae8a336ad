/** What the WITH (…) of a plan's statements says of trying again: `retry.…` and `circuit.breaker.…`. */
import type { Analysis } from '../../../language/analyze.ts';
import { saidOf } from '../../../language/properties/said.ts';
import { durationOf } from '../../../language/properties/types/duration.ts';
import type { PlanQuery, RetryRules } from '../plan.ts';

/** A job commits all that it writes at once, so it has one way of trying again: of several that are said the most patient. */
export function retryRules(analysis: Analysis, queries: readonly PlanQuery[]): RetryRules | undefined {
  const statements = new Set(queries.map(({ statement }) => statement));
  const said = (key: string): readonly string[] =>
    analysis.statements.flatMap(statement =>
      statement.bound?.kind === 'source' || statements.has(statement.index)
        ? saidOf(statement, key).map(({ text }) => text)
        : [],
    );
  const most = (key: string, read: (text: string) => number | undefined): number | undefined => {
    const values = said(key).flatMap(text => read(text) ?? []);
    return values.length === 0 ? undefined : Math.max(...values);
  };
  const isSaid = (key: string, pattern: RegExp): boolean => said(key).some(text => pattern.test(text.trim()));
  const breaks = isSaid('circuit.breaker.enabled', YES);
  const rules: RetryRules = {
    ...some('attempts', most('retry.max.attempts', whole)),
    ...some(
      'growth',
      GROWTHS.find(growth => isSaid('retry.backoff.strategy', new RegExp(`^${growth}$`, 'i'))),
    ),
    ...some('firstMs', most('retry.initial.delay', durationOf)),
    ...some('longestMs', most('retry.max.delay', durationOf)),
    ...some('multiplier', most('retry.multiplier', number)),
    ...(isSaid('retry.jitter', NO) && !isSaid('retry.jitter', YES) ? { exact: true } : {}),
    ...(breaks
      ? {
          breaker: {
            ...some('failures', most('circuit.breaker.failure.threshold', whole)),
            ...some('successes', most('circuit.breaker.success.threshold', whole)),
            ...some('restMs', most('circuit.breaker.timeout', durationOf)),
          },
        }
      : {}),
  };
  return Object.keys(rules).length === 0 ? undefined : rules;
}

/** The most patient first. */
const GROWTHS = ['exponential', 'linear', 'fixed'] as const;
const YES = /^(true|yes|on|1)$/i;
const NO = /^(false|no|off|0)$/i;

const number = (text: string): number | undefined => (Number.isFinite(Number(text)) ? Number(text) : undefined);
const whole = (text: string): number | undefined => (/^\s*\d+\s*$/.test(text) ? Number(text) : undefined);

const some = <Key extends string, Value>(key: Key, value: Value | undefined): { readonly [K in Key]?: Value } =>
  value === undefined ? {} : ({ [key]: value } as { readonly [K in Key]: Value });
