/** What the state of jobs that run in a cluster would become under new deployments of the same names. */
import { parse } from 'yaml';
import {
  CONFIG_FILE,
  keyedSchemaFiles,
  RESET_STATE,
  sqlFileOf,
} from '../../../src/compiler/deploy/container-contract.ts';
import { configMap } from '../../../src/compiler/deploy/objects/config-map.ts';
import type { KubernetesObject } from '../../../src/compiler/deploy/objects/kubernetes-object.ts';
import type { DeploymentSpec } from '../../../src/compiler/deploy/spec.ts';
import { planDiff } from '../../../src/compiler/explain/plan-diff.ts';
import { layoutNumber } from '../../../src/compiler/plan/layout.ts';
import type { Plan } from '../../../src/compiler/plan/plan.ts';
import { keepsState } from '../../../src/compiler/plan/state.ts';
import { unitsOf } from '../../../src/compiler/plan/tasks/units.ts';
import { type DeployedSql, plannedOf } from '../deploying/planned.ts';
import type { Cluster } from './cluster.ts';
import type { LiveObject } from './live-object.ts';
import { readLive } from './server-side.ts';
import { findTargets } from './targets.ts';

interface StateChange {
  readonly spec: DeploymentSpec;
  /** Of the new plan; undefined where it keeps no state. */
  readonly number: string | undefined;
  /** What is lost, a line each; none: nothing is. */
  readonly lost: readonly string[];
  /** Pods of the same plan have been allowed to drop what was kept before. */
  readonly allowed: boolean;
}

interface Deployment {
  readonly spec: DeploymentSpec;
  readonly objects: readonly KubernetesObject[];
}

/** One for each deployment. Throws UnreachableError and RefusedError. */
export async function stateChanges(deployments: readonly Deployment[], cluster: Cluster): Promise<StateChange[]> {
  const changes: StateChange[] = [];
  for (const { spec, objects } of deployments) {
    const isConfig = ({ kind, metadata }: KubernetesObject): boolean =>
      kind === 'ConfigMap' && metadata?.name === configMap(spec).metadata?.name;
    const isWorkload = ({ kind }: KubernetesObject): boolean => kind === 'Deployment' || kind === 'StatefulSet';
    const { targets } = await findTargets(
      objects.filter(one => isConfig(one) || isWorkload(one)),
      cluster,
    );
    const read = async (fits: (object: KubernetesObject) => boolean): Promise<LiveObject | undefined> => {
      const target = targets.find(({ object }) => fits(object));
      return target && (await readLive(target, cluster));
    };
    const now = plannedOf(sourceOf(spec));
    const number = now && !now.bounded && keepsState(now) ? layoutNumber(now) : undefined;
    const config = await read(isConfig);
    const workload = number === undefined ? undefined : await read(isWorkload);
    changes.push({
      spec,
      number,
      lost: config && now ? lostOf(dataOf(config), spec, now) : [],
      allowed:
        number !== undefined && environmentOf(workload).some(one => one.name === RESET_STATE && one.value === number),
    });
  }
  return changes;
}

const sourceOf = (spec: DeploymentSpec): DeployedSql => ({
  name: sqlFileOf(spec),
  sql: spec.source.sql,
  bounded: spec.schedule !== undefined,
  file: path => spec.source.schemaFiles?.find(one => one.path === path)?.text,
});

/** What the job of this ConfigMap keeps and one of the new plan does not go on with. */
function lostOf(data: Readonly<Record<string, string>>, spec: DeploymentSpec, now: Plan): readonly string[] {
  const was = configurationIn(data[CONFIG_FILE]);
  // What runs from time to time is one transaction each time, and keeps nothing.
  if (was.bounded) return [];
  const before = planIn(data, spec);
  if (!before)
    return ['what its SQL in the cluster keeps is not known: this version of ferris-k8s-deploy cannot plan it'];
  if (!keepsState(before)) return [];
  const { consumerGroup } = spec.kafka;
  const after = now.bounded ? { ...now, queries: [] } : now;
  if (was.group === undefined || was.group === consumerGroup) {
    const { survives, lost } = planDiff(before, after, unitsOf);
    return survives ? [] : lost.length > 0 ? lost : ['changed    how its rows are read and in which time'];
  }
  return [
    `gone       all of it: the consumer group was '${was.group}' and becomes '${consumerGroup}', which begins anew; the topics '${was.group}-…-changelog' stay behind`,
  ];
}

function planIn(data: Readonly<Record<string, string>>, spec: DeploymentSpec): Plan | undefined {
  const others = Object.keys(data).filter(key => key.endsWith('.sql'));
  const own = sqlFileOf(spec);
  const name = data[own] !== undefined ? own : others.length === 1 ? others[0]! : undefined;
  if (name === undefined) return undefined;
  const keyOf = (path: string): string =>
    keyedSchemaFiles({ ...spec, source: { ...spec.source, schemaFiles: [{ path, text: '' }] } })[0]!.key;
  return plannedOf({
    name,
    sql: data[name]!,
    bounded: false,
    file: path => data[path] ?? data[keyOf(path)],
  });
}

/** Of `workload.yaml`; what cannot be read says nothing. */
function configurationIn(text: string | undefined): { readonly bounded: boolean; readonly group: string | undefined } {
  let values: unknown;
  try {
    values = parse(text ?? '');
  } catch {
    values = undefined;
  }
  const { mode, kafka } = (values ?? {}) as { readonly mode?: unknown; readonly kafka?: { consumer_group?: unknown } };
  const group = kafka?.consumer_group;
  return { bounded: mode === 'bounded', group: typeof group === 'string' ? group : undefined };
}

const dataOf = (config: LiveObject): Readonly<Record<string, string>> =>
  (config as { readonly data?: Readonly<Record<string, string>> }).data ?? {};

interface PodSpec {
  readonly containers?: readonly { readonly env?: readonly { readonly name: string; readonly value?: string }[] }[];
}

function environmentOf(
  workload: LiveObject | undefined,
): readonly { readonly name: string; readonly value?: string }[] {
  const template = workload?.spec?.template as { readonly spec?: PodSpec } | undefined;
  return template?.spec?.containers?.flatMap(({ env }) => env ?? []) ?? [];
}

/** As it is told, with what to do. */
export const stateText = (changes: readonly StateChange[], refused: boolean): string =>
  changes
    .filter(({ lost }) => lost.length > 0)
    .map(
      ({ spec, lost }) =>
        `the job ${spec.name} keeps state that this would throw away${refused ? ', so nothing is applied' : ''}:\n` +
        lost.map(line => `  ${line}\n`).join('') +
        `${refused ? '  with' : '  applied with'} --reset-state its pods drop it and go on from where their group stopped; to keep it, deploy the new query beside the old one: another START JOB name or container.name\n`,
    )
    .join('');
