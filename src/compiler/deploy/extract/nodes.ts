/** On which nodes the pods run, as hints. */
import { GPU_LABEL, GPU_RESOURCE, SPOT_LABELS } from '../cloud.ts';
import { entriesAt, inside, listAt, textAt, textOf } from './json.ts';
import { hintOfNodeLabel } from './node-label.ts';
import { allOf, hintOf, type ReadHint, type Said, type Unsaid } from './said.ts';
import type { FoundWorkload } from './workloads.ts';

export function nodeHints(found: FoundWorkload): Said {
  const chosen = allOf([selector(found), affinity(found)]);
  const tolerated = tolerations(found);
  const spot = (said: Said): boolean => said.hints.some(({ key }) => SPOT_HINTS.includes(key));
  const tolerates = spot(tolerated) && !spot(chosen);
  const note = 'pods that may run on spot nodes: with the hint they run nowhere else';
  return allOf([chosen, tolerated, { hints: [], unsaid: tolerates ? [note] : [] }]);
}

const SPOT_HINTS = ['cost.spot_instances', 'cost.preemptible'];

const spotLabels = Object.values(SPOT_LABELS).flat();
const PREEMPTIBLE = 'cloud.google.com/gke-preemptible';
const REGION = 'topology.kubernetes.io/region';

const isSpot = (key: string, value: string | undefined): boolean =>
  spotLabels.some(label => label.key === key && (value === undefined || label.value === value));

/** That nodes must have a label. */
function required(key: string, value: string): readonly ReadHint[] {
  if (isSpot(key, value)) return hintOf('cost.spot_instances', 'enabled');
  if (key === PREEMPTIBLE) return hintOf('cost.preemptible', value === 'true' ? 'enabled' : 'disabled');
  if (Object.values(GPU_LABEL).includes(key)) return hintOf('resources.gpu_type', value);
  if (key === REGION) return [...hintOf('regions.primary', value), ...hintOf('regions.data_locality', 'required')];
  return hintOf(hintOfNodeLabel(key), value);
}

function selector({ pod }: FoundWorkload): Said {
  const labels = entriesAt(pod, 'nodeSelector').map(([key, value]) => [key, textOf(value) ?? ''] as const);
  return { hints: labels.flatMap(([key, value]) => required(key, value)), unsaid: [] };
}

interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

function affinity({ pod }: FoundWorkload): Said {
  const node = inside(pod, 'affinity', 'nodeAffinity');
  const terms = listAt(node, 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms').map(requirements);
  const hints: ReadHint[] = [];
  const unsaid: Unsaid[] = [];
  const [first = []] = terms;
  const same = (one: Requirement, other: Requirement): boolean => textFor(one) === textFor(other);
  // Terms are alternatives: what is in all of them holds, and spot nodes have the label of one of their node managers.
  const common = first.filter(one => terms.every(term => term.some(other => same(one, other))));
  const rests = terms.map(term => term.filter(one => !common.some(other => same(one, other))));
  const spotRests = rests.every(
    ([one, ...more]) => one && more.length === 0 && one.operator === 'In' && isSpot(one.key, one.values[0]),
  );
  for (const { key, operator, values } of common) {
    const [value, ...more] = values;
    if (operator === 'In' && value !== undefined && (more.length === 0 || Object.values(GPU_LABEL).includes(key)))
      hints.push(...required(key, value));
    else if (operator === 'NotIn' && isSpot(key, value)) hints.push(...hintOf('cost.spot_instances', 'disabled'));
    else if (operator === 'In' && value !== undefined) {
      hints.push(...required(key, value));
      unsaid.push(`nodes with ${key} ${more.join(' or ')}, too: a hint names one value`);
    } else unsaid.push(`nodes with ${textFor({ key, operator, values })}`);
  }
  if (terms.length > 1 && spotRests) hints.push(...hintOf('cost.spot_instances', 'enabled'));
  else if (terms.length > 1)
    for (const rest of rests) unsaid.push(`one of several alternatives: nodes with ${rest.map(textFor).join(' and ')}`);
  for (const preference of listAt(node, 'preferredDuringSchedulingIgnoredDuringExecution'))
    unsaid.push(
      `rather, nodes with ${requirements(inside(preference, 'preference')).map(textFor).join(' and ')}: hints require, and do not prefer`,
    );
  for (const kind of ['podAffinity', 'podAntiAffinity'])
    if (inside(pod, 'affinity', kind) !== undefined)
      unsaid.push(`${kind}: pods are spread over zones and nodes by themselves`);
  return { hints, unsaid };
}

const requirements = (term: unknown): readonly Requirement[] =>
  listAt(term, 'matchExpressions').map(one => ({
    key: textAt(one, 'key') ?? '',
    operator: textAt(one, 'operator') ?? '',
    values: listAt(one, 'values').flatMap(value => textOf(value) ?? []),
  }));

const textFor = ({ key, operator, values }: Requirement): string => [key, operator, values.join(', ')].join(' ').trim();

function tolerations({ pod }: FoundWorkload): Said {
  const hints: ReadHint[] = [];
  const unsaid: Unsaid[] = [];
  for (const toleration of listAt(pod, 'tolerations')) {
    const key = textAt(toleration, 'key');
    const value = textAt(toleration, 'value');
    if (key !== undefined && isSpot(key, value)) hints.push(...hintOf('cost.spot_instances', 'enabled'));
    else if (key === PREEMPTIBLE) hints.push(...hintOf('cost.preemptible', 'enabled'));
    else if (key !== GPU_RESOURCE && key !== 'kubernetes.io/arch')
      unsaid.push(`toleration of ${key === undefined ? 'everything' : [key, value].filter(Boolean).join('=')}`);
  }
  return { hints, unsaid };
}
