/** Notes at hints: what a deployment gets for the important ones that nobody wrote, and what it costs. */

import { type Inlay, isIn } from '../../language/assist/inlay/hint.ts';
import type { AttachedHints, HintScope } from '../../language/hints/attach.ts';
import { findHint } from '../../language/hints/catalogue.ts';
import type { HintLine } from '../../language/text/scan.ts';
import type { Span } from '../../language/text/span.ts';
import type { CostEstimate } from './cost/estimate.ts';
import { costSummary, priceTag } from './cost/text.ts';
import { type EffectiveHint, effectiveHints, type OutsideHints } from './effective-hints.ts';
import { isRight } from './hover/hint.ts';
import type { DeploymentSpec } from './spec.ts';

/** Those that decide about what a deployment is and costs. */
const IMPORTANT = ['scaling.min_replicas', 'scaling.max_replicas', 'resources.cpu_cores', 'resources.memory_gb'];

/**
 * At the end of each block of hints for which something important is not written.
 * @param outside what holds that is written elsewhere
 * @param lineBreak of the file
 */
export function defaultNotes(
  attached: AttachedHints,
  range: Span,
  outside: OutsideHints,
  lineBreak: string,
): readonly Inlay[] {
  const { file, scopes } = attached;
  const blocks: readonly HintScope[] = [
    ...(file.length > 0 ? [{ piece: undefined, own: file, effective: effectiveOf(file) }] : []),
    ...scopes.filter(({ own }) => own.length > 0),
  ];
  return blocks.flatMap(scope => {
    const last = scope.own.at(-1)!;
    if (!isIn(last.span.end, range)) return [];
    const unset = effectiveHints(scope, outside).filter(
      ({ key, origin }) => IMPORTANT.includes(key) && origin.endsWith('default'),
    );
    return unset.length === 0 ? [] : [defaultNote(unset, last, lineBreak)];
  });
}

const effectiveOf = (lines: readonly HintLine[]): ReadonlyMap<string, HintLine> =>
  new Map(lines.flatMap(line => (line.key !== '' && line.value ? [[line.key, line] as const] : [])));

function defaultNote(unset: readonly EffectiveHint[], { span }: HintLine, lineBreak: string): Inlay {
  return {
    kind: 'defaults',
    at: span.end,
    label: `default: ${unset.map(({ key, value }) => `${key.slice(key.indexOf('.') + 1)}=${value}`).join(', ')}`,
    tooltip: () =>
      unset
        .map(({ key, value, origin }) => `\`${key}=${value}\` (${origin}): ${findHint(key)!.entry.doc}`)
        .join('\n\n'),
    edit: {
      span: { start: span.end, end: span.end },
      text: unset.map(({ key, value }) => `${lineBreak}-- @ferris:${key}=${value}`).join(''),
    },
  };
}

/** So many prices are told one by one. */
const MOST = 3;

export interface Priced {
  /** The deployments that statements belong to, by their places among `attached.scopes`. */
  specsOf(scopes: readonly HintScope[]): readonly DeploymentSpec[];
  costOf(spec: DeploymentSpec): CostEstimate;
}

/** At each line that says what the workload is. */
export function costNotes(attached: AttachedHints, range: Span, { specsOf, costOf }: Priced): readonly Inlay[] {
  const lines = new Map<HintLine, HintScope[]>();
  for (const scope of attached.scopes) {
    const line = scope.effective.get('workload');
    if (!line || !scope.piece || !isIn(line.span.end, range)) continue;
    const others = lines.get(line);
    if (others) others.push(scope);
    else lines.set(line, [scope]);
  }
  return [...lines].flatMap(([line, scopes]): Inlay[] => {
    const specs = specsOf(scopes).filter(({ hints }) => hints.every(isRight));
    if (specs.length === 0) return [];
    const estimates = specs.slice(0, MOST).map(spec => ({ spec, estimate: costOf(spec) }));
    const tags = estimates.map(({ estimate }) => priceTag(estimate)).join(' + ');
    const more = specs.length > MOST ? ` + ${specs.length - MOST} more` : '';
    return [
      {
        kind: 'cost',
        at: line.span.end,
        label: specs.length === 1 ? tags : `${specs.length} deployments: ${tags}${more}`,
        tooltip: () =>
          estimates.map(({ spec, estimate }) => `**${spec.name}**\n\n${costSummary(estimate)}`).join('\n\n---\n\n'),
      },
    ];
  });
}
