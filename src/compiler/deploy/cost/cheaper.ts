/** What would make a deployment cheaper, by estimating it again: spot nodes, half of its most pods. */
import type { DeploymentSpec } from '../spec.ts';
import { type CostEstimate, type CostRequest, estimateCost } from './estimate.ts';
import { dollars } from './text.ts';

export interface Cheaper {
  /** As a person would be told: `Spot nodes would save $120 a month`. */
  readonly what: string;
  /** Dollars a month, at the most pods. */
  readonly monthly: number;
}

/** Only what saves something, the most first. @param now the estimate of the deployment as it is */
export function cheaperWays(spec: DeploymentSpec, now: CostEstimate, request: CostRequest): readonly Cheaper[] {
  const { scaling, schedule } = spec;
  const half = Math.max(scaling.minReplicas, Math.ceil(scaling.maxReplicas / 2), 1);
  const ways: readonly (readonly [string, DeploymentSpec])[] = [
    ...(spec.cost.spot ? [] : [['Spot nodes', { ...spec, cost: { ...spec.cost, spot: true } }] as const]),
    ...(half < scaling.maxReplicas && !schedule
      ? [
          [
            `At most ${half} instead of ${scaling.maxReplicas} pods`,
            { ...spec, scaling: { ...scaling, maxReplicas: half } },
          ] as const,
        ]
      : []),
  ];
  return ways
    .map(([what, other]) => ({
      way: what,
      monthly: now.total.monthly.max - estimateCost(other, request).total.monthly.max,
    }))
    .filter(({ monthly }) => monthly >= 0.01)
    .sort((a, b) => b.monthly - a.monthly)
    .map(({ way, monthly }) => ({ what: `${way} would save up to ${dollars(monthly)} a month.`, monthly }));
}
