/** Deployments of every kind, with and without regions, for tests of layouts. */
import fs from 'node:fs';
import path from 'node:path';
import { deploymentsOf } from '../../../../src/compiler/deploy/deployments.ts';
import { type LaidOut, laidOut } from '../../../../src/compiler/deploy/layouts/layout.ts';
import type { KubernetesObject } from '../../../../src/compiler/deploy/objects/kubernetes-object.ts';
import { DEFAULT_OPTIONS, type DeployOptions } from '../../../../src/compiler/deploy/options.ts';
import { analyze } from '../../../../src/language/analyze.ts';
import { type Hints, specWith } from '../specs.ts';

export const laidOutWith = (hints: Hints, options: Partial<DeployOptions> = {}): LaidOut =>
  laidOut(specWith(hints), { ...DEFAULT_OPTIONS, ...options });

export const laidOutSql = (text: string, options: Partial<DeployOptions> = {}): readonly LaidOut[] =>
  deploymentsOf({ file: 'orders.sql', text, analysis: analyze(text) }).specs.map(spec =>
    laidOut(spec, { ...DEFAULT_OPTIONS, ...options }),
  );

const REGIONS: Hints = { 'regions.primary': 'us-west-2', 'regions.secondary': 'us-east-1,eu-west-1' };

const HINTS: Readonly<Record<string, { readonly hints: Hints; readonly options?: Partial<DeployOptions> }>> = {
  'standing by': { hints: { workload: 'trading', ...REGIONS } },
  'failing over': {
    hints: { workload: 'trading', ...REGIONS, 'regions.failover': 'enabled', 'regions.data_locality': 'preferred' },
  },
  'bound to its region': {
    hints: {
      workload: 'analytics',
      ...REGIONS,
      'regions.data_locality': 'required',
      'node_selector.zone': 'us-west-2a',
      'container.namespace': 'analytics',
      'resources.storage_gb': '20',
      'monitoring.alert_channel': '#data',
    },
  },
  'scaled by KEDA in regions': {
    hints: { workload: 'realtime', ...REGIONS, 'kafka.secret': 'kafka-login' },
    options: { autoscaler: 'keda' },
  },
  'scheduled in regions': {
    hints: { workload: 'reporting', 'schedule.cron': '0 6 * * *', ...REGIONS, 'kafka.brokers': 'a:9092, b:9093' },
  },
  'a fixed number': {
    hints: { workload: 'trading', 'scaling.min_replicas': '3', 'scaling.max_replicas': '3', 'cost.priority': 'high' },
  },
};

/** One deployment each, by what it is. */
export const everyKind: ReadonlyMap<string, LaidOut> = new Map([
  ...Object.entries(HINTS).map(([name, { hints, options }]) => [name, laidOutWith(hints, options)] as const),
  ...goldenCases(),
]);

function goldenCases(): readonly (readonly [string, LaidOut])[] {
  const cases = path.resolve(import.meta.dirname, '../../../cases/deploy');
  return fs.readdirSync(cases).map(name => {
    const options = path.join(cases, name, 'options.json');
    const [one] = laidOutSql(
      fs.readFileSync(path.join(cases, name, 'input.sql'), 'utf8'),
      fs.existsSync(options) ? JSON.parse(fs.readFileSync(options, 'utf8')) : {},
    );
    return [name, one!] as const;
  });
}

/** Of a file with a deployment in two regions, one in one of them, and one in none; they share a namespace and a priority. */
export const severalDeployments = (): readonly LaidOut[] =>
  laidOutSql(`-- @ferris:container.namespace=orders
-- @ferris:cost.priority=high

CREATE STREAM orders (id STRING, amount DECIMAL(12, 2)) WITH ('topic' = 'orders', 'format' = 'json');

-- @ferris:workload=trading
-- @ferris:regions.primary=us-west-2
-- @ferris:regions.secondary=us-east-1
CREATE STREAM large_orders AS SELECT id, amount FROM orders WHERE amount > 1000;

-- @ferris:workload=realtime
-- @ferris:regions.primary=us-east-1
CREATE STREAM small_orders AS SELECT id, amount FROM orders WHERE amount < 10;

-- @ferris:workload=analytics
CREATE STREAM all_orders AS SELECT id, amount FROM orders;
`);

/** Variables are looked up by name, and none of ours names another: kustomize puts those it changes first. */
export const byIdentity = (objects: readonly KubernetesObject[]): Record<string, unknown> =>
  Object.fromEntries(
    objects
      .map(object => [`${object.kind} ${object.metadata?.name}`, JSON.parse(JSON.stringify(object), sorted)] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );

const sorted = (key: string, value: unknown): unknown =>
  key === 'env' && Array.isArray(value) ? value.toSorted((a, b) => (a.name < b.name ? -1 : 1)) : value;
