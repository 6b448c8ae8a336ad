/** How state that cannot be read is told: what is wrong with it, what can be done, and what would be lost. */
import { UnreadableData } from '../state/entries/read.ts';
import type { TaskOptions } from '../tasks/pipelines.ts';

/** What was kept of a task cannot be read, and nobody has said that it may be dropped. */
export class UnreadableState extends UnreadableData {
  /** What is wrong, without what can be done. */
  readonly reason: string;

  /** @param operators those that would begin anew, by query */
  constructor(
    place: { readonly topic: string; readonly partition: number },
    { partitions }: Pick<TaskOptions, 'partitions'>,
    operators: readonly string[],
    cause: UnreadableData,
  ) {
    const reason = `the state in '${place.topic}' partition ${place.partition} cannot be read: ${cause.message}`;
    const input = partitions.map(({ topic, partition }) => `${topic}-${partition}`).join(', ');
    super(
      `${reason}. Run the version of ferris-sql that kept it, or this one with another --group-id, which begins anew altogether, ` +
        `or with --reset-state, which begins anew just there and goes on from where the job stopped: ` +
        `lost is what it remembers of ${input} (${operators.join(', ')}), and nothing else`,
      { cause },
    );
    this.reason = reason;
  }
}
