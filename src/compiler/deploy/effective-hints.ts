/** What a statement's deployment is asked to be: each hint's value and where it came from, weakest origin first overruled. */

import type { HintScope } from '../../language/hints/attach.ts';
import { findHint, hintCatalogue } from '../../language/hints/catalogue.ts';
import type { Workload } from '../../language/hints/define.ts';
import type { Span } from '../../language/text/span.ts';
import { agreeingLatencies } from './promised-latencies.ts';

/** Weakest first. */
const ORIGINS = ['default', 'workload default', 'ferris.yaml', 'file', 'statement', 'environment', 'flag'] as const;
export type HintOrigin = (typeof ORIGINS)[number];

export interface EffectiveHint {
  readonly key: string;
  readonly value: string;
  readonly origin: HintOrigin;
  /** Where it is written; undefined for what is not in the file. */
  readonly span: Span | undefined;
  /** What this one overruled, strongest first; defaults are not told. */
  readonly overruled: readonly { readonly value: string; readonly origin: HintOrigin }[];
}

/** Values by key from outside the file. */
export interface OutsideHints {
  readonly settings?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly flags?: Readonly<Record<string, string>>;
}

/** Everything that holds, in the catalogue's order; unknown keys are left out. */
export function effectiveHints(
  scope: HintScope,
  { settings = {}, environment = {}, flags = {} }: OutsideHints = {},
): readonly EffectiveHint[] {
  const values = new Map<string, EffectiveHint>();
  const set = (key: string, value: string | undefined, origin: HintOrigin, span?: Span): void => {
    if (value === undefined || !findHint(key)) return;
    const before = values.get(key);
    const told = before && !before.origin.endsWith('default') ? [before, ...before.overruled] : [];
    values.set(key, {
      key,
      value,
      origin,
      span,
      overruled: told.map(one => ({ value: one.value, origin: one.origin })),
    });
  };
  const workload =
    flags.workload ?? environment.workload ?? scope.effective.get('workload')?.value ?? settings.workload;
  for (const { key, defaults } of hintCatalogue) {
    set(key, defaults.all, 'default');
    if (workload !== undefined && workload !== 'all' && Object.hasOwn(defaults, workload))
      set(key, defaults[workload as Workload], 'workload default');
  }
  for (const [key, value] of Object.entries(settings)) set(key, value, 'ferris.yaml');
  for (const [key, hint] of scope.effective)
    set(key, hint.value, scope.own.includes(hint) ? 'statement' : 'file', hint.span);
  for (const [key, value] of Object.entries(environment)) set(key, value, 'environment');
  for (const [key, value] of Object.entries(flags)) set(key, value, 'flag');
  return agreeingLatencies([...values.values()]);
}
