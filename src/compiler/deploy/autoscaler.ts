/** Which autoscaler a deployment gets, and between which bounds it moves. */
import type { DeployOptions } from './options.ts';
import type { DeploymentSpec, ScalingCondition } from './spec.ts';

/** `none`: a CronJob, or a fixed number of pods. */
export type Autoscaler = 'none' | 'hpa' | 'keda';

export function autoscalerOf({ scaling, schedule }: DeploymentSpec, options: DeployOptions): Autoscaler {
  if (schedule !== undefined) return 'none';
  const moves = scaling.conditions.length > 0 || scaling.scaleToZero;
  if (!moves && scaling.minReplicas === scaling.maxReplicas) return 'none';
  if (options.autoscaler !== 'auto') return options.autoscaler;
  return moves ? 'keda' : 'hpa';
}

export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** Whenever no condition's schedule holds: the condition without one, else what holds without conditions. */
export function boundsAtRest({ scaling }: DeploymentSpec): Bounds {
  const rest = scaling.conditions.find(({ cron }) => cron === undefined);
  return boundsOf(rest ?? {}, scaling);
}

/** Of a condition; what it leaves out is as without it. The upper bound is at least the lower one and 1. */
export function boundsOf(
  condition: Pick<ScalingCondition, 'minReplicas' | 'maxReplicas'>,
  scaling: DeploymentSpec['scaling'],
): Bounds {
  const max = condition.maxReplicas ?? scaling.maxReplicas;
  // A bound that only one side of is given must not push the other out of the way.
  const min =
    condition.minReplicas ??
    (condition.maxReplicas === undefined ? scaling.minReplicas : Math.min(scaling.minReplicas, max));
  return { min, max: Math.max(1, min, max) };
}
