/** What contradicts between a query, its hints and what they cost: findings at the hint, or at the first statement where it is a default. */
import type { Diagnostic } from '../../language/text/diagnostic.ts';
import type { Span } from '../../language/text/span.ts';
import type { CostEstimate } from './cost/estimate.ts';
import { configMap, dataBytes, LARGEST_CONFIG_MAP } from './objects/config-map.ts';
import type { DeploymentSpec } from './spec.ts';

/** @param statement where the first statement of the deployment stands */
export function specFindings(spec: DeploymentSpec, cost: CostEstimate, statement: Span): readonly Diagnostic[] {
  const at = (key: string): Span => spec.hints.find(one => one.key === key)?.span ?? statement;
  return [
    ...budget(spec, cost, at),
    ...idle(spec, at),
    ...spot(spec, at),
    ...memory(spec, at),
    ...size(spec, statement),
  ];
}

type Place = (key: string) => Span;

function budget(spec: DeploymentSpec, { total, overBudget }: CostEstimate, at: Place): Diagnostic[] {
  if (!overBudget) return [];
  const { maxHourly } = overBudget;
  const always = total.hourly.min > maxHourly;
  const dollars = (value: number) => `$${value.toFixed(2)}`;
  return [
    {
      rule: 'deploy/over-budget',
      severity: always ? 'error' : 'warning',
      span: at('cost.max_hourly_cost'),
      message: always
        ? `even ${pods(spec.scaling.minReplicas)} cost ${dollars(total.hourly.min)} an hour, more than the budget of ${dollars(maxHourly)}`
        : `${pods(spec.scaling.maxReplicas)} cost ${dollars(total.hourly.max)} an hour, more than the budget of ${dollars(maxHourly)}`,
      help: 'allow more, ask for less with scaling.max_replicas or resources.*, or choose other nodes',
    },
  ];
}

const pods = (count: number): string => (count === 1 ? '1 pod' : `${count} pods`);

function idle({ scaling, source, schedule }: DeploymentSpec, at: Place): Diagnostic[] {
  const { partitions } = source;
  if (partitions === undefined || scaling.maxReplicas <= partitions || schedule) return [];
  return [
    {
      rule: 'deploy/idle-replicas',
      severity: 'warning',
      span: at('scaling.max_replicas'),
      message: `up to ${pods(scaling.maxReplicas)} share ${partitions === 1 ? '1 partition' : `${partitions} partitions`}: the others stand idle`,
      help: `set scaling.max_replicas=${partitions}`,
    },
  ];
}

function spot({ cost: { spot: onSpot }, source, resources }: DeploymentSpec, at: Place): Diagnostic[] {
  if (!onSpot || !source.stateful || source.changelog || resources.storageGib !== undefined) return [];
  return [
    {
      rule: 'deploy/state-on-spot',
      severity: 'error',
      span: at('cost.spot_instances'),
      message: 'the state of this query is kept nowhere but on spot nodes, which are taken away at short notice',
      help: "leave out 'state.changelog' = 'false', or set cost.spot_instances=disabled",
    },
  ];
}

/** Bytes of a kept row: some fields, their key and what the state itself takes. */
const ROW_BYTES = 200;
/** The share of a pod's memory that rows may take; the rest is for batches, buffers and the program. */
const SHARE = 0.5;

function memory({ source, sla, scaling, resources }: DeploymentSpec, at: Place): Diagnostic[] {
  if (source.keptMs === undefined || sla.throughputRps === undefined) return [];
  const needed = (sla.throughputRps * source.keptMs * ROW_BYTES) / 1000;
  const there = scaling.maxReplicas * resources.memoryMib * 1024 * 1024 * SHARE;
  if (needed <= there) return [];
  const gib = (bytes: number) => `${Math.ceil(bytes / 1024 ** 3)} GiB`;
  return [
    {
      rule: 'deploy/state-memory',
      severity: 'warning',
      span: at('resources.memory_gb'),
      message: `at ${sla.throughputRps} records a second this query keeps about ${gib(needed)} of rows; ${pods(scaling.maxReplicas)} have room for ${gib(there)}`,
      help: 'keep rows for a shorter time, raise resources.memory_gb or scaling.max_replicas',
    },
  ];
}

/** The editor tells it too: what a pod cannot be given should not be found out when it is deployed. */
function size(spec: DeploymentSpec, statement: Span): Diagnostic[] {
  const { sql, schemaFiles = [] } = spec.source;
  const units = schemaFiles.reduce((sum, { text }) => sum + text.length, sql.length);
  // A unit is three bytes at most, and the configuration beside them is small: most need not be counted.
  if (schemaFiles.length === 0 || units * 3 < LARGEST_CONFIG_MAP / 2) return [];
  const bytes = dataBytes(configMap(spec).data ?? {});
  if (bytes <= LARGEST_CONFIG_MAP) return [];
  const [largest] = schemaFiles
    .map(({ path, text }) => ({ path, bytes: dataBytes({ [path]: text }) }))
    .toSorted((a, b) => b.bytes - a.bytes);
  return [
    {
      rule: 'deploy/schema-file',
      severity: 'error',
      span: statement,
      message: `the SQL and the schema files of ${spec.name} are ${bytes} bytes, and a ConfigMap holds ${LARGEST_CONFIG_MAP}; the largest of the files is '${largest!.path}' with ${largest!.bytes}`,
      help: 'declare the columns, leave schemas to a schema registry, or split the SQL into several files',
    },
  ];
}
