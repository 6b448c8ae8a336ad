/** What the running object says about where it came from. */
import type { DeploymentSpec } from '../spec.ts';
import { hintAnnotations } from './hint-annotations.ts';

export function workloadAnnotations(spec: DeploymentSpec): Record<string, string> {
  const overridden = overriddenBy(spec);
  return {
    'ferris.io/file': spec.source.file,
    'ferris.io/queries': spec.source.queries.join(','),
    ...(overridden === undefined ? {} : { 'ferris.io/overridden': overridden }),
    ...hintAnnotations(spec.hints),
  };
}

/** The comment that `conflict_resolution=override_with_comment` asks for: a way to save cost that gave way to a service level. */
function overriddenBy({ hints, cost, sla }: DeploymentSpec): string | undefined {
  const value = (key: string) => hints.find(hint => hint.key === key)?.value;
  if (value('conflict_resolution') !== 'override_with_comment' || cost.spot) return undefined;
  const given = ['cost.spot_instances', 'cost.preemptible'].filter(key => value(key) === 'enabled');
  return given.length === 0
    ? undefined
    : `${given.map(key => `${key}=enabled`).join(', ')} gave way to sla.availability_percent=${sla.availabilityPercent}`;
}
