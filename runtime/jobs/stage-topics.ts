/** The topics that a job's stages send their rows through: made where they are not there yet. */
import type { Plan } from '../../src/compiler/plan/plan.ts';
import { stageTopics } from '../../src/compiler/plan/stages/staged.ts';
import type { Connector } from '../connectors/port.ts';
import { topicsRead } from '../tasks/leaves.ts';

/** With as many partitions as the topic with the most that the job reads has. Rejects with ConnectorError, or the signal's reason. */
export async function makeStageTopics(plan: Plan, connector: Connector, signal: AbortSignal): Promise<void> {
  const between = stageTopics(plan);
  if (between.length === 0) return;
  const read = [...topicsRead(plan)].filter(topic => !between.includes(topic));
  const counts = await Promise.all(read.map(async topic => (await connector.partitions(topic, signal))?.length ?? 1));
  for (const topic of between)
    if (!(await connector.partitions(topic, signal)))
      // A job may stand still for longer than brokers keep records.
      await connector.createTopic(topic, Math.max(...counts), signal, 'until deleted');
}
