/** A hint's deployment as Markdown, for hover: what the hints of its block amount to, what that costs, and its objects. */
import type { Analysis } from '../../language/analyze.ts';
import { attachHints } from '../../language/hints/attach.ts';
import { findHint } from '../../language/hints/catalogue.ts';
import { estimateCost } from './cost/estimate.ts';
import { costLine, costSummary } from './cost/text.ts';
import { deploymentsOf } from './deployments.ts';
import type { EffectiveHint } from './effective-hints.ts';
import { manifestOf } from './manifest.ts';
import { DEFAULT_OPTIONS } from './options.ts';
import type { DeploymentSpec } from './spec.ts';
import { summaryOf } from './summary.ts';

/** Most deployments that one hover tells of: a file's hints hold for all of its statements. */
const MOST = 3;

/**
 * @param offset within a hint
 * @returns undefined where no hint stands, or its statements or hints have errors
 */
export function describeDeployment(file: string, text: string, analysis: Analysis, offset: number): string | undefined {
  const { scopes } = attachHints(analysis.pieces);
  const here = scopes
    .flatMap(({ effective }) => [...effective.values()])
    .find(({ span }) => span.start <= offset && offset <= span.end);
  if (!here) return undefined;
  const { specs } = deploymentsOf({ file, text, analysis });
  const concerned = specs.filter(
    ({ hints }) => hints.some(hint => hint.span?.start === here.span.start) && hints.every(isRight),
  );
  const whole = here.key === 'workload' || here.key.startsWith('cost.');
  const parts = concerned.slice(0, MOST).map(spec => describeSpec(spec, whole && concerned.length === 1));
  if (concerned.length > MOST) parts.push(`… and ${concerned.length - MOST} more deployments.`);
  return parts.length === 0 ? undefined : parts.join('\n\n');
}

/** A wrong value, or a variable without a default, has no deployment to tell of. */
export const isRight = ({ key, value }: EffectiveHint): boolean => findHint(key)?.entry.type.check(value).ok === true;

/** @param whole with the sums and the objects */
function describeSpec(spec: DeploymentSpec, whole: boolean): string {
  const { workload, promises, scaling, resources, nodes } = summaryOf(spec);
  const cost = estimateCost(spec, { cloud: DEFAULT_OPTIONS.cloud });
  const lines = [
    `**${spec.name}** (${workload})`,
    `- ${scaling}`,
    `- ${resources}${nodes === undefined ? '' : `; nodes: ${nodes}`}`,
    ...(promises.length === 0 ? [] : [`- ${promises.join(', ')}`]),
  ].join('\n');
  if (!whole) return `${lines}\n- ${costLine(cost)}`;
  const kinds = [...new Set(manifestOf(spec, DEFAULT_OPTIONS).map(({ kind }) => kind))];
  return `${lines}\n\n${costSummary(cost)}\n\nObjects: ${kinds.join(', ')}`;
}
