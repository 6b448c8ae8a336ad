/** From what runs today and what shall run to the ordered steps between them, and back. */

import { METRICS_PORT } from '../../plan/endpoints.ts';
import { OWN_FILE } from '../layouts/layout.ts';
import { manifestOfAll } from '../manifest.ts';
import { labelsOf, selectorOf } from '../objects/labels.ts';
import type { DeploymentSpec } from '../spec.ts';
import { manifestYaml, plainYaml } from '../yaml.ts';
import { decisionsOf } from './decisions.ts';
import { FILES } from './file-names.ts';
import type { Migration, MigrationRequest } from './migration.ts';
import { rollbackSteps } from './rollback.ts';
import { type RunningService, selects } from './running.ts';
import { forwardSteps } from './steps.ts';

export function planMigration(request: MigrationRequest): Migration {
  const { running, moved, cutover, options } = request;
  const files = new Map<string, string>();
  files.set(
    FILES.parallel,
    own(
      manifestYaml(
        manifestOfAll(
          moved.map(one => one.parallel),
          options,
        ),
      ),
    ),
  );
  if (cutover === 'handover')
    files.set(
      FILES.handover,
      own(
        manifestYaml(
          manifestOfAll(
            moved.map(one => one.final),
            options,
          ),
        ),
      ),
    );
  const [first] = moved;
  for (const { name, selector } of running.services) {
    files.set(FILES.service(name, 'to'), own(selectorPatch(selectorOf(first!.final))));
    if (selector) files.set(FILES.service(name, 'back'), own(selectorPatch(selector)));
  }
  return {
    cutover,
    decisions: decisionsOf(request),
    warnings: warningsOf(request),
    steps: forwardSteps(request),
    rollback: rollbackSteps(request),
    files,
  };
}

const own = (yaml: string): string => `# ${OWN_FILE} generate-migration.\n${yaml}`;

/** All of the selector at once: a merged one would still ask for labels that the new pods do not have. */
const selectorPatch = (selector: Readonly<Record<string, string>>): string =>
  plainYaml([{ op: 'replace', path: '/spec/selector', value: selector }]);

function warningsOf({ running, moved, cutover }: MigrationRequest): readonly string[] {
  const finals = moved.map(one => one.final);
  const [first, ...others] = finals;
  return [
    ...running.services.flatMap(service => [
      ...deafPorts(service),
      ...(others.length > 0
        ? [`Service ${service.name} is switched to ${first!.name}; ${namesOf(others)} are not behind it`]
        : []),
      ...(service.selector && finals.some(spec => selects(service.selector!, labelsOf(spec)))
        ? [
            `Service ${service.name} selects the new pods too, by ${labelText(service.selector)}: from the parallel run on it sends to both`,
          ]
        : []),
    ]),
    ...(running.selector && finals.some(spec => selects(running.selector!, labelsOf(spec)))
      ? [
          `${running.kind} ${running.name} counts by ${labelText(running.selector)}, which the new pods have too: an autoscaler of it takes the mean over both until it is gone`,
        ]
      : []),
    ...otherBrokers(running.brokers, finals),
    ...sharedGroups(finals),
    ...(cutover === 'handover' && finals.some(one => one.source.stateful)
      ? [
          'what the old one keeps (groups, joins, frames) is not handed over: the windows open at the handover lack what came before it',
        ]
      : []),
    ...moved.flatMap(({ parallel }) =>
      parallel.source.outputTopics.length === 0
        ? [`${parallel.name} writes to no topic, so there is nothing to compare in the parallel run`]
        : [],
    ),
  ];
}

const deafPorts = ({ name, targets }: RunningService): readonly string[] => {
  const deaf = targets.filter(target => target !== 'metrics' && target !== String(METRICS_PORT));
  return deaf.length === 0
    ? []
    : [
        `Service ${name} sends to port ${deaf.join(' and ')}, where the new pods do not listen: they answer on ${METRICS_PORT} (metrics, health) alone`,
      ];
};

/** Names of brokers differ inside and outside of a cluster, so this may be right. */
function otherBrokers(old: string | undefined, specs: readonly DeploymentSpec[]): readonly string[] {
  const fresh = [...new Set(specs.map(({ kafka }) => kafka.brokers))].filter(one => old !== undefined && one !== old);
  return fresh.length === 0
    ? []
    : [
        `the old one reads from ${old}, the new one from ${fresh.join(' and ')}: these must be the same Kafka cluster, else offsets mean nothing there`,
      ];
}

/** Several deployments in one group would take each other's partitions. */
const sharedGroups = (specs: readonly DeploymentSpec[]): readonly string[] =>
  [...Map.groupBy(specs, one => one.kafka.consumerGroup)].flatMap(([group, members]) =>
    members.length < 2
      ? []
      : [`${namesOf(members)} read in one group, '${group}': give each its own with -- @ferris:kafka.consumer_group=…`],
  );

const namesOf = (specs: readonly DeploymentSpec[]): string => specs.map(({ name }) => name).join(' and ');

const labelText = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
