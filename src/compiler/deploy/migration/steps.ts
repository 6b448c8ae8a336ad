/** The way forward: parallel run, comparison, cutover, switch, decommission. */
import {
  copyOffsets,
  deleteGroup,
  deleteTopic,
  describeGroup,
  groupState,
  kubectl,
  startGroupAt,
  stopRunning,
  switchService,
  word,
  workloadOf,
} from './commands.ts';
import { FILES } from './file-names.ts';
import type { MigrationRequest, Step } from './migration.ts';

export function forwardSteps(request: MigrationRequest): readonly Step[] {
  const { cutover, running } = request;
  return [
    record(request),
    parallelRun(request),
    compare(request),
    ...(cutover === 'handover' ? [handover(request)] : [moveReaders(request)]),
    ...(running.services.length > 0 ? [switchServices(request)] : []),
    decommission(request),
    keep(request),
  ];
}

function record({ running, moved }: MigrationRequest): Step {
  const { kind, name, namespace, autoscaler, consumerGroup } = running;
  const kinds = [kind.toLowerCase(), ...(autoscaler ? [autoscaler.kind.toLowerCase()] : [])];
  const names = [name, ...(autoscaler ? [autoscaler.name] : [])];
  const saved = kinds.map((one, i) => `${one}/${word(names[i]!)}`).join(' ');
  return {
    title: 'Write down what runs',
    why: ['The way back needs it.'],
    commands: [
      ...(kind === 'Deployment' || kind === 'StatefulSet'
        ? [`${kubectl(namespace)} get ${saved} -o yaml > before.yaml`]
        : []),
      `${describeGroup(moved[0]!.final.kafka.brokers, consumerGroup)} > group-before.txt`,
    ],
  };
}

const parallelRun = ({ moved, start }: MigrationRequest): Step => ({
  title: 'Deploy beside it',
  why: ['The old one is not touched: group and topics of the parallel run are its own.'],
  commands: [
    ...moved.map(({ parallel: { kafka, source } }) =>
      startGroupAt(kafka.brokers, kafka.consumerGroup, source.inputTopics, start),
    ),
    `kubectl apply -f ${FILES.parallel}`,
    ...moved.map(({ parallel }) => `${kubectl(parallel.namespace)} rollout status ${workloadOf(parallel)}`),
  ],
});

const compare = ({ moved }: MigrationRequest): Step => ({
  title: 'Compare',
  why: [
    'Go on when the lag no longer grows smaller and the results are those of the old one.',
    ...moved.flatMap(({ topics }) => [...topics].map(([from, to]) => `Compare ${from} with ${to}.`)),
  ],
  commands: moved.map(({ parallel: { kafka } }) => describeGroup(kafka.brokers, kafka.consumerGroup)),
});

function handover({ running, moved }: MigrationRequest): Step {
  const old = running.consumerGroup;
  const { brokers } = moved[0]!.final.kafka;
  return {
    title: 'Hand over',
    why: [
      `The state of '${old}' must be Empty before anything else is done: as long as it is not, the old one still reads.`,
      ...(moved.some(({ final }) => final.kafka.consumerGroup !== old)
        ? [
            'Look at the exported offsets (topic, partition, offset): a partition of which the old one never committed anything stands at its end, and would be read from there.',
          ]
        : []),
    ],
    commands: [
      stopRunning(running),
      groupState(brokers, old),
      ...moved.flatMap(({ final }) =>
        final.kafka.consumerGroup === old
          ? []
          : copyOffsets(
              brokers,
              old,
              final.kafka.consumerGroup,
              final.source.inputTopics,
              FILES.offsets(final.name, 'to'),
            ),
      ),
      // Its disk has what belongs to the offsets of the parallel run.
      ...moved.flatMap(({ final }) =>
        final.resources.storageGib === undefined
          ? []
          : [
              `${kubectl(final.namespace)} delete ${workloadOf(final)}`,
              `${kubectl(final.namespace)} delete pvc -l app.kubernetes.io/instance=${word(final.name)}`,
            ],
      ),
      `kubectl apply -f ${FILES.handover}`,
      ...moved.flatMap(({ final }) => [
        `${kubectl(final.namespace)} rollout status ${workloadOf(final)}`,
        describeGroup(brokers, final.kafka.consumerGroup),
      ]),
    ],
  };
}

const moveReaders = ({ moved }: MigrationRequest): Step => ({
  title: 'Move the readers',
  why: [
    'One by one, each back again if need be: both topics are kept current.',
    ...moved.flatMap(({ topics }) => [...topics].map(([from, to]) => `Those who read ${from} read ${to} from now on.`)),
  ],
  commands: [],
});

const switchServices = ({ running }: MigrationRequest): Step => ({
  title: 'Switch the selectors',
  why: ['The whole selector is replaced: a merged one would still ask for labels that the new pods do not have.'],
  commands: running.services.map(({ name }) => switchService(running.namespace, name, FILES.service(name, 'to'))),
});

function decommission({ running, moved, cutover }: MigrationRequest): Step {
  const { kind, name, namespace, autoscaler, consumerGroup } = running;
  const { brokers } = moved[0]!.final.kafka;
  const inCluster = kind === 'Deployment' || kind === 'StatefulSet';
  return {
    title: 'Decommission the old one',
    why: [
      'Until here the way back is short; wait for a day, or as long as mistakes take to be seen.',
      ...(cutover === 'readers' ? ['Nobody may read the old topics any more.'] : []),
    ],
    commands: [
      ...(cutover === 'readers' ? [stopRunning(running), groupState(brokers, consumerGroup)] : []),
      ...(inCluster
        ? [
            ...(autoscaler
              ? [`${kubectl(namespace)} delete ${autoscaler.kind.toLowerCase()} ${word(autoscaler.name)}`]
              : []),
            `${kubectl(namespace)} delete ${kind.toLowerCase()} ${word(name)}`,
          ]
        : []),
      ...(cutover === 'handover'
        ? moved.flatMap(({ parallel, topics }) => [
            deleteGroup(brokers, parallel.kafka.consumerGroup),
            ...[...topics.values()].map(topic => deleteTopic(brokers, topic)),
          ])
        : []),
    ],
  };
}

/** Otherwise the next deploy-from-sql would undo it. */
const keep = ({ moved, cutover }: MigrationRequest): Step => ({
  title: 'Keep it so',
  why: moved.flatMap(({ final, topics }) =>
    cutover === 'handover'
      ? [`${final.source.file} says the same as 2-handover: from now on deploy-from-sql changes ${final.name}.`]
      : [
          `Before the next deploy-from-sql, write into ${final.source.file}: -- @ferris:kafka.consumer_group=${final.kafka.consumerGroup}`,
          ...[...topics].map(([from, to]) => `and the topic of each stream: 'topic' = '${to}' instead of '${from}'.`),
        ],
  ),
  commands: [],
});
