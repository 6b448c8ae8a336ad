/** What a statement's deployment is asked to be: each hint's value and where it came from, weakest origin first overruled. */

import type { HintScope } from '../../language/hints/attach.ts';
import { findHint, hintCatalogue } from '../../language/hints/catalogue.ts';
import type { Workload } from '../../language/hints/define.ts';
import type { Span } from '../../language/text/span.ts';

export type HintOrigin = 'workload default' | 'file' | 'statement';

export interface EffectiveHint {
  readonly key: string;
  readonly value: string;
  readonly origin: HintOrigin;
  /** Where it is written; undefined for a default. */
  readonly span: Span | undefined;
}

/** Defaults of the workload in the catalogue's order, then what the file adds; unknown keys are left out. */
export function effectiveHints(scope: HintScope): readonly EffectiveHint[] {
  const workload = scope.effective.get('workload')?.value as Workload | undefined;
  const values = new Map<string, EffectiveHint>();
  if (workload !== undefined)
    for (const { key, defaults } of hintCatalogue) {
      const value = Object.hasOwn(defaults, workload) ? defaults[workload] : undefined;
      if (value !== undefined) values.set(key, { key, value, origin: 'workload default', span: undefined });
    }
  for (const [key, hint] of scope.effective) {
    if (hint.value === undefined || !findHint(key)) continue;
    values.set(key, {
      key,
      value: hint.value,
      origin: scope.own.includes(hint) ? 'statement' : 'file',
      span: hint.span,
    });
  }
  return [...values.values()];
}
