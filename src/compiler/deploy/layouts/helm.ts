/** A Helm chart of each deployment, whose default rendering is the objects that we would apply ourselves. */
import type { KubernetesObject } from '../objects/kubernetes-object.ts';
import { shortHash } from '../objects/short-hash.ts';
import { OLDEST_K8S_MINOR } from '../options.ts';
import { standsBy } from '../region.ts';
import type { DeploymentSpec } from '../spec.ts';
import { plainYaml } from '../yaml.ts';
import { chartValues, nested, type ValuePath, valuesSchema } from './helm/chart-values.ts';
import { templateOf, valuesIn } from './helm/filled.ts';
import { notesText } from './helm/notes.ts';
import { guarded, literal } from './helm/template-text.ts';
import { type LaidOut, type LayoutFiles, OWN_FILE, objectFileName, ownFileLine, type RegionObjects } from './layout.ts';
import { mapDifference } from './patch.ts';

/** One deployment's chart is the folder itself; of several each has its folder `NAME/`. */
export const helmLayout = (deployments: readonly LaidOut[]): LayoutFiles =>
  new Map(
    deployments.flatMap(one =>
      chartFiles(one).map(
        ([path, text]) => [deployments.length === 1 ? path : `${one.spec.name}/${path}`, text] as const,
      ),
    ),
  );

/** What switches a whole object off. */
const SWITCHES: Readonly<Record<string, ValuePath>> = {
  Namespace: 'namespace.create',
  PriorityClass: 'priorityClass.create',
  NetworkPolicy: 'networkPolicy.enabled',
  ServiceMonitor: 'serviceMonitor.enabled',
  PrometheusRule: 'alerts.enabled',
  AlertmanagerConfig: 'alerts.enabled',
};

const switchOf = ({ kind, metadata }: KubernetesObject, spec: DeploymentSpec): ValuePath | undefined =>
  metadata?.name === `${spec.name}-dashboard` ? 'dashboard.enabled' : SWITCHES[kind];

function chartFiles(one: LaidOut): readonly (readonly [path: string, text: string])[] {
  const { spec, objects, regions } = one;
  const own = ownFileLine(spec);
  const values = allValues(objects, spec);
  const templates = objects.map(object => {
    const text = `${literal(own)}${templateOf(object, spec, values)}`;
    return [`templates/${objectFileName(object)}`, guarded(switchOf(object, spec), text)] as const;
  });
  const files = [
    ['values.yaml', `${own}${valuesText(values)}`] as const,
    ...regions.map(region => {
      const there = mapDifference(nested(values), nested(valuesThere(values, region)));
      return [`values-${region.region}.yaml`, `${own}${plainYaml(there)}`] as const;
    }),
    ['values.schema.json', schemaText(values)] as const,
    ...templates,
    ['templates/NOTES.txt', literal(`${notesText(one)}\n${ownFileLine(spec, ['', ''])}`)] as const,
  ];
  return [['Chart.yaml', `${own}${chartYaml(spec, shortHash(JSON.stringify(files)))}`], ...files];
}

function allValues(objects: readonly KubernetesObject[], spec: DeploymentSpec): ReadonlyMap<ValuePath, unknown> {
  const switches = objects.flatMap(object => switchOf(object, spec) ?? []);
  return new Map<ValuePath, unknown>([
    ...valuesIn(objects, spec),
    ...switches.map(path => [path, true] as const),
    ...(spec.regions === undefined ? [] : [['standby', standsBy(spec)] as const]),
  ]);
}

/** The same values as elsewhere, set for a region. How many pods run is `standby`'s, and not another count. */
const valuesThere = (
  values: ReadonlyMap<ValuePath, unknown>,
  { objects, spec }: RegionObjects,
): ReadonlyMap<ValuePath, unknown> => {
  const there = allValues(objects, spec);
  return new Map([...values].map(([path, value]) => [path, path === 'replicas.count' ? value : there.get(path)]));
};

/** The version tells two charts apart, and is the same for the same chart. */
const chartYaml = (spec: DeploymentSpec, hash: string): string =>
  plainYaml({
    apiVersion: 'v2',
    name: spec.name,
    description: `The queries ${spec.source.queries.join(', ')} of ${spec.source.file}`,
    type: 'application',
    version: `0.1.0+${hash}`,
    appVersion: /:([^/:@]+)(?:@|$)/.exec(spec.container.image)?.[1] ?? spec.container.image,
    kubeVersion: `>=1.${OLDEST_K8S_MINOR}.0-0`,
  });

/** Each group of values after what they mean. */
function valuesText(values: ReadonlyMap<ValuePath, unknown>): string {
  const paths = pathsOf(values);
  return Object.entries(nested(values))
    .map(([head, value]) => {
      const docs = paths
        .filter(path => path === head || path.startsWith(`${head}.`))
        .map(path => `# ${path}: ${chartValues[path].doc}.\n`);
      return `\n${docs.join('')}${plainYaml({ [head]: value })}`;
    })
    .join('');
}

const schemaText = (values: ReadonlyMap<ValuePath, unknown>): string =>
  `${JSON.stringify({ $comment: OWN_FILE, ...valuesSchema(pathsOf(values)) }, null, 2)}\n`;

const pathsOf = (values: ReadonlyMap<ValuePath, unknown>): readonly ValuePath[] =>
  (Object.keys(chartValues) as ValuePath[]).filter(path => values.has(path));
