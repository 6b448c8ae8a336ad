/** The deployment that runs beside the old one: a group and topics of its own, so that neither takes from the other. */
import type { DeploymentSpec } from '../spec.ts';
import type { Cutover, Moved } from './migration.ts';
import { redirectOutputs } from './redirect.ts';

export type Move = { readonly ok: true; readonly moved: Moved } | { readonly ok: false; readonly message: string };

export function moveOf(spec: DeploymentSpec, oldGroup: string, cutover: Cutover, suffix: string): Move {
  const redirected = redirectOutputs(spec.source.sql, `-${suffix}`);
  if (!redirected.ok)
    return {
      ok: false,
      message: `the topic of ${redirected.targets.join(' and ')} cannot be changed for the parallel run; name it in the statement: WITH ('${redirected.targets[0]}.topic' = '…')`,
    };
  const { sql, topics } = redirected;
  const group = spec.kafka.consumerGroup;
  const parallel: DeploymentSpec = {
    ...spec,
    source: { ...spec.source, sql, outputTopics: spec.source.outputTopics.map(topic => topics.get(topic) ?? topic) },
    kafka: {
      ...spec.kafka,
      // In a handover the final group must be untouched until the old one's offsets are copied into it.
      consumerGroup: cutover === 'handover' || group === oldGroup ? `${group}-${suffix}` : group,
    },
  };
  return { ok: true, moved: { parallel, final: cutover === 'readers' ? parallel : spec, topics } };
}
