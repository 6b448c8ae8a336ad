/** The way back, as long as the old one is not decommissioned. */
import { copyOffsets, groupState, kubectl, startRunning, stopSpec, switchService } from './commands.ts';
import { FILES } from './file-names.ts';
import type { MigrationRequest, Step } from './migration.ts';

export function rollbackSteps(request: MigrationRequest): readonly Step[] {
  const { cutover, running } = request;
  return [
    ...(cutover === 'readers' ? [readersBack(request)] : []),
    ...(running.services.length > 0 ? [servicesBack(request)] : []),
    stopNew(request),
    ...(cutover === 'handover' ? [handBack(request)] : []),
  ];
}

const readersBack = ({ moved }: MigrationRequest): Step => ({
  title: 'Move the readers back',
  why: moved.flatMap(({ topics }) => [...topics].map(([from, to]) => `Those who read ${to} read ${from} again.`)),
  commands: [],
});

const servicesBack = ({ running }: MigrationRequest): Step => ({
  title: 'Switch the selectors back',
  why: running.services.flatMap(({ name, selector }) =>
    selector ? [] : [`The selector of Service ${name} before is not known here: see its last-applied annotation.`],
  ),
  commands: running.services.flatMap(({ name, selector }) =>
    selector ? [switchService(running.namespace, name, FILES.service(name, 'back'))] : [],
  ),
});

const stopNew = ({ moved, options, cutover }: MigrationRequest): Step => ({
  title: 'Stop the new one',
  why: [
    ...(cutover === 'readers' ? ['The old one has run all the time: nothing is missing in its topics.'] : []),
    'It stays at no pods: before another attempt, delete it.',
  ],
  commands: moved.map(({ final }) => stopSpec(final, options)),
});

function handBack({ running, moved }: MigrationRequest): Step {
  const { brokers } = moved[0]!.final.kafka;
  const old = running.consumerGroup;
  return {
    title: 'Hand back',
    why: [
      'Before the handover this is not needed: the old one has run all the time.',
      'The old one goes on where the new one stopped, so nothing is written twice. What it kept is as it was when it stopped.',
    ],
    commands: [
      ...moved.map(({ final }) => groupState(brokers, final.kafka.consumerGroup)),
      ...moved.flatMap(({ final }) =>
        final.kafka.consumerGroup === old
          ? []
          : copyOffsets(
              brokers,
              final.kafka.consumerGroup,
              old,
              final.source.inputTopics,
              FILES.offsets(final.name, 'back'),
            ),
      ),
      startRunning(running),
      ...(running.kind === 'Deployment' || running.kind === 'StatefulSet'
        ? [`${kubectl(running.namespace)} rollout status ${running.kind.toLowerCase()}/${running.name}`]
        : []),
    ],
  };
}
