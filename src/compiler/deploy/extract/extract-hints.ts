/** From a manifest back to hints: exactly for what this program wrote, for others as far as hints can say it. */
import { findHint, hintCatalogue } from '../../../language/hints/catalogue.ts';
import { hintsOfAnnotations } from '../objects/hint-annotations.ts';
import type { WorkloadName } from '../spec.ts';
import { configurationHints } from './configuration.ts';
import { containerHints } from './container.ts';
import { environmentHints } from './environment.ts';
import { textAt, textsAt } from './json.ts';
import type { WrittenObject } from './manifest-objects.ts';
import { nodeHints } from './nodes.ts';
import { resourceHints } from './resources.ts';
import { allOf, hintOf, type ReadHint, type Said, type Unsaid } from './said.ts';
import { scalingHints } from './scaling.ts';
import { scheduleHints } from './schedule.ts';
import { type FoundWorkload, workloadsOf } from './workloads.ts';

export interface Extracted {
  /** `Deployment`, `StatefulSet` or `CronJob`. */
  readonly kind: string;
  readonly name: string;
  /** Whether the hints are those it was made from, told by its annotations. */
  readonly exact: boolean;
  /** Valid ones, each key once, in the catalogue's order. */
  readonly hints: readonly ReadHint[];
  /** What no hint says, in a line each. */
  readonly unsaid: readonly Unsaid[];
}

/** One for each workload of the manifest. */
export const extractHints = (objects: readonly WrittenObject[]): readonly Extracted[] =>
  workloadsOf(objects).map(found => ({
    kind: found.object.kind,
    name: found.object.name,
    ...(fromAnnotations(found) ?? fromSpec(found, objects)),
  }));

type Read = Pick<Extracted, 'exact' | 'hints' | 'unsaid'>;

/** Undefined for what another program wrote. */
function fromAnnotations({ object }: FoundWorkload): Read | undefined {
  const annotations = textsAt(object.value, 'metadata', 'annotations');
  if (!Object.keys(annotations).some(key => key.startsWith('ferris.io/'))) return undefined;
  const hints = Object.entries(hintsOfAnnotations(annotations)).flatMap(([key, value]) => hintOf(key, value));
  return { exact: true, ...valid({ hints, unsaid: [] }) };
}

function fromSpec(found: FoundWorkload, objects: readonly WrittenObject[]): Read {
  const { workload, unsaid } = workloadOf(found);
  const parts = [
    { hints: hintOf('workload', workload), unsaid },
    scalingHints(found, workload),
    resourceHints(found),
    nodeHints(found),
    scheduleHints(found),
    containerHints(found),
    environmentHints(found),
    configurationHints(found),
    { hints: [], unsaid: strangers(objects) },
  ];
  return { exact: false, ...valid(allOf(parts)) };
}

function workloadOf(found: FoundWorkload): { readonly workload: WorkloadName; readonly unsaid: readonly Unsaid[] } {
  const told = [
    textAt(found.object.value, 'metadata', 'labels', 'workload'),
    textAt(found.template, 'metadata', 'labels', 'workload'),
    ...[environmentHints(found), configurationHints(found)].map(
      said => said.hints.find(({ key }) => key === 'workload')?.value,
    ),
  ];
  const words = told.flatMap(word => word?.toLowerCase().replaceAll(/[^a-z]/g, '') ?? []);
  const known = findHint('workload')!.entry.type.choices();
  const workload = words.find(word => known.some(({ value }) => value === word)) as WorkloadName | undefined;
  if (workload === undefined)
    return { workload: 'custom', unsaid: ['neither a label nor a variable says which workload it is'] };
  const cron = findHint('schedule.cron')!.entry.defaults;
  // A schedule that comes with the workload cannot be taken back by a hint.
  if (found.object.kind !== 'CronJob' && Object.hasOwn(cron, workload))
    return {
      workload: 'custom',
      unsaid: [`workload '${workload}': it would run at times of a schedule, and not on and on`],
    };
  return { workload, unsaid: [] };
}

/** Kinds that come with each deployment, or are read here. */
const USUAL = [
  ...['Deployment', 'StatefulSet', 'CronJob', 'HorizontalPodAutoscaler', 'ScaledObject', 'TriggerAuthentication'],
  ...['ConfigMap', 'Service', 'ServiceAccount', 'Role', 'RoleBinding', 'Namespace', 'NetworkPolicy'],
  ...['PodDisruptionBudget', 'PriorityClass', 'ServiceMonitor', 'PrometheusRule', 'AlertmanagerConfig'],
];

const strangers = (objects: readonly WrittenObject[]): readonly Unsaid[] =>
  objects
    .filter(({ kind }) => !USUAL.includes(kind))
    .map(({ kind, name }) => `${kind} '${name}', which is no part of a deployment`);

/** Of several values of a key the first; those that no hint may have become remarks. */
function valid({ hints, unsaid }: Said): Said {
  const first = hints.filter(({ key }, i) => hints.findIndex(other => other.key === key) === i);
  const problems = new Map(first.map(hint => [hint, problemOf(hint)]));
  return {
    hints: first.filter(hint => problems.get(hint) === undefined).toSorted((a, b) => rank(a) - rank(b)),
    unsaid: [...unsaid, ...[...problems.values()].filter(problem => problem !== undefined)],
  };
}

function problemOf({ key, value }: ReadHint): Unsaid | undefined {
  const entry = findHint(key)?.entry;
  if (!entry) return `${key}=${value}: there is no such hint`;
  const checked = entry.type.check(value);
  return checked.ok ? undefined : `${key} ${checked.message}`;
}

const rank = ({ key }: ReadHint): number => hintCatalogue.indexOf(findHint(key)?.entry ?? hintCatalogue[0]!);
